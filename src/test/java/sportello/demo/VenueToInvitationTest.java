package sportello.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import sportello.agenda.Agenda;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.booking.Matter;
import sportello.casework.CaseId;
import sportello.casework.Consultancies;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.People;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.intermediaries.Cassetti;
import sportello.intermediaries.Questions;
import sportello.intermediaries.Studios;
import sportello.invitations.Invitation;
import sportello.invitations.Invitations;
import sportello.offices.Cassetto;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.offices.Venue;
import sportello.platform.IdempotencyKey;
import sportello.platform.MovableClock;
import sportello.testing.SportelloTest;
import sportello.testing.TaxCodes;

/// From the venue agreed at the desk to the invitation in the intermediary's mail, all rooms at work.
@SportelloTest
class VenueToInvitationTest {

    private static final String SERVICE = "consultancy-companies";
    private static final Instant MONDAY = Instant.parse("2027-03-01T09:00:00Z");
    private static final Instant WEDNESDAY_NINE_TWENTY = Instant.parse("2027-03-03T08:20:00Z");

    @Autowired
    MovableClock clock;

    @Autowired
    People people;

    @Autowired
    Offices offices;

    @Autowired
    Agenda agenda;

    @Autowired
    Bookings bookings;

    @Autowired
    Studios studios;

    @Autowired
    Cassetti cassetti;

    @Autowired
    Questions questions;

    @Autowired
    Consultancies consultancies;

    @Autowired
    Invitations invitations;

    @Autowired
    DemoOutbox outbox;

    @Autowired
    MockMvc browser;

    final String mail = "dario." + UUID.randomUUID() + "@example.org";
    Actor.Intermediary dario;
    Actor.Official carla;
    Appointment appointment;
    CaseId caseId;

    @BeforeEach
    void booked() throws Exception {
        clock.moveTo(MONDAY);
        var office = offices.open(new Office(
                UUID.randomUUID(),
                "Direzione provinciale di Prova",
                OfficeKind.DIREZIONE_PROVINCIALE,
                "Prova",
                "XX",
                null,
                false));
        var unit = offices.openUnit(
                office.id(), "credit-assessment", "Accertamento", "accertamento.prova@inps.example.org");
        var employed = offices.employ(person("Carla"), office.id(), "Funzionaria", Set.of(Right.HOLD_MEETINGS));
        offices.assign(employed.staff(), unit.id());
        carla = new Actor.Official(
                employed.staff(), employed.person(), office.id(), Set.of(unit.id()), Set.of(Right.HOLD_MEETINGS));
        var studio = studios.open("Studio di prova", TaxCodes.next().value());
        dario = new Actor.Intermediary(person("Dario"), Assurance.SUBSTANTIAL, studio.id());
        studios.enrol(studio.id(), dario.person(), Set.of(Cassetto.COMPANIES));
        var position = cassetti.register(
                Cassetto.COMPANIES,
                "%010d".formatted(Math.floorMod(UUID.randomUUID().getLeastSignificantBits(), 10_000_000_000L)),
                "Ditta di prova",
                TaxCodes.next().value(),
                office.id());
        cassetti.give(position.id(), studio.id(), LocalDate.of(2027, 3, 1), null, new Actor.System("test"));
        var question = ((Questions.Done) questions.ask(
                        dario,
                        position.id(),
                        "companies.contributions.returns",
                        "DURC irregolare",
                        "La ditta ha versato.",
                        List.of(),
                        IdempotencyKey.next()))
                .question();
        questions.answer(question.id(), carla, "Non risulta.", false, IdempotencyKey.next());
        var counter = offices.openCounter(office.id(), SERVICE, 2);
        var hold = (Agenda.Holding.Held)
                agenda.hold(SERVICE, WEDNESDAY_NINE_TWENTY, dario.person(), counter.id(), clock.instant());
        var outcome = bookings.confirm(
                dario,
                SERVICE,
                hold.hold().id(),
                new Matter(Map.of(
                        "position",
                        position.id().toString(),
                        "questions",
                        question.id().toString(),
                        "contact.mobile",
                        "+390516078111",
                        "contact.email",
                        mail,
                        "note",
                        "Quale mese manca?",
                        "cassetto",
                        "COMPANIES")),
                IdempotencyKey.next());
        appointment = ((Bookings.Outcome.Booked) outcome).appointment();
        caseId = consultancies
                .ofAppointment(appointment.id(), carla)
                .orElseThrow()
                .id();
        consultancies.accept(caseId, "", carla);
    }

