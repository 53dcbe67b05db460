package sportello.web.citizen;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.meeting.Entry;
import sportello.notification.MessageFate;
import sportello.notification.Messages;
import sportello.web.Frame;

/// What became of the SMS with the code, for who waits for it, and what to do when it does not come.
@Component
class CodeReceipt {

    private static final Set<String> NO_SUCH_TELEPHONE =
            Set.of("not-a-mobile", "number-refused", "sms-undeliverable", "sms-rejected");

    private final Messages messages;

    CodeReceipt(Messages messages) {
        this.messages = messages;
    }

    /// Null where nothing was ever sent.
    @Nullable String of(Frame frame, Entry entry) {
        return messages.lastCode(entry.id()).map(fate -> said(frame, fate)).orElse(null);
    }

    private static @Nullable String said(Frame frame, MessageFate fate) {
        var handed = fate.handedOverAt();
        var arrived = fate.deliveredAt();
        return switch (fate.state()) {
            case "QUEUED" -> frame.say("appointment.code.sms.waiting");
            case "HANDED_OVER" ->
                handed == null ? null : frame.say("appointment.code.sms.sent", "when", frame.soon(handed));
            case "DELIVERED" ->
                arrived == null ? null : frame.say("appointment.code.sms.arrived", "when", frame.soon(arrived));
            case "WITHHELD" -> frame.say("appointment.code.sms.failed.many");
            case "FAILED" -> failed(frame, fate.trouble());
            default -> null;
        };
    }

    private static String failed(Frame frame, @Nullable String trouble) {
        if (trouble != null && NO_SUCH_TELEPHONE.contains(trouble))
            return frame.say("appointment.code.sms.failed.number");
        return frame.say(
                "sms-expired".equals(trouble) ? "appointment.code.sms.failed.off" : "appointment.code.sms.failed.ours");
    }
}
