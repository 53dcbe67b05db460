package sportello.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.history.Said.Answer;
import sportello.history.Witness.Change;
import tools.jackson.databind.JsonNode;

/// Compares what people were told with what the database holds and with every change on the way there.
final class Verdict {

    private final String service;
    private final List<Said> said;
    private final List<Change> changes;
    private final Map<String, List<Change>> together;
    private final JdbcClient jdbc;
    private final List<Witness.Passed> passedOver;
    private final Map<UUID, Integer> desks;
    private final boolean holdsAreTold;
    private final Set<UUID> perhapsGivenUp;

    /// @param desks of each counter that is open, @param holdsAreTold whether whoever held an hour said so
    Verdict(
            String service,
            List<Said> said,
            Witness witness,
            JdbcClient jdbc,
            Map<UUID, Integer> desks,
            boolean holdsAreTold) {
        this.service = service;
        this.said = said;
        this.jdbc = jdbc;
        this.changes = witness.changes(service);
        this.together = changes.stream().collect(Collectors.groupingBy(Change::tx));
        this.passedOver = witness.passedOver(service);
        this.desks = desks;
        this.holdsAreTold = holdsAreTold;
        this.perhapsGivenUp = answers(Answer.None.class).stream()
                .map(Answer.None::about)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    void allTrue() {
        whoAskedHasAnAnswer();
        everyAppointmentWasToldToOneRequest();
        everyMoveWasTold();
        everyGivingUpWasToldOnce();
        nobodyHoldsWhatTheyWereNotTold();
        aBookedPlaceEndsWithItsAppointmentOnly();
        whatWasLetGoIsNobodysAnyMore();
        anOfferHasItsPlaceAndGoesToOnePersonAtATime();
        nobodyWasPassedOver();
        whatWasTakenWasSomebodys();
        nothingOverlapsInTheEnd();
    }

    private <T extends Answer> List<T> answers(Class<T> kind) {
        return said.stream()
                .map(Said::answer)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private List<Change> of(String table) {
        return changes.stream().filter(change -> change.of(table)).toList();
    }

    private void whoAskedHasAnAnswer() {
        var unanswered = said.stream()
                .filter(each -> each.answer() instanceof Answer.None && each.key() != null)
                .map(Said::key)
                .collect(Collectors.toSet());
        said.stream()
                .filter(each -> !(each.answer() instanceof Answer.None))
                .forEach(each -> unanswered.remove(each.key()));
        assertThat(unanswered).as("asked, and never answered").isEmpty();
    }

    private void everyAppointmentWasToldToOneRequest() {
        var born = new HashMap<UUID, Instant>();
        for (var change : of("appointment"))
            if (change.begins()) born.put(id(change.is()), time(change.is(), "starts_at"));
        var requests = new HashMap<UUID, Set<Object>>();
        for (var each : said) {
            switch (each.answer()) {
                case Answer.Booked(var id, var hour) -> {
                    assertThat(born).as("booked, they said: " + each).containsKey(id);
                    requests.computeIfAbsent(id, _ -> new HashSet<>()).add(Objects.requireNonNull(each.key()));
                }
                case Answer.Accepted(var offer, var id, var hour, var from)
                when from == null -> {
                    assertThat(born).as("accepted, they said: " + each).containsKey(id);
                    if (hour != null) assertThat(born).containsEntry(id, hour);
                    requests.computeIfAbsent(id, _ -> new HashSet<>()).add(offer);
                }
                default -> {}
            }
        }
        requests.forEach(
                (id, keys) -> assertThat(keys).as("requests that booked " + id).hasSize(1));
        var untold = new HashSet<>(born.keySet());
        untold.removeAll(requests.keySet());
        assertThat(untold).as("booked, and nobody was told").isEmpty();
    }

    private void everyMoveWasTold() {
        record Move(UUID appointment, Instant to) {}
        var made = new ArrayList<Move>();
        var been = new HashSet<Move>();
        for (var change : of("appointment")) {
            if (change.ends()) continue;
            var at = new Move(id(change.is()), time(change.is(), "starts_at"));
            been.add(at);
            if (change.begins() || !changes(change, "hold")) continue;
            assertThat(text(change.is(), "status")).isEqualTo("BOOKED");
            made.add(at);
        }
        var requests = new HashMap<Object, Move>();
        var perhapsWhereItWas = new HashSet<Object>();
        for (var each : said) {
            if (each.answer() instanceof Answer.Moved(var id, var from, var to) && !to.equals(from)) {
                requests.merge(Objects.requireNonNull(each.key()), new Move(id, to), Verdict::same);
                if (from == null) perhapsWhereItWas.add(each.key());
            }
            if (each.answer() instanceof Answer.Accepted(var offer, var id, var hour, var from) && from != null)
                requests.merge(offer, new Move(id, Objects.requireNonNull(hour)), Verdict::same);
        }
        assertThat(requests.values()).as("moves made, and moves told").containsAll(made);
        assertThat(been).as("where they were told it is").containsAll(requests.values());
        var told = new ArrayList<>(requests.values());
        made.forEach(told::remove);
        assertThat(told)
                .as("moves told, and not made")
                .allMatch(each -> perhapsWhereItWas.stream()
                        .anyMatch(key -> requests.get(key).equals(each)));
    }

    private static <T> T same(T one, T other) {
        assertThat(other).as("the same request, the same answer").isEqualTo(one);
        return one;
    }

    private void everyGivingUpWasToldOnce() {
        var made = of("appointment").stream()
                .filter(change -> !change.begins() && !change.ends() && changes(change, "status"))
                .map(change -> id(change.is()))
                .toList();
        var told = answers(Answer.GivenUp.class).stream()
                .map(Answer.GivenUp::appointment)
                .toList();
        assertThat(told).as("given up twice").doesNotHaveDuplicates();
        assertThat(made).as("given up twice").doesNotHaveDuplicates().containsAll(told);
        var untold = new HashSet<>(made);
        untold.removeAll(told);
        assertThat(perhapsGivenUp).as("given up, and nobody was told").containsAll(untold);
    }

    /// A hold that nobody was told of would keep a desk from everybody.
    private void nobodyHoldsWhatTheyWereNotTold() {
        if (!holdsAreTold) return;
        var told = answers(Answer.Held.class).stream().map(Answer.Held::hold).collect(Collectors.toSet());
        for (var change : of("held_slot")) {
            if (change.ends() || flag(change.is(), "booked") || flag(change.is(), "offered")) continue;
            if (told.contains(id(change.is())) || bookedIn(change)) continue;
            assertThat(text(change.is(), "booked"))
                    .as("held, and nobody was told: " + change)
                    .isEqualTo("true");
        }
    }

    /// The hold of a move or of an accepted offer is nobody's question: it becomes the appointment's at once.
    private boolean bookedIn(Change hold) {
        return together.get(hold.tx()).stream()
                .anyMatch(other -> other.of("appointment")
                        && !other.ends()
                        && text(other.is(), "hold").equals(text(hold.is(), "id")));
    }

    private void aBookedPlaceEndsWithItsAppointmentOnly() {
        for (var change : of("held_slot")) {
            boolean was = !change.begins() && flag(change.was(), "booked");
            boolean is = !change.ends() && flag(change.is(), "booked");
            if (!was && is)
                assertThat(together.get(change.tx()))
                        .as("booked for somebody: " + change)
                        .filteredOn(other -> other.of("appointment")
                                && !other.ends()
                                && text(other.is(), "hold").equals(text(change.is(), "id"))
                                && text(other.is(), "status").equals("BOOKED"))
                        .hasSize(1);
            if (was && !is)
                assertThat(together.get(change.tx()))
                        .as("freed because somebody moved or gave up: " + change + " together with "
                                + together.get(change.tx()))
                        .filteredOn(other -> other.of("appointment")
                                && !other.begins()
                                && text(other.was(), "hold").equals(text(change.was(), "id"))
                                && (changes(other, "hold") || changes(other, "status")))
                        .hasSize(1);
            if (was && is) assertThat(text(change.is(), "id")).isEqualTo(text(change.was(), "id"));
        }
    }

    private void whatWasLetGoIsNobodysAnyMore() {
        var gone = of("held_slot").stream()
                .filter(change -> !change.begins() && (change.ends() || changes(change, "id")))
                .map(change -> id(change.was()))
                .toList();
        assertThat(gone).as("freed twice").doesNotHaveDuplicates();
        for (var each : answers(Answer.LetGo.class)) {
            boolean booked = of("held_slot").stream()
                    .anyMatch(change ->
                            !change.ends() && id(change.is()).equals(each.hold()) && flag(change.is(), "booked"));
            if (!booked) assertThat(gone).as("let go: " + each).contains(each.hold());
        }
    }

    private void anOfferHasItsPlaceAndGoesToOnePersonAtATime() {
        var wishes = new HashMap<UUID, UUID>();
        for (var change : of("wish")) if (!change.ends()) wishes.put(id(change.is()), uuid(change.is(), "person"));
        var holds = new HashSet<UUID>();
        for (var change : of("offer")) {
            if (change.begins()) {
                assertThat(holds.add(uuid(change.is(), "hold")))
                        .as("offered twice: " + change)
                        .isTrue();
                var person = wishes.get(uuid(change.is(), "wish"));
                assertThat(together.get(change.tx()))
                        .as("kept for who it is offered to: " + change)
                        .filteredOn(other -> other.of("held_slot")
                                && !other.ends()
                                && id(other.is()).equals(uuid(change.is(), "hold"))
                                && flag(other.is(), "offered")
                                && uuid(other.is(), "holder").equals(person))
                        .hasSize(1);
            } else if (!change.ends() && changes(change, "state")) {
                assertThat(text(change.was(), "state")).isEqualTo("OPEN");
                assertThat(together.get(change.tx()))
                        .as("no longer kept for them: " + change)
                        .filteredOn(other -> other.of("held_slot")
                                && !other.begins()
                                && id(other.was()).equals(uuid(change.was(), "hold"))
                                && flag(other.was(), "offered"))
                        .hasSize(1);
            }
        }
        for (var each : answers(Answer.PassedOn.class))
            assertThat(closed(each.offer())).isEqualTo("DECLINED");
        for (var each : answers(Answer.Accepted.class))
            assertThat(closed(each.offer())).isEqualTo("ACCEPTED");
    }

    private String closed(UUID offer) {
        return of("offer").stream()
                .filter(change -> !change.ends() && id(change.is()).equals(offer))
                .map(change -> text(change.is(), "state"))
                .reduce("never made", (_, last) -> last);
    }

    private void nobodyWasPassedOver() {
        assertThat(passedOver)
                .as("offered to somebody, while another had waited longer")
                .isEmpty();
    }

    /// At some moment between question and answer all desks of that hour had somebody.
    private void whatWasTakenWasSomebodys() {
        record Desk(UUID counter, int desk) {}
        record Stay(Desk desk, Instant hour, Instant from, Instant to) {}
        var began = new HashMap<UUID, Change>();
        var stays = new ArrayList<Stay>();
        for (var change : of("held_slot")) {
            if (change.begins()) began.put(id(change.is()), change);
            else if (change.ends() || changes(change, "id")) {
                var first = Objects.requireNonNull(began.remove(id(change.was())));
                stays.add(new Stay(
                        new Desk(uuid(change.was(), "counter"), number(change.was(), "desk")),
                        time(change.was(), "starts_at"),
                        first.at(),
                        change.at().plusSeconds(2)));
                if (!change.ends()) began.put(id(change.is()), change);
            }
        }
        began.values()
                .forEach(first -> stays.add(new Stay(
                        new Desk(uuid(first.is(), "counter"), number(first.is(), "desk")),
                        time(first.is(), "starts_at"),
                        first.at(),
                        Instant.MAX)));
        for (var each : said) {
            if (!(each.answer() instanceof Answer.Taken(var counter, var hour))) continue;
            var there = stays.stream()
                    .filter(stay -> stay.hour().equals(hour)
                            && (counter == null || counter.equals(stay.desk().counter()))
                            && !stay.from().isAfter(each.ended())
                            && !stay.to().isBefore(each.began()))
                    .toList();
            int wanted =
                    counter == null ? desks.values().stream().mapToInt(n -> n).sum() : desks.getOrDefault(counter, 0);
            assertThat(there.stream().map(Stay::desk).distinct().count())
                    .as("taken, they said: " + each)
                    .isGreaterThanOrEqualTo(wanted);
        }
    }

    private void nothingOverlapsInTheEnd() {
        assertThat(count("""
                        select count(*) from agenda.held_slot a join agenda.held_slot b
                            on a.counter = b.counter and a.desk = b.desk and a.during && b.during and a.id < b.id
                         where a.service = :service
                        """)).as("two at one desk").isZero();
        assertThat(count("""
                        select count(*) from (
                            select principal from booking.appointment
                             where service = :service and status = 'BOOKED' and one_per_person
                             group by principal having count(*) > 1) as twice
                        """)).as("two open appointments of one person").isZero();
        assertThat(count("""
                        select count(*)
                          from (select * from booking.appointment
                                 where service = :service and status not in ('GIVEN_UP', 'SETTLED', 'DECLINED')) a
                          full join (select * from agenda.held_slot where service = :service and booked) h
                            on h.id = a.hold
                         where a.id is null or h.id is null or a.counter <> h.counter
                            or a.starts_at <> h.starts_at or a.ends_at <> h.ends_at or a.booked_by <> h.holder
                        """))
                .as("appointments without their place, places without their appointment")
                .isZero();
        assertThat(count("""
                        select count(*)
                          from (select o.*, w.person from booking.offer o join booking.wish w on w.id = o.wish
                                 where w.service = :service and o.state = 'OPEN' and w.state = 'OFFERED') o
                          full join (select * from agenda.held_slot where service = :service and offered) h
                            on h.id = o.hold
                         where o.id is null or h.id is null or o.person <> h.holder
                            or o.counter <> h.counter or o.desk <> h.desk or o.starts_at <> h.starts_at
                        """))
                .as("offers without their place, places kept for nobody")
                .isZero();
        assertThat(count("""
                        select count(*) from booking.wish w
                         where service = :service
                           and (state = 'OFFERED') <> exists (select from booking.offer o
                                                               where o.wish = w.id and o.state = 'OPEN')
                        """)).as("wishes offered without an offer").isZero();
    }

    private int count(String sql) {
        return jdbc.sql(sql).param("service", service).query(Integer.class).single();
    }

    private static boolean changes(Change change, String column) {
        return !text(change.was(), column).equals(text(change.is(), column));
    }

    private static UUID id(JsonNode row) {
        return uuid(row, "id");
    }

    private static UUID uuid(JsonNode row, String column) {
        return UUID.fromString(text(row, column));
    }

    private static String text(JsonNode row, String column) {
        return row.path(column).asString("");
    }

    private static boolean flag(JsonNode row, String column) {
        return row.path(column).asBoolean(false);
    }

    private static int number(JsonNode row, String column) {
        return row.path(column).asInt();
    }

    private static Instant time(JsonNode row, String column) {
        return OffsetDateTime.parse(text(row, column)).toInstant();
    }
}