    @Test
    void aTeamsMeetingIsInvitedToMovedAndWithdrawn() throws Exception {
        agree(Venue.TEAMS);
        var invitation = arrived(1).getFirst();
        assertThat(invitation.kind()).isEqualTo("mail");
        assertThat(invitation.from()).isEqualTo("accertamento.prova@inps.example.org");
        assertThat(invitation.subject()).isEqualTo("Appuntamento INPS Direzione provinciale di Prova");
        assertThat(calendar(invitation)).contains("METHOD:REQUEST", "DTSTART:20270303T082000Z");
        var link = Pattern.compile("/demo/teams/\\S+").matcher(invitation.text());
        assertThat(link.find()).isTrue();
        var page = browser.perform(get(link.group())).andReturn().getResponse();
        assertThat(page.getStatus()).isEqualTo(200);
        assertThat(page.getContentAsString()).contains("Appuntamento INPS Direzione provinciale di Prova");
        await().untilAsserted(() -> assertThat(seen().stage()).isEqualTo(Invitation.Stage.SENT));
        assertThat(seen().joinLink()).endsWith(link.group());

        assertThat(bookings.move(
                        appointment.id(),
                        dario,
                        WEDNESDAY_NINE_TWENTY.plus(Duration.ofMinutes(20)),
                        IdempotencyKey.next()))
                .isInstanceOf(Bookings.Move.Moved.class);
        assertThat(calendar(arrived(2).getFirst())).contains("METHOD:REQUEST", "DTSTART:20270303T084000Z");

        assertThat(consultancies.settleInWriting(caseId, "Manca gennaio.", carla, IdempotencyKey.next()))
                .isInstanceOf(Consultancies.Verdict.Done.class);
        assertThat(calendar(arrived(3).getFirst())).contains("METHOD:CANCEL");
        await().untilAsserted(() -> assertThat(seen().stage()).isEqualTo(Invitation.Stage.WITHDRAWN));
    }

    @Test
    void theOwnRoomIsInvitedToByMailOfTheUnitAndWithdrawnOnACancellation() {
        agree(Venue.OWN_ROOM);
        var invitation = arrived(1).getFirst();
        assertThat(invitation.from()).isEqualTo("accertamento.prova@inps.example.org");
        assertThat(invitation.subject()).isEqualTo("Appuntamento INPS Direzione provinciale di Prova");
        assertThat(calendar(invitation)).contains("METHOD:REQUEST");
        bookings.cancel(appointment.id(), dario, "");
        assertThat(calendar(arrived(2).getFirst())).contains("METHOD:CANCEL");
    }

    @Test
    void anotherOfficesOfficialHasNoHandInIt() {
        agree(Venue.PHONE);
        arrived(1);
        var stranger = offices.employ(
                person("Elena"),
                offices.open(new Office(
                                UUID.randomUUID(),
                                "Altra",
                                OfficeKind.DIREZIONE_PROVINCIALE,
                                "Altra",
                                "YY",
                                null,
                                false))
                        .id(),
                "Funzionaria",
                Set.of(Right.HOLD_MEETINGS));
        assertThat(invitations.tryAgain(caseId, stranger)).isInstanceOf(Invitations.Again.NotFound.class);
        await().untilAsserted(() ->
                assertThat(invitations.tryAgain(caseId, carla)).isInstanceOf(Invitations.Again.NothingToDo.class));
    }

    private void agree(Venue venue) {
        assertThat(consultancies.agreeVenue(caseId, venue, "Linea debole", carla))
                .isInstanceOf(Consultancies.Verdict.Done.class);
    }

    private Invitation seen() {
        return invitations.of(caseId).orElseThrow();
    }

    /// Invitations from the unit's mailbox, newest first.
    private List<DemoOutbox.Arrived> arrived(int many) {
        return await().atMost(Duration.ofSeconds(20)).until(this::fromTheUnit, mails -> mails.size() == many);
    }

    private List<DemoOutbox.Arrived> fromTheUnit() {
        return outbox.arrived(mail, 50).stream()
                .filter(one -> "accertamento.prova@inps.example.org".equals(one.from()))
                .filter(one -> !one.attachments().isEmpty())
                .toList();
    }

    private static String calendar(DemoOutbox.Arrived mail) {
        return new String(
                Base64.getDecoder().decode(mail.attachments().getFirst().base64()),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    private PersonId person(String name) {
        return people.loggedIn(new People.LoggedIn(
                        "test",
                        UUID.randomUUID().toString(),
                        name,
                        "Prova",
                        "TINIT-" + TaxCodes.next().value(),
                        null,
                        null,
                        null))
                .id();
    }
}
