package sportello.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.audit.Doer;
import sportello.delegation.Delegation;
import sportello.delegation.Register;
import sportello.identity.Actor;
import sportello.identity.ContactBook;
import sportello.identity.Contacts;
import sportello.identity.FiscalCode;
import sportello.identity.People;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.intermediaries.Studios;
import sportello.offices.Cassetto;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.testing.RunningProduct;

/// Fabio answers the telephone and Giulia stands at the front desk: rules and refusals, over real HTTP.
class CounterTest {

    private static final String DARIO = "NTRDRA68R20A944W";

    private static RunningProduct product;
    private static Demo demo;
    private static JdbcClient jdbc;
    private static Desk fabio;
    private static Desk giulia;

    @BeforeAll
    static void start() {
        product = RunningProduct.quiet();
        demo = new Demo(product::url);
        demo.clock("2027-02-22T10:00:00+01:00");
        jdbc = product.bean(JdbcClient.class);
        fabio = new Desk(new Visitor(product::url, "it").logIn("fabio", "/office/people"));
        giulia = new Desk(new Visitor(product::url, "it").logIn("giulia", "/office/people"));
    }

    @AfterAll
    static void close() {
        product.close();
    }

    @BeforeEach
    void nobodyHasAnything() {
        jdbc.sql("update booking.appointment set status = 'GIVEN_UP' where status = 'BOOKED'")
                .update();
        jdbc.sql("delete from agenda.held_slot").update();
        var register = product.bean(Register.class);
        jdbc.sql("select id from delegation.delegation where ended_at is null")
                .query(UUID.class)
                .list()
                .forEach(id -> register.end(id, Delegation.EndReason.EXPIRED, new Actor.System("test")));
    }

    @Test
    void anAgentBooksForACallerAndTheReceiptGoesToTheContactTheyConfirmed() {
        var booked = fabio.book(fabio.caller(Desk.BRUNO), Desk.TUESDAY_NINE, Map.of("contact.mobile", "333 9876543"))
                .is(200)
                .says("Prenotato")
                .says("artedì 2 marzo, ore 9:00")
                .says("SPID, CIE o CNS");
        var code = demo.sms("+393339876543", null).code();
        assertThat(booked.body()).doesNotContain(code);
        assertThat(jdbc.sql("select channel from booking.appointment where status = 'BOOKED'")
                        .query(String.class)
                        .single())
                .isEqualTo("contact-centre");
        assertThat(acts("booking.confirmed")).anyMatch(by -> by.startsWith("staff "));
    }

    @Test
    void nothingIsSeenOrBookedBeforeTheIdentityQuestionsAreTicked() {
        var met = fabio.meet(Desk.BRUNO).is(200).shows("Verifica chi ti parla");
        var call = Desk.call(met);
        for (var place :
                List.of("/book/" + Desk.SERVICE, "/book/" + Desk.SERVICE + "/matter", "/waiting/" + Desk.SERVICE))
            fabio.agent().get(call + place).shows("Verifica chi ti parla");
        fabio.agent()
                .post(call + "/book/" + Desk.SERVICE + "/hour", Map.of("hour", Desk.TUESDAY_NINE))
                .shows("Verifica chi ti parla");
        fabio.agent()
                .send(met, "/identification", Map.of("full-name", "right", "born-on", "right"))
                .is(422)
                .says("su 3");
        fabio.identify(met).is(200).shows("Cosa serve a Bruno");
        assertThat(jdbc.sql("select facts ->> 'right' from audit.entry where act = 'reception.identified' order by id")
                        .query(String.class)
                        .list())
                .endsWith("born-on full-name tax-code");
    }

    @Test
    void twoWrongAnswersCloseTheCall() {
        var met = fabio.meet(Desk.BRUNO);
        fabio.agent()
                .send(met, "/identification", Map.of("full-name", "right", "mobile", "wrong", "email", "wrong"))
                .says("Identità non verificata");
        fabio.agent().get(Desk.call(met)).is(404);
    }

