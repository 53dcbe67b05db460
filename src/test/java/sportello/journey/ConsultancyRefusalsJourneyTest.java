package sportello.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.identity.Actor;
import sportello.identity.PersonId;
import sportello.intermediaries.Cassetti;
import sportello.intermediaries.Mandate;
import sportello.intermediaries.Studios;
import sportello.offices.Cassetto;
import sportello.testing.RunningProduct;
import sportello.testing.TaxCodes;

/// What a consultancy says no to, and what frees its hour, over real HTTP: calmly, saying what to do, showing another
/// studio nothing (rules C3, C4, C6).
class ConsultancyRefusalsJourneyTest {

    private static RunningProduct product;
    private static Demo demo;
    private static PlainConsulting at;

    @BeforeAll
    static void open() {
        product = RunningProduct.quiet();
        demo = new Demo(product::url);
        demo.clock("2027-03-01T10:00:00+01:00");
        at = PlainConsulting.at(product::url);
    }

    @AfterAll
    static void close() {
        product.close();
    }

    @BeforeEach
    void monday() {
        demo.clock("2027-03-01T10:00:00+01:00");
    }

    @Test
    void anotherStudioIsShownNothing() {
        var position = at.position("Officina del Reno");
        var question = at.lit(position, "Segreto di studio");
        var appointment = at.book(question, "2027-03-03T08:00:00Z");
        var studios = product.bean(Studios.class);
        studios.enrol(
                studios.open("Studio di Giulia", TaxCodes.next().value()).id(),
                person("Giulia"),
                EnumSet.allOf(Cassetto.class));
        var giulia = PlainConsulting.member(product::url, "giulia", "Studio di Giulia");
        giulia.get("/studio").is(200);
        for (var address : List.of(
                question,
                question + "/book",
                question + "/book/hour",
                question + "/book/summary",
                "/questions/new?position=" + position,
                "/questions?position=" + position,
                "/cassetti/companies/positions/" + position,
                appointment,
                appointment + "/move",
                appointment + "/papers",
                appointment + "/calendar.ics")) {
            var page = giulia.get(address).is(404);
            assertThat(page.body()).as(address).doesNotContain("Segreto", "Officina", "1301234567");
        }
        assertThat(giulia.get("/questions?text=Segreto").is(200).main()).doesNotContain("Segreto di studio");
        assertThat(giulia.get("/cassetti/companies?text=Officina").is(200).body())
                .doesNotContain(position);
        for (var address : List.of(
                question + "/replies",
                question + "/withdrawal",
                question + "/book/summary",
                appointment + "/cancellation")) {
            var key = UUID.randomUUID().toString();
            var answer = giulia.post(
                            address,
                            Map.of("idempotency_key", key, "hold", key, "text", "x", "hour", "2027-03-04T08:00:00Z"))
                    .is(404);
            assertThat(answer.body()).doesNotContain("Segreto", "Officina");
        }
        at.dario().get(appointment).is(200).says("In valutazione");
    }

    /// Rule C4: not before the answer or the day; neither by the button nor by forms of one's own making.
    @Test
    void beforeItIsAllowedTheDayIsSaidAndACraftedConfirmationIsRefused() {
        var question = at.ask(at.position("Cartoleria San Felice"), "Appena chiesto");
        at.dario().get(question + "/book").is(200).shows("Appena chiesto").says("Potrai prenotare un appuntamento da");
        var model = at.dario().get(question);
        var counter = product.bean(JdbcClient.class)
                .sql("select id from offices.counter where service = 'consultancy-companies' order by id limit 1")
                .query(UUID.class)
                .single();
        at.dario().post(question + "/book", Map.of("counter", counter.toString()));
        at.dario().post(question + "/book/hour", Map.of("hour", "2027-03-03T09:00:00Z"));
        var summary =
                at.dario().post(question + "/book/details", Map.of("contact.mobile", "320 0000004", "note", "Ora"));
        at.confirm(summary.shows("Controlla e conferma"))
                .is(422)
                .shows("Questa prenotazione non si può fare")
                .says("Non hai perso nulla");
        assertThat(model.status()).isEqualTo(200);
        at.dario().get(question).says("Potrai prenotare un appuntamento da");
    }

    @Test
    void aSecondBookingOnTheSameQuestionLeadsToTheFirst() {
        var question = at.lit(at.position("Cartoleria San Felice"), "Una volta sola");
        var held = at.hold(question, "2027-03-03T09:20:00Z");
        var appointment = at.confirm(held).says("Appuntamento confermato").at().getPath();
        assertThat(at.confirm(held).is(200).at().getPath()).isEqualTo(appointment);
        var again = at.dario().get(question + "/book").is(200);
        assertThat(again.at().getPath()).isEqualTo(appointment);
        again.says("non ne abbiamo preso un altro");
    }

