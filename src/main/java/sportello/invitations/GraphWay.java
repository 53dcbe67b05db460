package sportello.invitations;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import sportello.platform.ProductClock;
import tools.jackson.databind.JsonNode;

/// A Teams invitation, step by step: an event without attendees, its meeting with everything off and read back, only
/// then the attendee (rules C8, C10, C11). Each step looks before it acts, so a repeated one changes nothing.
class GraphWay {

    /// A named property of ours on the event, by which it is found again.
    private static final String MARK = "String {6f1d6c52-4f0e-4b0d-9a43-6c4f3d0c7a11} Name SportelloInvitation";

    private static final Map<String, Object> NOTHING_KEPT = Map.of(
            "allowRecording", false,
            "recordAutomatically", false,
            "allowTranscription", false,
            "allowMeetingChat", "disabled");

    private final Graph graph;
    private final Mailboxes mailboxes;
    private final Wording wording;

    GraphWay(Graph graph, Mailboxes mailboxes, Wording wording) {
        this.graph = graph;
        this.mailboxes = mailboxes;
        this.wording = wording;
    }

    InvitationRow bring(InvitationRow wanted, Mailbox from, Notebook notes) {
        var tenant = tenant();
        var user = user(from);
        var letter = wording.letter(wanted, "");
        var row = notes.write(
                wanted.begun()
                        ? wanted
                        : wanted.begun(InvitationRow.Way.GRAPH, from.address(), InvitationRow.Step.CREATING));
        var event = row.eventId() == null
                ? null
                : graph.event(tenant, user, row.eventId()).orElse(null);
        if (event == null || event.path("isCancelled").asBoolean(false)) {
            if (row.eventId() != null) {
                // Somebody removed it from the unit's calendar, and whoever was invited was told so.
                row = notes.write(row.gone(InvitationRow.Step.CREATING)
                        .begun(InvitationRow.Way.GRAPH, from.address(), InvitationRow.Step.CREATING));
            }
            event = create(tenant, user, row, letter);
            row = notes.write(row.event(event.path("id").asString(), null));
        }
        var link = row.joinLink();
        if (link == null) {
            link = event.path("onlineMeeting").path("joinUrl").asString("");
            if (link.isBlank()) throw new Setback("meeting-missing");
            row = notes.write(row.event(event.path("id").asString(), link));
        }
        if (row.meetingId() == null) {
            row = notes.write(
                    row.meeting(graph.meetingAt(tenant, user, link).path("id").asString()));
        }
        if (!everythingOff(tenant, user, Objects.requireNonNull(row.meetingId()))) {
            notes.write(withdraw(row, from).gone(InvitationRow.Step.REFUSED));
            throw new Setback("policy-refused");
        }
        row = notes.write(row.secured());
        return invite(tenant, user, row, wording.letter(row, link));
    }

    /// What is out is withdrawn, so that the attendee is told; what nobody knows of is deleted.
    InvitationRow withdraw(InvitationRow row, Mailbox from) {
        var tenant = tenant();
        var user = user(from);
        var event = row.eventId() != null
                ? graph.event(tenant, user, row.eventId())
                : graph.marked(tenant, user, MARK, mark(row));
        if (event.isEmpty() || event.get().path("isCancelled").asBoolean(false)) return row;
        var id = event.get().path("id").asString();
        if (event.get().path("attendees").isEmpty()) graph.delete(tenant, user, id);
        else graph.cancel(tenant, user, id, wording.withdrawn(row, wording.language(row)));
        return row;
    }

    private JsonNode create(Tenant tenant, String user, InvitationRow row, Letter letter) {
        var asked = graph.create(
                tenant,
                user,
                Map.of(
                        "subject", letter.subject(),
                        "start", hour(row.startsAt()),
                        "end", hour(row.endsAt()),
                        "isOnlineMeeting", true,
                        "onlineMeetingProvider", "teamsForBusiness",
                        "allowNewTimeProposals", false,
                        "responseRequested", true,
                        "transactionId", transaction(row),
                        "singleValueExtendedProperties", List.of(Map.of("id", MARK, "value", mark(row)))));
        if (asked.isPresent()) return asked.get();
        // Made by an earlier try, for another hour.
        return graph.marked(tenant, user, MARK, mark(row)).orElseThrow(() -> new Setback("unexpected"));
    }