    @Test
    void aPersonIsFoundByNameAndBirthAndBadCodesAreExplained() {
        fabio.find(Map.of("family_name", "delegato ", "born_on", "14051971"))
                .is(200)
                .says("Bruno Delegato");
        fabio.find(Map.of("tax_code", "DLGBRN71E14A944X")).is(422).says("carattere sbagliato");
        fabio.find(Map.of("family_name", "Delegato", "born_on", "31 2 1971"))
                .is(422)
                .says("14 5 1971");
        fabio.find(Map.of()).is(422).says("Scrivi il codice fiscale");
    }

    @Test
    void whoIsNotKnownIsRegisteredAlsoWithAnOmocodeOrAProvisionalCode() {
        for (var code : List.of("RSSMRA80A01H50MM", "CCCFBA85D03L21VE")) {
            var unknown = fabio.find(Map.of("tax_code", code)).is(200).says("Persona non trovata");
            var data = Map.of(
                    "given_name", "Mario", "family_name", "Rossi", "born_on", "1/1/1980", "mobile", "333 1112223");
            fabio.agent().send(unknown, "/new", data).is(422).says("spunta la casella");
            var whole = new HashMap<>(data);
            whole.put("contacts_confirmed", "yes");
            whole.put("language", "de");
            fabio.agent().send(unknown, "/new", whole).is(200).shows("Verifica chi ti parla");
            assertThat(product.bean(People.class)
                            .withFiscalCode(new FiscalCode(code))
                            .orElseThrow()
                            .contacts()
                            .language())
                    .isEqualTo("de");
        }
    }

    @Test
    void twoCallsOpenSideBySideDoNotMix() {
        var bruno = fabio.caller(Desk.BRUNO);
        var dario = fabio.caller(DARIO);
        var brunos = fabio.hour(bruno, Desk.TUESDAY_NINE).is(200).says("Bruno Delegato");
        var darios = fabio.hour(dario, Desk.TUESDAY_TWENTY_PAST).is(200).says("Dario Intermediario");
        fabio.agent()
                .send(brunos, "/matter", Desk.anna())
                .shows("Rileggi")
                .says("9:00")
                .says("Bruno Delegato");
        fabio.agent()
                .send(darios, "/matter", Desk.anna())
                .shows("Rileggi")
                .says("9:20")
                .says("Dario Intermediario");
        assertThat(bruno.at().getPath()).doesNotContainIgnoringCase(Desk.BRUNO);
        fabio.agent().get("/office/people").says("Bruno Delegato").says("Dario Intermediario");
    }

    @Test
    void theCallerMovesGivesUpAndGetsANewCode() {
        var booked = fabio.book(fabio.caller(Desk.BRUNO), Desk.TUESDAY_NINE, Map.of());
        var first = demo.sms("+393331234567", null);
        var again = fabio.agent().send(booked, "/codes", Map.of()).is(200).says("Nuovo codice inviato");
        assertThat(demo.sms("+393331234567", first).code()).isNotEqualTo(first.code());
        again.says("Conferma dell'appuntamento");
        var page = booked.at().getPath();
        var move = fabio.agent().get(page + "/move").is(200);
        fabio.agent()
                .send(move, "/move", Map.of("hour", Desk.THURSDAY_NINE))
                .says("Spostato")
                .says("4 marzo");
        var ask = fabio.agent().get(page + "/cancellation").is(200);
        fabio.agent().send(ask, "/cancellation", Map.of()).says("Annullato");
        fabio.agent().get(page + "/cancellation").says("già chiuso");
    }

    @Test
    void whoHasAnAppointmentIsNotAskedEverythingOnceMore() {
        var caller = fabio.caller(Desk.BRUNO);
        var booked = fabio.book(caller, Desk.TUESDAY_NINE, Map.of());
        var second = fabio.agent().get(Desk.call(caller) + "/book/" + Desk.SERVICE);
        assertThat(second.at().getPath()).isEqualTo(booked.at().getPath());
        second.says("Aveva già questo appuntamento");
    }

    @Test
    void anAgentHelpsNeitherThemselvesNorWhereTheyAreAParty() {
        fabio.meet("PRTFBA90S23A944L").is(422).says("Sei tu");
        var matter = fabio.hour(fabio.caller(Desk.BRUNO), Desk.TUESDAY_NINE);
        var fabiosOwn = new HashMap<>(Desk.anna());
        fabiosOwn.put("delegator.tax_code", "PRTFBA90S23A944L");
        var summary = fabio.agent().send(matter, "/matter", fabiosOwn).is(200);
        fabio.agent().send(summary, "/summary", Map.of()).is(422).says("Sei una delle persone coinvolte");
    }

