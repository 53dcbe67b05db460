package sportello.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.PersonId;
import sportello.intermediaries.Cassetti;
import sportello.intermediaries.Position;
import sportello.intermediaries.QuestionId;
import sportello.intermediaries.QuestionSearch;
import sportello.intermediaries.Questions;
import sportello.intermediaries.Studios;
import sportello.offices.Cassetto;
import sportello.platform.IdempotencyKey;
import sportello.platform.MovableClock;

/// Dario's studio: positions in all three Cassetti with their mandates, and questions as they come: one answered with a
/// no, one just asked, one left without an answer past its days, one to which the office wants a reply, one answered,
/// one closed.
@Component
@InDemo
class DariosStudio {

    private static final Actor.System DEMO = new Actor.System("demo");

    private final Studios studios;
    private final Cassetti cassetti;
    private final Questions questions;
    private final MovableClock clock;

    DariosStudio(Studios studios, Cassetti cassetti, Questions questions, MovableClock clock) {
        this.studios = studios;
        this.cassetti = cassetti;
        this.questions = questions;
        this.clock = clock;
    }

    /// `carla`: who answers in the first office. What is there already stays as it is.
    void settle(PersonId dario, Actor.Official carla, UUID elsewhere) {
        var studio = studios.open("Studio Dario Consulenti del lavoro", "01234567897");
        studios.enrol(studio.id(), dario, EnumSet.allOf(Cassetto.class));
        var here = carla.office();
        var workshop = treated(
                studio.id(), carla, Cassetto.COMPANIES, "1301234567", "Officina del Reno S.r.l.", "03456789019", here);
        var bakery = treated(
                studio.id(), carla, Cassetto.COMPANIES, "1302345678", "Panificio Portici S.n.c.", "03456789035", here);
        treated(
                studio.id(),
                carla,
                Cassetto.COMPANIES,
                "1303456789",
                "Cartoleria San Felice S.r.l.",
                "03456789050",
                here);
        treated(
                studio.id(),
                carla,
                Cassetto.COMPANIES,
                "5004567890",
                "Ceramiche del Secchia S.p.A.",
                "03456789068",
                elsewhere);
        var tailor = treated(
                studio.id(),
                carla,
                Cassetto.CRAFTSMEN_TRADERS,
                "41234567NK",
                "Sartoria Ago e Filo",
                "03456789076",
                here);
        var bar = treated(
                studio.id(), carla, Cassetto.CRAFTSMEN_TRADERS, "41345678PT", "Bar Piazzetta", "03456789084", here);
        treated(
                studio.id(),
                carla,
                Cassetto.CRAFTSMEN_TRADERS,
                "57456789RM",
                "Acetaia Ghirlandina",
                "03456789092",
                elsewhere);
        var home = treated(
                studio.id(),
                carla,
                Cassetto.DOMESTIC_WORK,
                "4100123456",
                "Anna Delegante, assistenza in casa",
                "DLGNNA41C42A944U",
                here);
        treated(
                studio.id(),
                carla,
                Cassetto.DOMESTIC_WORK,
                "4100234567",
                "Bruno Delegato, aiuto domestico",
                "DLGBRN71E14A944W",
                here);
        ask(
                new Actor.Intermediary(dario, Assurance.SUBSTANTIAL, studio.id()),
                carla,
                workshop,
                bakery,
                tailor,
                bar,
                home);
    }

    private Position treated(
            UUID studio,
            Actor.Official carla,
            Cassetto cassetto,
            String code,
            String name,
            String taxCode,
            UUID office) {
        var position = cassetti.register(cassetto, code, name, taxCode, office);
        if (cassetti.mandates(position.id(), carla).isEmpty())
            cassetti.give(position.id(), studio, since(), null, DEMO);
        return position;
    }

    private LocalDate since() {
        return clock.today().withDayOfMonth(1).minusMonths(2);
    }

    /// Three weeks before, by the demo's own clock.
    private void longAgo(Runnable what) {
        var shift = clock.shift();
        var now = clock.instant();
        clock.moveTo(now.minus(Duration.ofDays(21)));
        try {
            what.run();
        } finally {
            if (shift.isZero()) clock.reset();
            else clock.moveTo(now);
        }
    }

    private void ask(
            Actor.Intermediary dario,
            Actor.Official carla,
            Position workshop,
            Position bakery,
            Position tailor,
            Position bar,
            Position home) {
        if (!questions.search(dario, QuestionSearch.all(), null).lines().isEmpty()) return;
        var refused = ask(
                dario,
                workshop,
                "companies.contributions.regularity",
                "DURC irregolare per il mese di marzo",
                "Il DURC risulta irregolare, ma i contributi di marzo sono stati versati il 16 aprile con F24.");
        questions.answer(
                refused,
                carla,
                "Il versamento di marzo non risulta abbinato alla matricola: la posizione resta irregolare.",
                false,
                IdempotencyKey.next());
        ask(
                dario,
                workshop,
                "companies.credit.instalments",
                "Rateazione dell'avviso di addebito",
                "La ditta chiede di rateizzare in 24 mesi. Quali documenti servono oltre alla domanda?");
        var back = ask(
                dario,
                bakery,
                "companies.registry.classification",
                "Inquadramento dopo il cambio di attività",
                "Dal primo del mese il panificio vende anche al tavolo. Occorre cambiare inquadramento?");
        questions.askBack(
                back, carla, "Indica il codice Ateco comunicato alla Camera di commercio.", IdempotencyKey.next());
        var answered = ask(
                dario,
                tailor,
                "traders.contributions.fixed",
                "Scadenze dei contributi fissi",
                "La titolare si è iscritta a metà anno: quali rate deve versare?");
        questions.answer(
                answered,
                carla,
                "Le rate di agosto, novembre e febbraio. Gli F24 sono nel Cassetto.",
                true,
                IdempotencyKey.next());
        var closed = ask(
                dario,
                home,
                "domestic.contributions.payments",
                "Contributi del primo trimestre",
                "Il pagamento con PagoPA del 10 aprile non compare tra i versamenti.");
        longAgo(() -> ask(
                dario,
                bar,
                "traders.contributions.fixed",
                "Avviso di addebito già pagato",
                "Il titolare ha pagato i contributi fissi dell'anno scorso, ma l'avviso li chiede ancora."));
        questions.close(closed, carla, "Il pagamento ora compare: quesito chiuso.", IdempotencyKey.next());
    }

    private QuestionId ask(Actor.Intermediary dario, Position position, String topic, String subject, String text) {
        try {
            var asked = questions.ask(dario, position.id(), topic, subject, text, List.of(), IdempotencyKey.next());
            if (asked instanceof Questions.Done(var question)) return question.id();
            throw new IllegalStateException(asked.toString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
