package sportello.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.identity.FiscalCode;
import sportello.identity.People;
import sportello.identity.PersonId;
import sportello.journey.Visitor.Page;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.testing.RunningProduct;

/// Where an agent looks for a caller's hour among many offices, and how the caller takes an hour that became free
/// (rule G8).
class HoursByCallTest {

    private static final String DARIO = "NTRDRA68R20A944W";

    private static RunningProduct product;
    private static JdbcClient jdbc;
    private static Desk fabio;
    private static UUID bologna;
    private static List<UUID> elsewhere;

    @BeforeAll
    static void start() {
        product = RunningProduct.quiet();
        new Demo(product::url).clock("2027-02-22T10:00:00+01:00");
        jdbc = product.bean(JdbcClient.class);
        var offices = product.bean(Offices.class);
        bologna = offices.withCode("BO").orElseThrow().id();
        elsewhere = IntStream.rangeClosed(1, 13)
                .mapToObj(number -> offices.open(new Office(
                                UUID.randomUUID(),
                                "Sede di Paese " + number,
                                OfficeKind.DIREZIONE_PROVINCIALE,
                                "Paese " + number,
                                "RM",
                                null,
                                false))
                        .id())
                .peek(office -> offices.openCounter(office, Desk.SERVICE, 1))
                .toList();
        fabio = new Desk(new Visitor(product::url, "it").logIn("fabio", "/office/people"));
    }

    @AfterAll
    static void close() {
        product.close();
    }

    @BeforeEach
    void everybodyGoesToBologna() {
        jdbc.sql("update booking.appointment set status = 'GIVEN_UP' where status = 'BOOKED'")
                .update();
        jdbc.sql("delete from agenda.held_slot").update();
        for (var code : List.of(Desk.BRUNO, DARIO))
            product.bean(Offices.class).remember(person(code), Desk.SERVICE, bologna);
    }

    @AfterEach
    void everybodyIsOpenAgain() {
        jdbc.sql("delete from agenda.counter_closure where why = 'test'").update();
    }

    @Test
    void theHoursAreThoseOfTheOfficeThePersonGoesTo() {
        var hours = fabio.agent().get(Desk.call(fabio.caller(Desk.BRUNO)) + "/book/" + Desk.SERVICE);
        hours.is(200)
                .says("Cerchi in: "
                        + product.bean(Offices.class)
                                .find(bologna)
                                .orElseThrow()
                                .name());
    }

    @Test
    void whereNobodyKnowsTheOfficeItIsAskedBeforeTheHour() {
        jdbc.sql("delete from offices.usual_office where person = :person")
                .param("person", person(DARIO).value())
                .update();
        var call = Desk.call(fabio.caller(DARIO));
        var place = fabio.agent()
                .get(call + "/book/" + Desk.SERVICE)
                .is(200)
                .shows("quando")
                .says("In quale sede?");
        assertThat(place.html().select("button[name=hour]")).isEmpty();
        fabio.agent()
                .post(call + "/book/" + Desk.SERVICE + "/hour", Map.of("hour", Desk.TUESDAY_NINE))
                .says("Prima scegli una sede");
        assertThat(held()).isEmpty();
        fabio.agent()
                .post(
                        call + "/book/" + Desk.SERVICE + "/place",
                        Map.of("place", UUID.randomUUID().toString()))
                .says("In quale sede?");
        var found =
                fabio.agent().get(call + "/book/" + Desk.SERVICE + "?q=Paese+7").says("Sede di Paese 7");
        var hours = fabio.agent()
                .send(found, "/place", Map.of("place", elsewhere.get(6).toString()))
                .says("Cerchi in: Sede di Paese 7");
        fabio.agent().send(hours, "/hour", Map.of("hour", Desk.TUESDAY_NINE)).shows("di chi si tratta");
        assertThat(held()).containsExactly(elsewhere.get(6));
        fabio.agent()
                .get(Desk.call(fabio.caller(DARIO)) + "/book/" + Desk.SERVICE)
                .says("Cerchi in: Sede di Paese 7");
    }

