package sportello.web.office;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.booking.AppointmentId;
import sportello.meeting.Entry;
import sportello.meeting.EntryId;
import sportello.meeting.Rooms;
import sportello.notification.MessageFate;
import sportello.notification.Messages;
import sportello.notification.NoticeFate;
import sportello.web.Frame;

/// What became of each message, in plain words and with its time. Never a text, never a code, never an address.
@Component
public class Fates {

    private static final Map<String, String> TROUBLES = Map.ofEntries(
            Map.entry("sms-undeliverable", "undeliverable"),
            Map.entry("sms-deleted", "undeliverable"),
            Map.entry("sms-rejected", "undeliverable"),
            Map.entry("sms-expired", "expired"),
            Map.entry("recipient-refused", "no-such-address"),
            Map.entry("mail-no-such-address", "no-such-address"),
            Map.entry("mail-box-full", "box-full"),
            Map.entry("mail-not-accepted", "not-accepted"),
            Map.entry("mail-came-back", "came-back"),
            Map.entry("no-mailbox", "mailbox"),
            Map.entry("mailbox-refused", "mailbox"),
            Map.entry("mail-unreachable", "away"),
            Map.entry("mail-unavailable", "away"),
            Map.entry("link-lost", "away"),
            Map.entry("no-answer", "away"),
            Map.entry("gateway-unreachable", "away"),
            Map.entry("gateway-unavailable", "away"),
            Map.entry("app-unreachable", "away"),
            Map.entry("mail-busy", "busy"),
            Map.entry("throttled", "busy"),
            Map.entry("queue-full", "busy"));
    private static final Set<String> SAID_AS_THEY_ARE = Set.of(
            "too-many",
            "not-a-mobile",
            "number-refused",
            "too-long",
            "no-address",
            "no-carrier",
            "app-not-used",
            "app-not-wanted");

    private final Messages messages;
    private final Rooms rooms;

    Fates(Messages messages, Rooms rooms) {
        this.messages = messages;
        this.rooms = rooms;
    }

    public List<Told> about(Frame frame, AppointmentId appointment) {
        return Stream.concat(
                        messages.about(appointment).stream().map(fate -> told(frame, fate, whom(fate))),
                        messages.noticesAbout(appointment).stream().map(notice -> told(frame, notice)))
                .toList();
    }

    /// @param whom a role of the meeting, `booker` or `person`
    Told told(Frame frame, MessageFate fate, String whom) {
        return new Told(
                what(frame, frame.say("office.message.kind." + fate.kind()), fate.template(), whom),
                frame.say("fate." + fate.state(), "when", frame.soon(at(fate))),
                look(fate.state()),
                icon(fate.state()),
                why(frame, fate));
    }

    private static Told told(Frame frame, NoticeFate notice) {
        var read = notice.readAt();
        return new Told(
                what(frame, frame.say("fate.kind.notice"), notice.template(), "booker"),
                read == null
                        ? frame.say("fate.UNREAD", "when", frame.soon(notice.at()))
                        : frame.say("fate.READ", "when", frame.soon(read)),
                read == null ? "now" : "ok",
                read == null ? "it-mail" : "it-check",
                null);
    }

    private static String what(Frame frame, String kind, String template, String whom) {
        return frame.say(
                "fate.line",
                "kind",
                kind,
                "what",
                frame.say("office.message." + template.replaceFirst("\\.booker$", "")),
                "whom",
                frame.say("fate.for." + whom));
    }

    private String whom(MessageFate fate) {
        var entry = fate.entry();
        return entry == null
                ? "booker"
                : rooms.entry(new EntryId(entry)).map(Entry::role).orElse("booker");
    }

    private static java.time.Instant at(MessageFate fate) {
        var delivered = fate.deliveredAt();
        if (fate.state().equals("DELIVERED") && delivered != null) return delivered;
        var handed = fate.handedOverAt();
        return handed != null ? handed : fate.writtenAt();
    }

    /// What a provider's code means to who is not a technician.
    private static @Nullable String why(Frame frame, MessageFate fate) {
        var trouble = fate.trouble();
        if (trouble == null) return null;
        var said = frame.say("fate.trouble." + known(trouble));
        return fate.state().equals("QUEUED") ? frame.say("fate.sending", "why", said) : said;
    }

    private static String known(String trouble) {
        if (SAID_AS_THEY_ARE.contains(trouble)) return trouble;
        return trouble.matches("app-\\d+") ? "app-refused" : TROUBLES.getOrDefault(trouble, "other");
    }

    private static String look(String state) {
        return switch (state) {
            case "DELIVERED", "POINTLESS" -> "ok";
            case "FAILED", "WITHHELD" -> "warn";
            default -> "now";
        };
    }

    private static String icon(String state) {
        return switch (state) {
            case "DELIVERED", "POINTLESS" -> "it-check";
            case "FAILED", "WITHHELD" -> "it-warning-circle";
            case "QUEUED" -> "it-clock";
            default -> "it-mail";
        };
    }
}
