package sportello.web.citizen;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.meeting.Entry;
import sportello.notification.MessageFate;
import sportello.notification.Messages;
import sportello.web.Frame;
import sportello.web.office.Fates;

/// What became of the SMS with the code, for who waits for it.
@Component
class CodeReceipt {

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
            case "QUEUED" -> frame.say("fate.code.waiting");
            case "HANDED_OVER" -> handed == null ? null : frame.say("fate.code.sent", "when", frame.soon(handed));
            case "DELIVERED" -> arrived == null ? null : frame.say("fate.code.arrived", "when", frame.soon(arrived));
            case "FAILED", "WITHHELD" -> {
                var why = Fates.why(frame, fate);
                yield frame.say("fate.code.failed", "why", why == null ? "" : why);
            }
            default -> null;
        };
    }
}
