package sportello.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.identity.Actor;
import sportello.notification.SetAside;
import sportello.testing.SportelloTest;
import sportello.testing.TaxCodes;

/// Messages that did not arrive, as the office sees and mends them (rules D4, G13).
@SportelloTest
@Import({RememberingMedia.Config.class, Meetings.class})
class SetAsideTest {

    static final String MENDED = "+393331119999";

    @Autowired
    Meetings meetings;

    @Autowired
    SetAside setAside;

    @Autowired
    Bookings bookings;

    @Autowired
    JdbcClient jdbc;

    Meetings.Stage stage;
    UUID toAnna;

    @BeforeEach
    void annasCodeDidNotArrive() {
        jdbc.sql("update notification.outbox set address_mac = null where address_mac is not null")
                .update();
        stage = meetings.booked();
        toAnna = failed(meetings.entry(stage, "delegator").id().value());
    }

    @Test
    void whoConductsTheCaseSeesWhatFailedWhyAndWhereItWent() {
        assertThat(of(stage.carla())).singleElement().satisfies(item -> {
            assertThat(item.fate().trouble()).isEqualTo("sms-undeliverable");
            assertThat(item.of()).isEqualTo("delegator");
            assertThat(item.address()).isEqualTo("333 1234567");
            assertThat(item.mendable()).isTrue();
        });
    }

    /// Rule G12: a look is an act, without a name, a number or an address in it.
    @Test
    void everyLookIsKept() {
        var before = looks().size();
        var elsewhere = meetings.counter().office();
        of(stage.carla());
        setAside.of(meetings.official("Carla", elsewhere), null, 50);
        assertThat(looks().subList(before, looks().size()))
                .containsExactly(stage.counter().office() + " {\"shown\": \"1\"}", elsewhere + " {\"shown\": \"0\"}");
    }

    private List<String> looks() {
        return jdbc.sql(
                        "select subject_id || ' ' || facts::text as look from audit.entry where act = 'notification.looked' order by id")
                .query((row, n) -> row.getString("look"))
                .list();
    }

    @Test
    void forEverybodyElseItDoesNotExist() {
        var office = stage.counter().office();
        var elsewhere = meetings.official("Carla", meetings.counter().office());
        var herself = meetings.official("Anna", office, stage.anna());
        for (var stranger : List.of(elsewhere, herself)) {
            assertThat(of(stranger)).isEmpty();
            assertThat(setAside.send(toAnna, stranger)).isEqualTo(SetAside.Sent.NOT_FOUND);
            assertThat(setAside.send(toAnna, MENDED, stranger)).isEqualTo(SetAside.Sent.NOT_FOUND);
            assertThat(setAside.putAway(toAnna, stranger)).isFalse();
        }
        assertThat(state(toAnna)).isEqualTo("FAILED");
    }

    @Test
    void goesToTheMendedNumberOnceHoweverOftenItIsAskedFor() throws Exception {
        Callable<SetAside.Sent> click = () -> setAside.send(toAnna, MENDED, stage.carla());
        try (var clicks = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var sent :
                    clicks.invokeAll(Stream.generate(() -> click).limit(4).collect(Collectors.toList())))
                assertThat(sent.get()).isEqualTo(SetAside.Sent.DONE);
        }
        becomes(toAnna, "HANDED_OVER");
        assertThat(setAside.send(toAnna, stage.carla())).isEqualTo(SetAside.Sent.DONE);
        assertThat(of(stage.carla())).isEmpty();
        assertThat(arrivedAt(MENDED, stage.appointment())).isEqualTo(1);
        assertThat(bookings.find(stage.appointment().id())
                        .orElseThrow()
                        .matter()
                        .get("delegator.mobile"))
                .isEqualTo(MENDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"051 6078111", "333", "anna@example.org", "<script>"})
    void aNumberThatReceivesNoSmsIsRefusedAndNothingLeaves(String typed) {
        assertThat(setAside.send(toAnna, typed, stage.carla())).isEqualTo(SetAside.Sent.UNFIT);
        assertThat(state(toAnna)).isEqualTo("FAILED");
    }

    @Test
    void theContactOfWhatIsOverIsNotMended() {
        bookings.settle(stage.appointment().id(), Appointment.Status.LAPSED, new Actor.System("test"));
        assertThat(setAside.send(toAnna, MENDED, stage.carla())).isEqualTo(SetAside.Sent.NOT_OURS);
        assertThat(state(toAnna)).isEqualTo("FAILED");
    }

    @Test
    void whatWasSeenToOtherwiseIsOffTheListAndNotSent() {
        assertThat(setAside.putAway(toAnna, stage.carla())).isTrue();
        assertThat(of(stage.carla())).isEmpty();
        assertThat(state(toAnna)).isEqualTo("FAILED");
    }

    @Test
    void aPageEndsWhereTheNextBegins() {
        failed(meetings.entry(stage, "delegate").id().value());
        var all = of(stage.carla());
        var first = setAside.of(stage.carla(), null, all.size() - 1);
        assertThat(first.items()).isEqualTo(all.subList(0, all.size() - 1));
        var second = setAside.of(stage.carla(), first.next(), 10);
        assertThat(second.items()).isEqualTo(all.subList(all.size() - 1, all.size()));
        assertThat(second.next()).isNull();
    }

    @Test
    void anotherOfTheOfficeSeesItToo() {
        assertThat(of(meetings.official("Elena", stage.counter().office(), TaxCodes.next())))
                .hasSize(1);
    }

    private List<SetAside.Item> of(Actor.Official by) {
        return setAside.of(by, null, 50).items();
    }

    private UUID failed(UUID entry) {
        var message = jdbc.sql("select id from notification.outbox where entry_id = :entry and kind = 'sms'")
                .param("entry", entry)
                .query(UUID.class)
                .single();
        becomes(message, "HANDED_OVER");
        jdbc.sql("update notification.outbox set state = 'FAILED', trouble = 'sms-undeliverable' where id = :id")
                .param("id", message)
                .update();
        return message;
    }

    private void becomes(UUID message, String state) {
        await().atMost(Duration.ofSeconds(30)).until(() -> state(message).equals(state));
    }

    private String state(UUID message) {
        return jdbc.sql("select state from notification.outbox where id = :id")
                .param("id", message)
                .query(String.class)
                .single();
    }

    private int arrivedAt(String number, Appointment appointment) {
        return jdbc.sql("select count(*) from demo.outbox where recipient = :to and body like :reference")
                .param("to", number)
                .param("reference", "%" + appointment.reference().spoken() + "%")
                .query(Integer.class)
                .single();
    }
}