    /// True only when read back so: what the tenant does not say counts as on.
    private boolean everythingOff(Tenant tenant, String user, String meeting) {
        if (isOff(graph.meeting(tenant, user, meeting))) return true;
        return graph.rule(tenant, user, meeting, NOTHING_KEPT) && isOff(graph.meeting(tenant, user, meeting));
    }

    private static boolean isOff(JsonNode meeting) {
        return !meeting.path("allowRecording").asBoolean(true)
                && !meeting.path("recordAutomatically").asBoolean(true)
                && !meeting.path("allowTranscription").asBoolean(true)
                && meeting.path("allowMeetingChat").asString("").equals("disabled");
    }

    private InvitationRow invite(Tenant tenant, String user, InvitationRow row, Letter letter) {
        var id = Objects.requireNonNull(row.eventId());
        var event = graph.event(tenant, user, id).orElseThrow(() -> new Setback("unexpected"));
        if (!invited(event, letter.to())) {
            event = graph.change(
                    tenant,
                    user,
                    id,
                    Map.of(
                            "start", hour(row.startsAt()),
                            "end", hour(row.endsAt()),
                            "body", Map.of("contentType", "html", "content", body(event, letter)),
                            "isOnlineMeeting", true,
                            "onlineMeetingProvider", "teamsForBusiness",
                            "attendees", List.of(attendee(letter))));
        } else if (!at(event, "start", row.startsAt()) || !at(event, "end", row.endsAt())) {
            event = graph.change(tenant, user, id, Map.of("start", hour(row.startsAt()), "end", hour(row.endsAt())));
        }
        if (!invited(event, letter.to())) throw new Setback("unexpected");
        return row.sent(letter.to(), Instant.now());
    }

    private static boolean invited(JsonNode event, String address) {
        return event.path("attendees")
                .valueStream()
                .anyMatch(one ->
                        one.path("emailAddress").path("address").asString("").equalsIgnoreCase(address));
    }

    /// Ours first; what Exchange put there to make it a meeting stays.
    private static String body(JsonNode event, Letter letter) {
        var meeting = event.path("body").path("content").asString("");
        var opens = meeting.indexOf("<body");
        var after = opens < 0 ? -1 : meeting.indexOf('>', opens);
        return after < 0
                ? letter.html() + meeting
                : meeting.substring(0, after + 1) + letter.html() + meeting.substring(after + 1);
    }

    private static Map<String, Object> attendee(Letter letter) {
        return Map.of("type", "required", "emailAddress", Map.of("address", letter.to(), "name", letter.name()));
    }

    private static Map<String, Object> hour(Instant at) {
        return Map.of(
                "dateTime",
                ProductClock.inRome(at).toLocalDateTime().format(DateTimeFormatter.ISO_LOCAL_DATE_TIME),
                "timeZone",
                "Europe/Rome");
    }

    private static boolean at(JsonNode event, String end, Instant wanted) {
        var said = event.path(end).path("dateTime").asString("");
        if (said.isBlank()) return false;
        var zone = event.path(end).path("timeZone").asString("");
        var local = LocalDateTime.parse(said);
        var instant = zone.equals("UTC")
                ? local.toInstant(java.time.ZoneOffset.UTC)
                : local.atZone(ProductClock.ROME).toInstant();
        return instant.equals(wanted.truncatedTo(ChronoUnit.SECONDS));
    }

    private static String mark(InvitationRow row) {
        return row.caseId() + "-" + row.generation();
    }

    private static String transaction(InvitationRow row) {
        return UUID.nameUUIDFromBytes(mark(row).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private Tenant tenant() {
        return mailboxes.tenant().orElseThrow(() -> new Setback("teams-off"));
    }

    private static String user(Mailbox from) {
        var user = from.graphUser();
        if (user == null || user.isBlank()) throw new Setback("teams-off");
        return user;
    }
}
