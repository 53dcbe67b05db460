package sportello.invitations;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Doer;
import sportello.audit.Subject;
import sportello.platform.ProductClock;

/// Brings what was done to what is wanted, one invitation at a time. A lease instead of a lock, so that no transaction
/// is open while the other side is slow; after each remote step what was done is written down, so that whoever takes
/// over goes on from there.
class Reconciler {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final Doer ITSELF = Doer.system("invitations");

    private final InvitationRows rows;
    private final Postmark postmark;
    private final GraphWay graph;
    private final MailWay mail;
    private final Mailboxes mailboxes;
    private final InvitationSettings settings;
    private final TransactionTemplate transaction;
    private final AuditTrail audit;
    private final ProductClock clock;

    /// The address of the mailbox from which a unit writes.
    interface Postmark {
        Optional<String> of(InvitationRow row);
    }

    Reconciler(
            InvitationRows rows,
            Postmark postmark,
            GraphWay graph,
            MailWay mail,
            Mailboxes mailboxes,
            InvitationSettings settings,
            TransactionTemplate transaction,
            AuditTrail audit,
            ProductClock clock) {
        this.rows = rows;
        this.postmark = postmark;
        this.graph = graph;
        this.mail = mail;
        this.mailboxes = mailboxes;
        this.settings = settings;
        this.transaction = transaction;
        this.audit = audit;
        this.clock = clock;
    }

    /// The next piece of work, taken; empty when there is none now.
    Optional<InvitationRow> claim() {
        return Objects.requireNonNull(transaction.execute(tx -> rows.claim(settings.lease())));
    }

    void work(InvitationRow claimed) {
        var so = new SoFar(claimed);
        try {
            settle(bring(claimed, so));
        } catch (LeaseLost e) {
            LOG.info("The invitation of case {} is in other hands", claimed.caseId());
        } catch (Setback e) {
            setBack(so.row, e);
        } catch (RuntimeException e) {
            LOG.warn("The invitation of case {} failed", claimed.caseId(), e);
            setBack(so.row, new Setback("unexpected", e));
        }
    }

    private InvitationRow bring(InvitationRow asked, SoFar so) {
        var claimed = asked;
        if (claimed.leftover() != null && mayClear(claimed)) {
            withdrawn(claimed.asLeftover());
            claimed = so.write(claimed.cleared());
        }
        if (claimed.doneSeq() == claimed.seq()) return claimed;
        if (!claimed.present()) return withdrawn(claimed).gone(InvitationRow.Step.WITHDRAWN);
        if (!clock.instant().isBefore(claimed.endsAt())) {
            return withdrawn(claimed).gone(InvitationRow.Step.EXPIRED);
        }
        var from = postmark.of(claimed).flatMap(mailboxes::of).orElseThrow(() -> new Setback("no-mailbox"));
        var way = InvitationRow.wayTo(claimed.venue());
        var row = claimed;
        if (row.way() == InvitationRow.Way.GRAPH && way == InvitationRow.Way.MAIL) row = so.write(row.leftBehind());
        if (row.begun() && (row.way() != way || !from.address().equals(row.mailbox()))) {
            row = so.write(withdrawn(row).gone(InvitationRow.Step.WAITING));
        }
        return way == InvitationRow.Way.GRAPH ? graph.bring(row, from, so) : mail.bring(row, from, so);
    }

    /// The invitation that holds goes first, unless it needs the same calendar.
    private static boolean mayClear(InvitationRow row) {
        return row.doneSeq() == row.seq() || InvitationRow.wayTo(row.venue()) == InvitationRow.Way.GRAPH;
    }

    private InvitationRow withdrawn(InvitationRow row) {
        if (!row.begun()) return row;
        // After the hour there is nothing left to withdraw.
        if (!clock.instant().isBefore(row.endsAt())) return row;
        var from =
                Optional.ofNullable(row.mailbox()).flatMap(mailboxes::of).orElseThrow(() -> new Setback("no-mailbox"));
        return row.way() == InvitationRow.Way.GRAPH ? graph.withdraw(row, from) : mail.withdraw(row, from);
    }

    private void settle(InvitationRow done) {
        transaction.executeWithoutResult(tx -> {
            if (rows.done(done)) note("invitation." + done.stage().name().toLowerCase(java.util.Locale.ROOT), done);
        });
    }

    private void setBack(InvitationRow so, Setback setback) {
        var pause = setback.forAPerson() ? null : pause(so.attempts(), setback.retryAfter());
        LOG.warn(
                "The invitation of case {} was set back ({}), attempt {}",
                so.caseId(),
                setback.code(),
                so.attempts() + 1);
        transaction.executeWithoutResult(tx -> {
            var row = so.stage() == InvitationRow.Step.SENDING && !mayHaveLeft(setback) ? so.notSent() : so;
            if (rows.troubled(row, setback.code(), pause) && setback.code().equals("policy-refused")) {
                note("invitation.refused", row);
            }
            if (setback.code().equals("busy") && pause != null) rows.spare(pause);
        });
    }

    /// A server that answered no did not send; one that fell silent may have.
    private static boolean mayHaveLeft(Setback setback) {
        return setback.code().equals("mail-unavailable") || setback.code().equals("unexpected");
    }

    /// As long as the other side asked; else doubling. It never gives up: back after an hour or a day, it goes on.
    Duration pause(int attempts, @org.jspecify.annotations.Nullable Duration retryAfter) {
        if (retryAfter != null) return retryAfter;
        var pause = settings.firstPause().multipliedBy(1L << Math.min(attempts, 20));
        return pause.compareTo(settings.longestPause()) > 0 ? settings.longestPause() : pause;
    }

    private void note(String act, InvitationRow row) {
        audit.record(
                Act.of(act),
                ITSELF,
                new Subject("case", row.caseId().value()),
                Map.of("venue", row.venue().name(), "seq", Integer.toString(row.seq())));
    }

    /// What was done, as last written down.
    private final class SoFar implements Notebook {

        private InvitationRow row;

        SoFar(InvitationRow row) {
            this.row = row;
        }

        @Override
        public InvitationRow write(InvitationRow done) {
            row = done;
            var mine = transaction.execute(tx -> rows.progress(done, settings.lease()));
            if (!Boolean.TRUE.equals(mine)) throw new LeaseLost();
            return done;
        }
    }

    private static final class LeaseLost extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