    @Test
    void somebodyElsesCallDoesNotExistNorDoesTheScreenForWhoMeetsNobody() {
        var call = Desk.call(fabio.caller(Desk.BRUNO));
        giulia.agent().get(call).is(404);
        giulia.agent().get(call + "/book/" + Desk.SERVICE).is(404);
        var carla = new Visitor(product::url, "it").logIn("carla", "/office");
        carla.get("/office/people").is(404);
        carla.get(call).is(404);
        carla.post("/office/people", Map.of("tax_code", Desk.BRUNO)).is(404);
        fabio.agent().send(fabio.agent().get(call), "/end", Map.of());
        fabio.agent().get(call).is(404);
    }

    @Test
    void theFrontDeskPrintsAReceiptWithoutTheCode() {
        var booked = giulia.book(giulia.caller(Desk.BRUNO), Desk.TUESDAY_NINE, Map.of())
                .is(200);
        var sheet = giulia.agent().get(booked.at().getPath() + "/receipt.pdf");
        sheet.is(200);
        assertThat(sheet.body()).startsWith("%PDF-1.");
        fabio.agent().get(booked.at().getPath() + "/receipt.pdf").is(404);
    }

    @Test
    void anAgenziaTerritorialeHasNoFrontDesk() {
        var offices = product.bean(Offices.class);
        var imola = UUID.randomUUID();
        offices.open(new Office(
                imola, "Agenzia territoriale di Imola", OfficeKind.AGENZIA_TERRITORIALE, "Imola", "BO", null, false));
        offices.employ(person(product.bean(People.class), DARIO), imola, "Prima accoglienza", Set.of(Right.FRONT_DESK));
        var dario = new Desk(new Visitor(product::url, "it").logIn("dario", "/office/people"));
        dario.meet(Desk.BRUNO).is(422).says("agenzia territoriale");
    }

    @Test
    void whatIsNotBookedByTelephoneIsNotThere() {
        var call = Desk.call(fabio.caller(Desk.BRUNO));
        fabio.agent().get(call + "/book/consultancy-companies").is(404);
        fabio.agent().get(call + "/book/no-such-service").is(404);
    }

    @Test
    void bookingTellsNothingOfADelegateTheDelegatorMayHave() {
        var people = product.bean(People.class);
        var anna = anna(people);
        product.bean(Register.class).grant(anna, person(people, DARIO), null, null, new Actor.System("test"));
        var booked = fabio.book(fabio.caller(Desk.BRUNO), Desk.TUESDAY_NINE, Map.of())
                .is(200)
                .says("Prenotato");
        assertThat(booked.html().text()).doesNotContain("Dario");
    }

    @Test
    void whoDelegatedSeesTheUsesAndRevokesByTelephone() {
        var delegation = given();
        product.bean(Register.class).used(delegation, "Fascicolo pensione", new Actor.System("test"));
        var caller = fabio.caller(TaxCodes.ANNA).says("Ha delegato Bruno Delegato");
        var page = fabio.agent()
                .get(Desk.call(caller) + "/delegations/" + delegation)
                .is(200);
        page.says("Fascicolo pensione");
        fabio.agent().send(page, "/endings", Map.of()).says("Delega revocata");
        assertThat(product.bean(Register.class).inForce(delegation)).isFalse();
    }

    @Test
    void theDelegateDoesNotRevokeAsTheDelegatorNorDoesAStrangerSeeIt() {
        var delegation = given();
        var bruno = Desk.call(fabio.caller(Desk.BRUNO));
        fabio.agent()
                .post(bruno + "/delegations/" + delegation + "/endings", Map.of())
                .is(404);
        var dario = Desk.call(fabio.caller(DARIO));
        fabio.agent().get(dario + "/delegations/" + delegation).is(404);
        assertThat(product.bean(Register.class).inForce(delegation)).isTrue();
    }

