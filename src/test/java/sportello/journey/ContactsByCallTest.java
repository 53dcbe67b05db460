package sportello.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.delegation.Register;
import sportello.identity.Actor;
import sportello.identity.ContactBook;
import sportello.identity.Contacts;
import sportello.identity.FiscalCode;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.journey.Visitor.Page;
import sportello.testing.RunningProduct;
import sportello.testing.TaxCodes;

/// Rule G7 on the telephone and at the front desk: a contact somebody states counts once they read its code out, and
/// what they came for is done in the same call all the same.
class ContactsByCallTest {

    private static RunningProduct product;
    private static Demo demo;
    private static Desk fabio;
    private static Desk giulia;

    @BeforeAll
    static void start() {
        product = RunningProduct.quiet();
        demo = new Demo(product::url);
        demo.clock("2027-02-22T10:00:00+01:00");
        fabio = new Desk(new Visitor(product::url, "it").logIn("fabio", "/office/people"));
        giulia = new Desk(new Visitor(product::url, "it").logIn("giulia", "/office/people"));
    }

    @AfterAll
    static void close() {
        product.close();
    }

    @Test
    void whatIsTypedCountsOnceTheCallerReadTheCodeOut() {
        var code = TaxCodes.next().value();
        var codes = fabio.identify(
                        registered(fabio, code, Map.of("mobile", "333 1110001", "contacts_confirmed", "yes")))
                .is(200)
                .shows("Contatti di Mario Rossi")
                .says("da quando lo scrivi, il contatto vale");
        assertThat(contacts(code).mobile()).isNull();
        var claim = claim(code);
        fabio.agent().send(codes, "/" + claim, Map.of("code", "12")).is(422).says("Il codice non è giusto");
        assertThat(contacts(code).mobile()).isNull();
        var sent = demo.sms("+393331110001", null).code();
        assertThat(codes.body()).doesNotContain(sent);
        fabio.agent().send(codes, "/" + claim, Map.of("code", sent)).is(200).says("da adesso valgono");
        assertThat(contacts(code).mobile()).isEqualTo("+393331110001");
    }

    @Test
    void atTheFrontDeskToo() {
        var code = TaxCodes.next().value();
        var codes = giulia.identify(
                        registered(giulia, code, Map.of("email", "mario@example.org", "contacts_confirmed", "yes")))
                .shows("Contatti di Mario Rossi");
        assertThat(contacts(code).email()).isNull();
        var sent = product.bean(ContactBook.class)
                .codeForDelivery(claim(code))
                .orElseThrow()
                .code();
        giulia.agent().send(codes, "/" + claim(code), Map.of("code", sent)).says("da adesso valgono");
        assertThat(contacts(code).email()).isEqualTo("mario@example.org");
    }

    @Test
    void untilThenItServesWhatIsBookedInTheCallAlone() {
        nobodyHasAnAppointment();
        var code = TaxCodes.next().value();
        var codes =
                fabio.identify(registered(fabio, code, Map.of("mobile", "333 1110002", "contacts_confirmed", "yes")));
        var caller = fabio.agent().get(Desk.call(codes)).says("Da confermare con il codice");
        var matter = fabio.hour(caller, Desk.TUESDAY_NINE).is(200);
        assertThat(matter.html().selectFirst("[name=contact.mobile]").val()).isEqualTo("+393331110002");
        var first = demo.sms("+393331110002", null);
        var stated = new HashMap<>(Desk.anna());
        stated.put("contact.mobile", "+393331110002");
        var summary = fabio.agent().send(matter, "/matter", stated).is(200).says("(solo per questo appuntamento)");
        fabio.agent().send(summary, "/summary", Map.of()).is(200).says("Prenotato");
        assertThat(demo.sms("+393331110002", first).text()).contains("2 marzo");
        assertThat(contacts(code).mobile()).isNull();
    }

    @Test
    void whoHasNoMobileIsRegisteredAndBooksWithThatOfSomebodyTheyTrust() {
        nobodyHasAnAppointment();
        var code = TaxCodes.next().value();
        var unknown = fabio.find(Map.of("tax_code", code)).says("Persona non trovata");
        fabio.agent()
                .send(unknown, "/new", data(code, Map.of("mobile", "051 6078111", "contacts_confirmed", "yes")))
                .is(422)
                .says("È un numero fisso");
        fabio.agent().send(unknown, "/new", data(code, Map.of())).is(422).says("Serve almeno un contatto");
        var met = fabio.agent()
                .send(unknown, "/new", data(code, Map.of("without_contacts", "yes")))
                .shows("Verifica chi ti parla");
        var caller = fabio.identify(met).shows("Cosa serve a Mario");
        var matter = fabio.hour(caller, Desk.TUESDAY_NINE).is(200);
        var landline = new HashMap<>(Desk.anna());
        landline.put("contact.mobile", "051 6078111");
        fabio.agent().send(matter, "/matter", landline).says("È un numero fisso");
        var summary = fabio.agent().send(matter, "/matter", Desk.anna()).says("(solo per questo appuntamento)");
        fabio.agent().send(summary, "/summary", Map.of()).says("Prenotato");
    }