    @Test
    void theWaitingListToo() {
        jdbc.sql("delete from offices.usual_office where person = :person")
                .param("person", person(DARIO).value())
                .update();
        var call = Desk.call(fabio.caller(DARIO));
        var ask = fabio.agent().get(call + "/waiting/" + Desk.SERVICE).says("Prima chiedi alla persona in quale sede");
        fabio.agent().send(ask, "/waiting/" + Desk.SERVICE, Map.of()).is(422).says("Prima scegli una sede");
    }

    @Test
    void anHourThatBecameFreeIsTakenInTheCall() {
        var caller = waiting();
        var offered = becomesFree(caller).says("Si è liberato un posto: martedì 2 marzo, ore 9:00");
        var darios = Desk.call(fabio.caller(DARIO));
        var address = offered.form("/acceptance").attr("action");
        fabio.agent()
                .post(
                        address.replace(Desk.call(caller), darios),
                        Map.of("idempotency_key", UUID.randomUUID().toString()))
                .is(404);
        var matter =
                fabio.agent().send(offered, "/acceptance", Map.of()).is(200).shows("di chi si tratta");
        matter.says("9:00");
        fabio.agent().send(offered, "/acceptance", Map.of()).shows("di chi si tratta");
        var summary = fabio.agent().send(matter, "/matter", Desk.anna()).shows("Rileggi");
        fabio.agent().send(summary, "/summary", Map.of()).says("Prenotato").says("artedì 2 marzo, ore 9:00");
        fabio.agent().get(Desk.call(caller)).says("Non aspetta nessun orario");
    }

    @Test
    void whatWasStatedBeforeIsNotAskedAgain() {
        var caller = fabio.caller(Desk.BRUNO);
        fabio.agent()
                .send(fabio.hour(caller, Desk.THURSDAY_NINE), "/matter", Desk.anna())
                .shows("Rileggi");
        var offered = becomesFree(waiting(caller));
        var booked = fabio.agent().send(offered, "/acceptance", Map.of()).says("Prenotato");
        booked.says("artedì 2 marzo, ore 9:00");
        assertThat(fabio.agent()
                        .send(offered, "/acceptance", Map.of())
                        .is(200)
                        .at()
                        .getPath())
                .isEqualTo(booked.at().getPath());
    }

    @Test
    void anHourThatDoesNotSuitIsPassedOnAndTheCallerStaysInLine() {
        var offered = becomesFree(waiting());
        var after = fabio.agent().send(offered, "/refusal", Map.of()).is(200).says("La persona resta in lista");
        assertThat(after.html().text()).doesNotContain("Si è liberato un posto");
        after.form("/departure");
        fabio.agent().send(offered, "/acceptance", Map.of()).is(422).says("non è più tenuto");
        fabio.agent().send(after, "/departure", Map.of()).says("uscita dalla lista");
    }

    /// Dario has the hour, nothing else is to be had, and Bruno waits for one.
    private static Page waiting() {
        return waiting(fabio.caller(Desk.BRUNO));
    }

    private static Page waiting(Page caller) {
        fabio.book(fabio.caller(DARIO), Desk.TUESDAY_NINE, Map.of("contact.mobile", "333 1119999"))
                .is(200)
                .says("Prenotato");
        jdbc.sql("""
                        insert into agenda.counter_closure (counter, valid, why)
                        select id, '[2027-02-01,2027-06-30)', 'test' from offices.counter where service = :service
                        """).param("service", Desk.SERVICE).update();
        var ask = fabio.agent()
                .get(Desk.call(caller) + "/waiting/" + Desk.SERVICE)
                .is(200);
        return fabio.agent().send(ask, "/waiting/" + Desk.SERVICE, Map.of()).says("è in lista");
    }

    private static Page becomesFree(Page waiting) {
        jdbc.sql("delete from agenda.counter_closure where why = 'test'").update();
        var darios = fabio.caller(DARIO);
        var appointment = darios.html().selectFirst("a[href*=/appointments/]").attr("href");
        fabio.agent()
                .send(fabio.agent().get(appointment + "/cancellation"), "/cancellation", Map.of())
                .says("Annullato");
        return fabio.agent().get(Desk.call(waiting)).is(200);
    }

    private static List<UUID> held() {
        return jdbc.sql("select office from agenda.held_slot").query(UUID.class).list();
    }

    private static PersonId person(String code) {
        return product.bean(People.class)
                .withFiscalCode(new FiscalCode(code))
                .orElseThrow()
                .id();
    }
}