    @Test
    void aContactSharedWithTheDelegateIsNotTheDelegatorsOwn() {
        var delegation = given();
        var page = giulia.agent()
                .get(Desk.call(giulia.caller(Desk.BRUNO)) + "/delegations/" + delegation)
                .is(200);
        var shared = Map.of("mobile", "320 000 0002", "both_here", "yes");
        giulia.agent().send(page, "/contacts", shared).is(422).says("contatto del delegato");
        giulia.agent()
                .send(page, "/contacts", Map.of("mobile", "333 7654321"))
                .is(422)
                .says("solo se chi delega è qui");
        var codes = giulia.agent()
                .send(page, "/contacts", Map.of("mobile", "333 7654321", "both_here", "yes"))
                .says("Codice per i contatti di Anna");
        var people = product.bean(People.class);
        var book = product.bean(ContactBook.class);
        var claim = book.waiting(anna(people)).getFirst().id();
        codes = giulia.agent()
                .send(codes, "/" + claim, Map.of("code", "12"))
                .is(422)
                .says("Il codice non è giusto");
        var code = book.codeForDelivery(claim).orElseThrow().code();
        giulia.agent().send(codes, "/" + claim, Map.of("code", code)).says("Contatti registrati");
        assertThat(people.find(anna(people)).orElseThrow().contacts().mobile()).isEqualTo("+393337654321");
    }

    @Test
    void everyLookIsKeptWithItsCallAndWithoutNames() {
        var call = Desk.call(fabio.caller(Desk.BRUNO));
        var looks = jdbc.sql("""
                        select facts::text from audit.entry
                         where act in ('reception.looked', 'reception.met', 'reception.identified')
                           and facts ->> 'encounter' = :encounter
                        """)
                .param("encounter", call.substring(call.lastIndexOf('/') + 1))
                .query(String.class)
                .list();
        assertThat(looks).hasSize(3);
        assertThat(String.join(" ", looks)).doesNotContain("Bruno").doesNotContain(Desk.BRUNO);
    }