    @Test
    void anExpiredHoldOffersTheHourAgainWithTheNoteKept() {
        var question = at.lit(at.position("Cartoleria San Felice"), "Troppo tardi");
        var summary = at.hold(question, "2027-03-03T09:40:00Z").shows("Controlla e conferma");
        demo.clock("2027-03-01T10:31:00+01:00");
        var gone = at.confirm(summary).is(200).shows("Scegli giorno e ora");
        at.dario()
                .send(gone, "/hour", Map.of("day", "2027-03-03", "hour", "2027-03-03T09:40:00Z"))
                .shows("Controlla e conferma")
                .says("Che cosa manca?");
    }

    @Test
    void aPaperOfAnotherTypeIsRefusedBesideItsField() {
        var question = at.lit(at.position("Cartoleria San Felice"), "Con un programma");
        var appointment = at.book(question, "2027-03-03T10:00:00Z");
        var boundary = "----consultancy";
        var head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n"
                + at.dario().token() + "\r\n--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f24.pdf\"\r\n"
                + "Content-Type: application/pdf\r\n\r\nMZ not a paper\r\n--" + boundary + "--\r\n";
        var dario = at.dario();
        dario.send(dario.request(dario.address(appointment + "/papers"))
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(HttpRequest.BodyPublishers.ofString(head)))
                .is(422)
                .says("non è del tipo giusto");
    }

    @Test
    void settledInWritingTheHourIsFreeAndTheAnswerRead() {
        var position = at.position("Panificio Portici");
        var question = at.lit(position, "Basta scriverlo");
        var appointment = at.book(question, "2027-03-03T10:20:00Z");
        var other = at.lit(position, "Un'altra cosa");
        assertThat(at.offers(other, "2027-03-03T10:20:00Z")).isFalse();
        var file = at.caseOf(appointment);
        at.act(file, "/charges", Map.of());
        at.act(file, "/written-settlements", Map.of("settle.answer", "Il versamento è stato abbinato."))
                .says("Chiuso e definito");
        assertThat(at.offers(other, "2027-03-03T10:20:00Z")).isTrue();
        at.dario().get(appointment).says("Chiuso e definito").says("Il versamento è stato abbinato.");
        at.dario().get(question).says("Chiuso").says("Il versamento è stato abbinato.");
    }

    @Test
    void declinedTheHourIsFreeTheReasonReadAndTheQuestionGoesOn() {
        var position = at.position("Panificio Portici");
        var question = at.lit(position, "Non di qui");
        var appointment = at.book(question, "2027-03-03T10:40:00Z");
        var other = at.lit(position, "Di qui");
        var file = at.caseOf(appointment);
        at.act(file, "/charges", Map.of());
        at.act(file, "/refusals", Map.of("decline.reason", "Se ne occupa un'altra unità."));
        assertThat(at.offers(other, "2027-03-03T10:40:00Z")).isTrue();
        at.dario().get(appointment).says("Non accettato").says("Se ne occupa un'altra unità.");
        at.dario().get(question).says("Risposta negativa").says("Scrivi ancora");
    }

    /// Rule C3, between the booking and the day.
    @Test
    void aMandateThatEndsFreesTheHourAndBothAreTold() {
        var cassetti = product.bean(Cassetti.class);
        var studio = product.bean(Studios.class);
        var bologna = UUID.fromString("0197f000-0000-7000-8000-000000000001");
        var position =
                cassetti.register(Cassetto.COMPANIES, "1309876543", "Vetreria Santa Viola", "03456789100", bologna);
        var mandates = product.bean(JdbcClient.class);
        var darios = mandates.sql("select id from intermediaries.studio where name like 'Studio Dario%'")
                .query(UUID.class)
                .single();
        assertThat(studio.find(darios)).isPresent();
        cassetti.give(position.id(), darios, java.time.LocalDate.of(2027, 2, 1), null, new Actor.System("test"));
        var question = at.lit(position.id().toString(), "Prima della fine");
        var appointment = at.book(question, "2027-03-04T08:00:00Z");
        var file = at.caseOf(appointment);
        var mandate = mandates.sql("select id from intermediaries.mandate where position = :position")
                .param("position", position.id().value())
                .query(UUID.class)
                .single();
        assertThat(cassetti.end(mandate, Mandate.EndReason.REVOKED, new Actor.System("test")))
                .isTrue();

        var other = at.lit(at.position("Panificio Portici"), "Dopo la fine");
        assertThat(at.offers(other, "2027-03-04T08:00:00Z")).isTrue();
        at.dario().get("/cassetti/companies/positions/" + position.id()).is(404);
        at.dario().get(question).is(404);
        at.carla().get(file).is(200).says("Annullata");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(demo.mails(Consulting.MAIL)).anySatisfy(mail -> {
                    assertThat(mail.subject()).isEqualTo("Appuntamento annullato: il mandato è finito");
                    assertThat(mail.text()).contains("giovedì 4 marzo", "9:00");
                }));
    }

    private static PersonId person(String name) {
        return new PersonId(product.bean(JdbcClient.class)
                .sql("select id from identity.person where given_name = :name")
                .param("name", name)
                .query(UUID.class)
                .single());
    }
}
