package sportello.partners.webhooks;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.agenda.Agenda;
import sportello.agenda.Search;
import sportello.agenda.Side;
import sportello.booking.Appointment;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.booking.Matter;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.Channel;
import sportello.identity.PersonId;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.partners.webhooks.Happening.Kind;
import sportello.partners.webhooks.Webhooks.Registered;
import sportello.platform.IdempotencyKey;
import sportello.platform.MovableClock;
import sportello.platform.ProductClock;
import sportello.testing.ApiTokens;
import sportello.testing.Cleared;
import sportello.testing.SportelloTest;

/// What happens to an appointment reaches the program that booked it: signed, in order, whatever its receiver does.
@SportelloTest
class WebhooksTest {

    private static final String SERVICE = "partner-test";
    private static final LocalDate TUESDAY = LocalDate.of(2027, 3, 2);

    @Autowired
    Webhooks webhooks;

    @Autowired
    ApiTokens tokens;

    @Autowired
    Bookings bookings;

    @Autowired
    Agenda agenda;

    @Autowired
    Offices offices;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    HappeningRows rows;

    @Autowired
    PlatformTransactionManager transactions;

    private final Listener listener = new Listener();
    private Actor.Client program = new Actor.Client("nobody", Set.of());

    @BeforeEach
    void aPartnerAndACounter() {
        clock.moveTo(Instant.parse("2027-03-01T08:00:00Z"));
        program = partner();
        var office = offices.open(new Office(
                        UUID.randomUUID(), "Sede", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "XX", null, false))
                .id();
        offices.openCounter(office, SERVICE, 5);
    }

    @AfterEach
    void clear() {
        listener.close();
        clock.reset();
        jdbc.sql("update partners.webhook set stopped_at = now() where stopped_at is null")
                .update();
        Cleared.of(jdbc, SERVICE);
    }

    @Test
    void isToldInOrderSignedAndWithoutAnybodysData() throws Exception {
        var secret = registered(listener.address()).secret();
        var bruno = someone();
        var appointment = book(bruno, "09:00");
        bookings.move(appointment.id(), bruno, at("10:00"), IdempotencyKey.next());
        bookings.cancel(appointment.id(), bruno, "a reason that names Anna");

        await().atMost(ofSeconds(60)).until(() -> listener.told().size() == 3);
        assertThat(listener.told().stream().map(Listener.Told::kind)).containsExactly("booked", "moved", "given-up");
        for (var one : listener.told()) {
            assertThat(one.json().propertyNames())
                    .isSubsetOf(
                            "event_id",
                            "kind",
                            "occurred_at",
                            "appointment_id",
                            "service",
                            "starts_at",
                            "former_starts_at",
                            "office_id",
                            "by");
            assertThat(new String(one.body(), StandardCharsets.UTF_8))
                    .doesNotContain("Anna", bruno.person().toString());
            assertThat(one.key()).isEqualTo(one.json().get("event_id").asString());
            assertThat(one.signature()).isEqualTo(signature(secret, one));
        }
        assertThat(listener.told().get(1).json().get("starts_at").asString())
                .isEqualTo(at("10:00").toString());
        assertThat(listener.told().get(2).json().get("by").asString()).isEqualTo("person");
    }

    @Test
    void onlyTheProgramThatBookedIsToldAndOnlyTheKindsItWants() {
        var other = partner();
        webhooks.register(other, listener.address() + "?other", EnumSet.allOf(Kind.class));
        webhooks.register(program, listener.address(), EnumSet.of(Kind.GIVEN_UP));
        var bruno = someone();
        var appointment = book(bruno, "09:00");
        bookings.cancel(appointment.id(), bruno, "");
        book(new Actor.Citizen(new PersonId(UUID.randomUUID()), Assurance.SUBSTANTIAL, null), "09:20");

        await().atMost(ofSeconds(60)).until(() -> listener.told().size() == 1);
        assertThat(listener.told().getFirst().kind()).isEqualTo("given-up");
        assertThat(webhooks.happenings(other, Optional.empty(), 10)).isEmpty();
        assertThat(happened(2)).extracting(Happening::kind).containsExactly(Kind.BOOKED, Kind.GIVEN_UP);
    }