    @Test
    void nothingIsBookedBeforeTheCallerConfirmedTheirContacts() {
        var caller = fabio.caller(Desk.BRUNO);
        var matter = fabio.hour(caller, Desk.TUESDAY_NINE).is(200);
        var typed = new HashMap<>(Desk.anna());
        typed.remove("contacts_confirmed");
        fabio.agent().send(matter, "/matter", typed);
        var hold = jdbc.sql("select id::text from agenda.held_slot")
                .query(String.class)
                .single();
        fabio.agent()
                .post(
                        Desk.call(caller) + "/book/" + Desk.SERVICE + "/summary",
                        Map.of(
                                "hold",
                                hold,
                                "idempotency_key",
                                UUID.randomUUID().toString()))
                .says("spunta la casella");
        assertThat(jdbc.sql("select count(*) from booking.appointment where status = 'BOOKED'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void theStepsOfABookingAreLooksToo() {
        var caller = fabio.caller(Desk.BRUNO);
        var call = Desk.call(caller);
        fabio.hour(caller, Desk.TUESDAY_NINE).is(200);
        fabio.agent().get(call + "/waiting/" + Desk.SERVICE).is(200);
        assertThat(jdbc.sql("""
                        select facts ->> 'at' from audit.entry
                         where act = 'reception.looked' and facts ->> 'encounter' = :encounter
                         order by id
                        """)
                        .param("encounter", call.substring(call.lastIndexOf('/') + 1))
                        .query(String.class)
                        .list())
                .containsExactly("person", "booking", "booking", "waiting-list");
    }

    @Test
    void aCallerIsPutOnTheWaitingListAndTakenOff() {
        var caller = fabio.caller(Desk.BRUNO);
        var call = Desk.call(caller);
        jdbc.sql(
                        "insert into agenda.counter_closure (counter, valid, why) select id, '[2027-02-01,2027-06-30)', 'test' from offices.counter where service = :service")
                .param("service", Desk.SERVICE)
                .update();
        try {
            var ask = fabio.agent().get(call + "/waiting/" + Desk.SERVICE).is(200);
            var joined = fabio.agent()
                    .send(ask, "/waiting/" + Desk.SERVICE, Map.of())
                    .is(200)
                    .says("è in lista");
            fabio.agent().send(joined, "/departure", Map.of()).says("uscita dalla lista");
        } finally {
            jdbc.sql("delete from agenda.counter_closure where why = 'test'").update();
        }
    }

    @Test
    void anIntermediaryWhoCallsGetsAConsultancyOnAnOpenQuestion() {
        var caller = fabio.caller(DARIO).says("DURC irregolare");
        var page = onTheDurc(caller);
        fabio.agent()
                .send(page, page.form(page.at().getPath()), Map.of("contacts_confirmed", "yes"))
                .is(422)
                .says("Scegli un'ora");
        var hour = page.html().selectFirst("input[name=hour]").attr("value");
        var whole = Map.of("hour", hour, "contacts_confirmed", "yes", "contact.mobile", "333 5556667");
        fabio.agent().send(page, page.form(page.at().getPath()), whole).is(422).says("nota");
        var withNote = new HashMap<>(whole);
        withNote.put("note", "Il DURC serve per una gara.");
        var booked = fabio.agent()
                .send(page, page.form(page.at().getPath()), withNote)
                .is(200)
                .says("Prenotato");
        var again = fabio.agent()
                .send(page, page.form(page.at().getPath()), withNote)
                .is(200);
        assertThat(again.at().getPath()).isEqualTo(booked.at().getPath());
        fabio.agent().get(Desk.call(caller)).says("Consulenza Aziende");
        var ask = fabio.agent().get(booked.at().getPath() + "/cancellation").is(200);
        fabio.agent().send(ask, "/cancellation", Map.of()).says("Annullato");
    }

    @Test
    void aQuestionIsNotThereForAnotherCallerAnotherUnitOrAnAgentOfTheSameStudio() {
        var page = onTheDurc(fabio.caller(DARIO));
        var rest = page.at().getPath().replaceFirst("^/office/calls/[^/]+", "");
        fabio.agent().get(Desk.call(fabio.caller(Desk.BRUNO)) + rest).is(404);
        assertThat(giulia.caller(DARIO).html().text()).doesNotContain("DURC irregolare");
        var studios = product.bean(Studios.class);
        var studio = UUID.fromString(rest.split("/")[2]);
        var himself = person(product.bean(People.class), "PRTFBA90S23A944L");
        studios.enrol(studio, himself, Set.of(Cassetto.COMPANIES));
        try {
            fabio.agent().get(page.at().getPath()).is(404);
        } finally {
            studios.enrol(studio, himself, Set.of());
        }
        var offices = product.bean(Offices.class);
        var registry = offices.unit(offices.withCode("BO").orElseThrow().id(), "registry-flows")
                .orElseThrow();
        jdbc.sql("""
                        insert into offices.staff_unit (staff, unit, office)
                        select id, :unit, office from offices.staff where person = :person
                        """)
                .param("unit", registry.id())
                .param("person", himself.value())
                .update();
        try {
            fabio.agent().get(page.at().getPath()).is(404);
        } finally {
            jdbc.sql(
                            "delete from offices.staff_unit where unit = :unit and staff in (select id from offices.staff where person = :person)")
                    .param("unit", registry.id())
                    .param("person", himself.value())
                    .update();
        }
        fabio.agent().get(page.at().getPath()).is(200);
    }

    private static Visitor.Page onTheDurc(Visitor.Page caller) {
        var link = caller.html().select("a[href*=/questions/]").stream()
                .filter(each -> each.text().contains("DURC irregolare"))
                .findFirst()
                .orElseThrow();
        return fabio.agent().get(link.attr("href")).is(200);
    }

    private static UUID given() {
        var people = product.bean(People.class);
        var granted = product.bean(Register.class)
                .grant(anna(people), person(people, Desk.BRUNO), null, null, new Actor.System("test"));
        return ((Register.GrantOutcome.Granted) granted).delegation().id();
    }

    private static PersonId anna(People people) {
        return people.identified(
                        "Anna",
                        "Delegante",
                        new FiscalCode(TaxCodes.ANNA),
                        LocalDate.of(1941, 3, 2),
                        new Contacts(null, null, "it"),
                        Doer.system("test"))
                .id();
    }

    private static PersonId person(People people, String code) {
        return people.withFiscalCode(new FiscalCode(code)).orElseThrow().id();
    }

    private static List<String> acts(String act) {
        return jdbc.sql("select doer_kind || ' ' || coalesce(on_behalf_of, '') from audit.entry where act = :act")
                .param("act", act)
                .query(String.class)
                .list();
    }
}
