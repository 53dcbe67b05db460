package sportello.booking;

import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Subject;
import sportello.identity.Actor;
import sportello.identity.Right;

/// A contact stated for one appointment, mended by an official when messages to it come back. What a person keeps as
/// their own is theirs to change (rule G7).
@Service
public class StatedContacts {

    private static final Pattern NAMED = Pattern.compile("[a-z]+\\.(mobile|email)");

    private final JdbcClient jdbc;
    private final AuditTrail audit;

    StatedContacts(JdbcClient jdbc, AuditTrail audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /// False for a stranger's appointment and for one that is over.
    ///
    /// @param name `contact.mobile`, `delegator.email`, …
    @Transactional
    public boolean mend(AppointmentId id, String name, String value, Actor.Official by) {
        if (!NAMED.matcher(name).matches()) throw new IllegalArgumentException("Not a contact: " + name);
        if (!by.may(Right.HOLD_MEETINGS)) return false;
        var mended = jdbc.sql("""
                        update booking.appointment
                           set matter = matter || jsonb_build_object(cast(:name as text), cast(:value as text)),
                               version = version + 1
                         where id = :id and office = :office and status = 'BOOKED'
                        """)
                .param("name", name)
                .param("value", value)
                .param("id", id.value())
                .param("office", by.office())
                .update();
        if (mended == 1)
            audit.record(
                    Act.of("booking.contact-mended"),
                    by.doer(),
                    new Subject("appointment", id.value()),
                    Map.of("which", name));
        return mended == 1;
    }
}