    @Test
    void noMoreAddressesAreKeptThanAProgramMayHaveHoweverManyComeAtOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var tries = new ArrayList<Future<Webhooks.Registered>>();
            for (int i = 0; i < 24; i++) {
                var address = listener.address() + "?" + i;
                tries.add(threads.submit(() -> webhooks.register(program, address, EnumSet.of(Kind.BOOKED))));
            }
            int tooMany = 0;
            for (var each : tries) if (each.get() instanceof Webhooks.Registered.TooMany) tooMany++;
            assertThat(tooMany).isEqualTo(14);
        }
        assertThat(webhooks.of(program)).hasSize(10);
    }

    @Test
    void aReceiverThatIsAwayLosesNothingAndHoldsUpNobody() {
        int port = closedPort();
        var away = registered("http://127.0.0.1:" + port + "/told").webhook();
        var other = partner();
        webhooks.register(other, listener.address(), EnumSet.allOf(Kind.class));
        var bruno = someone();
        var first = book(bruno, "09:00");
        bookings.cancel(first.id(), bruno, "");
        var second = book(someone(), "09:20");
        book(someone(other), "09:40");

        await().atMost(ofSeconds(60)).until(() -> listener.told().size() == 1);
        await().atMost(ofSeconds(60))
                .until(() -> webhooks.find(program, away.id()).orElseThrow().failures() > 0);
        var resting = webhooks.find(program, away.id()).orElseThrow();
        assertThat(resting.trouble()).isEqualTo("no-connection");
        assertThat(resting.restsUntil()).isNotNull();
        assertThat(states(away)).containsOnly(Delivery.State.QUEUED);

        try (var back = new Listener(port)) {
            wake(away);
            await().atMost(ofSeconds(60)).until(() -> back.told().size() == 3);
            assertThat(back.told().stream()
                            .filter(one -> one.appointment().equals(first.id().toString()))
                            .map(Listener.Told::kind))
                    .containsExactly("booked", "given-up");
            assertThat(back.told())
                    .anyMatch(one -> one.appointment().equals(second.id().toString()));
            await().atMost(ofSeconds(60)).until(() -> states(away).stream().allMatch(Delivery.State.DELIVERED::equals));
            assertThat(webhooks.find(program, away.id()).orElseThrow().failures())
                    .isZero();
        }
    }

    @Test
    void whatIsRefusedTimeAndAgainIsSetAsideAndTheNextOfThatAppointmentFollows() {
        var webhook = registered(listener.address()).webhook();
        listener.answers(one -> one.kind().equals("booked") ? 422 : 204);
        var bruno = someone();
        var appointment = book(bruno, "09:00");
        bookings.cancel(appointment.id(), bruno, "");
        var other = book(someone(), "09:20");

        await().atMost(ofSeconds(60)).until(() -> tries(webhook, appointment.id()) == 1);
        assertThat(webhooks.find(program, webhook.id()).orElseThrow().failures())
                .as("a refusal is no absence")
                .isZero();
        for (int i = 2; i <= 12; i++) {
            var attempts = i;
            wake(webhook);
            await().atMost(ofSeconds(60)).until(() -> tries(webhook, appointment.id()) == attempts);
        }
        await().atMost(ofSeconds(60))
                .until(() -> listener.told().stream().anyMatch(one -> one.kind().equals("given-up")));
        var all = webhooks.deliveries(program, webhook.id(), 0, 10).orElseThrow();
        assertThat(all.getFirst().state()).isEqualTo(Delivery.State.DEAD);
        assertThat(all.getFirst().trouble()).isEqualTo("http-422");
        assertThat(listener.told())
                .anyMatch(one -> one.appointment().equals(other.id().toString()));
    }

    @Test
    void whoeverLeadsElsewhereIsNotFollowedAndHasNotHeard() {
        var webhook = registered(listener.address()).webhook();
        listener.answers(one -> 307);
        book(someone(), "09:00");

        await().atMost(ofSeconds(60))
                .until(() -> !listener.told().isEmpty() && trouble(webhook).equals("http-307"));
        assertThat(states(webhook)).containsExactly(Delivery.State.QUEUED);
    }

    @Test
    void whoeverWantsToBeLeftAloneSaysForHowLong() {
        var webhook = registered(listener.address()).webhook();
        listener.answers(one -> 429);
        book(someone(), "09:00");

        await().atMost(ofSeconds(60))
                .until(() -> webhooks.find(program, webhook.id()).orElseThrow().failures() == 1);
        assertThat(states(webhook)).containsExactly(Delivery.State.QUEUED);
    }

    @Test
    void aReplayTellsAgainFromAPointInOrderUnderTheSameIds() {
        var webhook = registered(listener.address()).webhook();
        var bruno = someone();
        var appointment = book(bruno, "09:00");
        bookings.move(appointment.id(), bruno, at("10:00"), IdempotencyKey.next());
        bookings.cancel(appointment.id(), bruno, "");
        await().atMost(ofSeconds(60))
                .until(() -> states(webhook).stream()
                                .filter(Delivery.State.DELIVERED::equals)
                                .count()
                        == 3);
        var keys = listener.told().stream().map(Listener.Told::key).toList();
        listener.told().clear();

        var first = happened(3).getFirst();
        assertThat(webhooks.replay(program, webhook.id(), Optional.of(first.id())))
                .contains(2);
        await().atMost(ofSeconds(60)).until(() -> listener.told().size() == 2);
        assertThat(listener.told().stream().map(Listener.Told::key)).containsExactlyElementsOf(keys.subList(1, 3));
    }

    @Test
    void anAddressRegisteredLaterMayBeToldWhatHappenedBefore() {
        book(someone(), "09:00");
        var late = registered(listener.address()).webhook();
        assertThat(webhooks.replay(program, late.id(), Optional.empty())).contains(1);
        await().atMost(ofSeconds(60)).until(() -> listener.told().size() == 1);
    }

    @Test
    void anothersAddressDoesNotExist() {
        var webhook = registered(listener.address()).webhook();
        var other = partner();
        assertThat(webhooks.find(other, webhook.id())).isEmpty();
        assertThat(webhooks.stop(other, webhook.id())).isFalse();
        assertThat(webhooks.renewSecret(other, webhook.id())).isEmpty();
        assertThat(webhooks.replay(other, webhook.id(), Optional.empty())).isEmpty();
        assertThat(webhooks.deliveries(other, webhook.id(), 0, 10)).isEmpty();
        book(someone(), "09:00");
        var happened = happened(1).getFirst();
        var own = ((Registered.Done) webhooks.register(other, listener.address(), Set.of(Kind.BOOKED))).webhook();
        assertThat(webhooks.replay(other, own.id(), Optional.of(happened.id()))).isEmpty();
    }

    @Test
    void whileASecretIsChangedBothSign() throws Exception {
        var done = registered(listener.address());
        var fresh = webhooks.renewSecret(program, done.webhook().id()).orElseThrow();
        book(someone(), "09:00");
        await().atMost(ofSeconds(60)).until(() -> listener.told().size() == 1);
        var told = listener.told().getFirst();
        var parts = told.signature().split(",");
        assertThat(parts).hasSize(3);
        assertThat(parts[0] + "," + parts[1]).isEqualTo(signature(fresh, told));
        assertThat(parts[0] + "," + parts[2]).isEqualTo(signature(done.secret(), told));
    }

    @Test
    void noAddressIsTakenTwiceNorTooManyNorOneThatDoesNotDo() {
        registered(listener.address());
        assertThat(webhooks.register(program, listener.address(), Set.of(Kind.BOOKED)))
                .isInstanceOf(Registered.Already.class);
        assertThat(webhooks.register(program, "https://10.0.0.1/x", Set.of(Kind.BOOKED)))
                .isEqualTo(new Registered.Unfit("not-public"));
        assertThat(webhooks.register(program, "https://nobody.invalid/x", Set.of(Kind.BOOKED)))
                .isEqualTo(new Registered.Unfit("unknown-host"));
        for (int i = 1; i < 10; i++) registered(listener.address() + "?" + i);
        assertThat(webhooks.register(program, listener.address() + "?11", Set.of(Kind.BOOKED)))
                .isEqualTo(new Registered.TooMany(10));
    }

    /// Numbers are drawn when things are written; they come to light when their transactions end.
    @Test
    void whoReadsOnPassesNothingThatComesToLightLater() {
        var other = new TransactionTemplate(transactions);
        other.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        var reader = new Reader(program);
        var slow = UUID.randomUUID();
        var quick = UUID.randomUUID();
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            happens(slow);
            other.executeWithoutResult(_ -> happens(quick));
            other.executeWithoutResult(_ -> reader.readOn());
        });
        await().atMost(ofSeconds(60)).until(() -> reader.readOn() == 2);
        assertThat(reader.read).containsExactlyInAnyOrder(slow, quick);
    }

    @Test
    void whoComesBackAfterTheirLastEventWasForgottenReadsAllThatIsKept() {
        happens(UUID.randomUUID());
        var reader = new Reader(program);
        await().atMost(ofSeconds(60)).until(() -> reader.readOn() == 1);
        jdbc.sql("delete from partners.happening where client_id = :client")
                .param("client", program.clientId())
                .update();
        happens(UUID.randomUUID());
        await().atMost(ofSeconds(60)).until(() -> reader.readOn() == 2);
    }

    /// The numbers of transactions begin anew where a dump is read in.
    @Test
    void whatWasRestoredFromAnotherServerIsReadAndNothingAfterItIsPassed() {
        happens(UUID.randomUUID());
        jdbc.sql("update partners.happening set transaction = '9000000000000' where client_id = :client")
                .param("client", program.clientId())
                .update();
        webhooks.settleRestored();
        var reader = new Reader(program);
        await().atMost(ofSeconds(60)).until(() -> reader.readOn() == 1);
        happens(UUID.randomUUID());
        await().atMost(ofSeconds(60)).until(() -> reader.readOn() == 2);
    }

    private void happens(UUID appointment) {
        rows.write(
                "booked " + appointment,
                program.clientId(),
                appointment,
                SERVICE,
                Kind.BOOKED,
                Map.of(),
                clock.instant());
    }

    /// Asks for what happened after the last it saw, as a program would.
    private final class Reader {
        private final Actor.Client by;
        private final List<UUID> read = new ArrayList<>();
        private Optional<UUID> last = Optional.empty();

        Reader(Actor.Client by) {
            this.by = by;
        }

        /// How many it has read by now.
        int readOn() {
            for (var one : webhooks.happenings(by, last, 10)) {
                read.add(one.appointment());
                last = Optional.of(one.id());
            }
            return read.size();
        }
    }

    @Test
    void whatIsRolledBackNeverHappened() {
        var webhook = registered(listener.address()).webhook();
        var bruno = someone();
        book(bruno, "09:00");
        // A second one of the same service is refused, and told to nobody.
        assertThat(confirm(bruno, "09:40")).isInstanceOf(Bookings.Outcome.AlreadyBooked.class);
        assertThat(states(webhook)).hasSize(1);
    }

    /// Once nothing older is still at work.
    private List<Happening> happened(int so) {
        return await().atMost(ofSeconds(60))
                .until(() -> webhooks.happenings(program, Optional.empty(), 10), found -> found.size() >= so);
    }

    private Actor.Client partner() {
        return new Actor.Client(tokens.machine(Channel.API).clientId(), Set.of());
    }

    private Registered.Done registered(String address) {
        return (Registered.Done) webhooks.register(program, address, EnumSet.allOf(Kind.class));
    }

    private Actor.Assisted someone() {
        return someone(program);
    }

    private static Actor.Assisted someone(Actor.Client by) {
        var person = new Actor.Citizen(new PersonId(UUID.randomUUID()), Assurance.SUBSTANTIAL, null, Channel.API);
        return new Actor.Assisted(by, person, Channel.API);
    }

    private Appointment book(Actor.Booker by, String hour) {
        return ((Bookings.Outcome.Booked) confirm(by, hour)).appointment();
    }

    private Bookings.Outcome confirm(Actor.Booker by, String hour) {
        var held = (Agenda.Holding.Held)
                agenda.hold(Search.anywhere(SERVICE), at(hour), by.person(), Side.of(by), clock.instant());
        return bookings.confirm(by, SERVICE, held.hold().id(), new Matter(Map.of()), IdempotencyKey.next());
    }

    private static Instant at(String hour) {
        return TUESDAY.atTime(LocalTime.parse(hour)).atZone(ProductClock.ROME).toInstant();
    }

    private List<Delivery.State> states(Webhook webhook) {
        return webhooks.deliveries(program, webhook.id(), 0, 100).orElseThrow().stream()
                .map(Delivery::state)
                .toList();
    }

    private int tries(Webhook webhook, AppointmentId appointment) {
        return webhooks.deliveries(program, webhook.id(), 0, 100).orElseThrow().stream()
                .filter(one -> one.happening().appointment().equals(appointment.value()))
                .findFirst()
                .orElseThrow()
                .attempts();
    }

    private String trouble(Webhook webhook) {
        return webhooks.deliveries(program, webhook.id(), 0, 100).orElseThrow().stream()
                .map(one -> String.valueOf(one.trouble()))
                .findFirst()
                .orElse("");
    }

    /// Its pauses are over.
    private void wake(Webhook webhook) {
        jdbc.sql("update partners.webhook set rests_until = null where id = :id")
                .param("id", webhook.id())
                .update();
        jdbc.sql("update partners.delivery set not_before = now() where webhook = :id and state = 'QUEUED'")
                .param("id", webhook.id())
                .update();
    }

    private static int closedPort() {
        try (var one = new Listener()) {
            return one.port();
        }
    }

    private static String signature(String secret, Listener.Told one) throws Exception {
        var moment = one.signature().substring(2, one.signature().indexOf(','));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((moment + ".").getBytes(StandardCharsets.UTF_8));
        return "t=" + moment + ",v1=" + HexFormat.of().formatHex(mac.doFinal(one.body()));
    }
}
