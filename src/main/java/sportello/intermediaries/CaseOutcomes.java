package sportello.intermediaries;

import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import sportello.booking.AppointmentId;
import sportello.casework.CaseDeclined;
import sportello.casework.CaseId;
import sportello.casework.CaseSettledInWriting;
import sportello.casework.Consultancies;
import sportello.casework.Consultancy;
import sportello.casework.ConsultancyEnded;
import sportello.identity.Actor;
import sportello.intermediaries.Question.Kind;
import sportello.intermediaries.Question.State;
import sportello.platform.ProductClock;

/// What becomes of the questions an appointment was lit on (rule C6): settled in writing, the answer closes them; held
/// and solved, the summary does; declined, the reason stands in their thread. Whoever must know is told of the case.
@Component
class CaseOutcomes {

    private static final Actor.System SELF = new Actor.System("intermediaries");
    private static final int LONGEST_TEXT = 8000;

    private final Consultancies consultancies;
    private final QuestionRows rows;
    private final ProductClock clock;

    CaseOutcomes(Consultancies consultancies, QuestionRows rows, ProductClock clock) {
        this.consultancies = consultancies;
        this.rows = rows;
        this.clock = clock;
    }

    @EventListener
    @Transactional
    public void on(CaseSettledInWriting settled) {
        judgement(settled.caseId()).ifPresent(said -> close(settled.appointment(), said.official(), said.text()));
    }

    @EventListener
    @Transactional
    public void on(CaseDeclined declined) {
        judgement(declined.caseId())
                .ifPresent(said -> say(declined.appointment(), Kind.NOTE, null, said.official(), said.text()));
    }

    @EventListener
    @Transactional
    public void on(ConsultancyEnded ended) {
        if (!ended.solved() || !ended.outcome().equals("held")) return;
        var written = consultancies.find(ended.caseId(), SELF).map(Consultancy::ending);
        var summary = written.map(it -> it.ending().summary()).orElse("");
        close(ended.appointment(), written.map(Consultancy.Ended::official).orElse(null), summary);
    }

    private Optional<Consultancy.Message> judgement(CaseId id) {
        return consultancies
                .find(id, SELF)
                .flatMap(found -> found.messages().stream()
                        .filter(said -> !said.undone())
                        .max(Comparator.comparing(Consultancy.Message::at)));
    }

    private void close(AppointmentId appointment, @Nullable UUID official, String text) {
        say(appointment, Kind.CLOSES, State.CLOSED, official, text);
    }

    /// To a question that is over nothing is added. `to` null: it stays as it is.
    private void say(AppointmentId appointment, Kind kind, @Nullable State to, @Nullable UUID official, String text) {
        var said = text.substring(0, Math.min(text.length(), LONGEST_TEXT));
        for (var id : rows.about(appointment)) {
            var row = rows.lock(id).orElseThrow();
            var next = to == null ? row.state() : to;
            if (row.state().settled() || to != null && !row.state().mayBecome(to)) continue;
            rows.say(id, kind, official, said, next, row.negative(), clock.instant());
        }
    }
}