    @Test
    void aContactThatCountsIsChangedAtTheDeskAndTheOneBeforeIsTold() {
        var code = TaxCodes.next().value();
        var codes =
                giulia.identify(registered(giulia, code, Map.of("mobile", "333 1110003", "contacts_confirmed", "yes")));
        confirmed(giulia, codes, code);
        var page = giulia.agent().get(Desk.call(codes) + "/contacts").is(200);
        giulia.agent()
                .send(page, "/contacts", Map.of("mobile", "333 1110003"))
                .is(422)
                .says("già raggiunta qui");
        giulia.agent()
                .send(page, "/contacts", Map.of("mobile", "333 1110004"))
                .is(422)
                .says("Hai chiesto da poco un altro codice");
        product.bean(JdbcClient.class)
                .sql("update identity.contact_claim set sent_at = sent_at - interval '2 minutes'")
                .update();
        var another = giulia.agent()
                .send(page, "/contacts", Map.of("mobile", "333 1110004"))
                .is(200);
        confirmed(giulia, another, code);
        assertThat(contacts(code).mobile()).isEqualTo("+393331110004");
        await().atMost(Duration.ofSeconds(15))
                .until(() -> demo.messages("+393331110003").stream()
                        .anyMatch(sms -> sms.text().contains("non scriviamo più")));
    }

    /// Three right answers do not take a contact from somebody.
    @Test
    void byTelephoneOneIsAddedAndNoneTaken() {
        var code = TaxCodes.next().value();
        var codes =
                fabio.identify(registered(fabio, code, Map.of("mobile", "333 1110006", "contacts_confirmed", "yes")));
        confirmed(fabio, codes, code);
        var page = fabio.agent().get(Desk.call(codes) + "/contacts").says("Per telefono non si cambia");
        assertThat(page.html().select("input[name=mobile]")).isEmpty();
        fabio.agent()
                .send(page, "/contacts", Map.of("mobile", "333 1110007"))
                .is(422)
                .says("non si cambia per telefono");
        var another = fabio.agent()
                .send(page, "/contacts", Map.of("email", "rossi@example.org"))
                .is(200);
        confirmed(fabio, another, code);
        assertThat(contacts(code)).isEqualTo(new Contacts("+393331110006", "rossi@example.org", "it"));
        var call = fabio.agent().get(Desk.call(codes)).says("Per telefono non si cambia");
        assertThat(call.html().select("main a[href$='/contacts']"))
                .as("nothing left to do there by telephone")
                .isEmpty();
    }

    /// Rule D11: a delegate knows every answer, and a number of theirs would stop the letters to who delegated.
    @Test
    void byTelephoneNoneIsAddedForWhoGaveADelegation() {
        var code = TaxCodes.next().value();
        var met = registered(fabio, code, Map.of("without_contacts", "yes"));
        var bruno = person(Desk.BRUNO).id();
        product.bean(Register.class).grant(person(code).id(), bruno, null, null, new Actor.System("test"));
        var page =
                fabio.agent().get(Desk.call(fabio.identify(met)) + "/contacts").says("chi ha dato una delega");
        assertThat(page.html().select("input[name=mobile], input[name=email]")).isEmpty();
        fabio.agent()
                .post(page.at().getPath(), Map.of("mobile", "333 1110009"))
                .is(422)
                .says("non si cambia per telefono");
        assertThat(product.bean(ContactBook.class).waiting(person(code).id())).isEmpty();
    }

    /// Rule G11: an agent in Bolzano.
    @Test
    void thePagesSpeakGermanToo() {
        var bozen = new Desk(new Visitor(product::url, "de").logIn("fabio", "/office/people"));
        bozen.agent().get("/office/people").shows("Wer anruft, wer kommt");
        var caller = bozen.caller(Desk.BRUNO).shows("Was braucht Bruno");
        var page = bozen.agent().get(Desk.call(caller) + "/contacts").says("Am Telefon wird ein Kontakt");
        assertThat(page.html().selectFirst("html").attr("lang")).isEqualTo("de");
    }

    @Test
    void anotherCallersCodeIsTypedInVain() {
        var code = TaxCodes.next().value();
        registered(fabio, code, Map.of("mobile", "333 1110005", "contacts_confirmed", "yes"));
        var other = Desk.call(fabio.caller(Desk.BRUNO));
        var sent = demo.sms("+393331110005", null).code();
        fabio.agent().post(other + "/contacts/" + claim(code), Map.of("code", sent));
        fabio.agent().post(other + "/contacts/" + claim(code) + "/again", Map.of());
        assertThat(contacts(code).mobile()).isNull();
        assertThat(product.bean(ContactBook.class)
                        .codeForDelivery(claim(code))
                        .orElseThrow()
                        .code())
                .isEqualTo(sent);
    }

    private static void confirmed(Desk desk, Page codes, String taxCode) {
        var claim = claim(taxCode);
        var sent = product.bean(ContactBook.class)
                .codeForDelivery(claim)
                .orElseThrow()
                .code();
        desk.agent().send(codes, "/" + claim, Map.of("code", sent)).says("da adesso valgono");
    }

    private static Page registered(Desk desk, String taxCode, Map<String, String> typed) {
        var unknown = desk.find(Map.of("tax_code", taxCode)).says("Persona non trovata");
        return desk.agent().send(unknown, "/new", data(taxCode, typed)).is(200);
    }

    private static Map<String, String> data(String taxCode, Map<String, String> typed) {
        var data = new HashMap<>(Map.of("given_name", "Mario", "family_name", "Rossi", "born_on", "1/1/1980"));
        data.put("tax_code", taxCode);
        data.putAll(typed);
        return data;
    }

    private static UUID claim(String taxCode) {
        return product.bean(ContactBook.class)
                .waiting(person(taxCode).id())
                .getFirst()
                .id();
    }

    private static Contacts contacts(String taxCode) {
        return person(taxCode).contacts();
    }

    private static Person person(String taxCode) {
        return product.bean(People.class)
                .withFiscalCode(new FiscalCode(taxCode))
                .orElseThrow();
    }

    private static void nobodyHasAnAppointment() {
        var jdbc = product.bean(JdbcClient.class);
        jdbc.sql("update booking.appointment set status = 'GIVEN_UP' where status = 'BOOKED'")
                .update();
        jdbc.sql("delete from agenda.held_slot").update();
    }
}
