package sportello.agenda;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sportello.identity.PersonId;
import sportello.platform.RoomFunction;
import sportello.platform.Together;

/// Takes hours: those that many want at the same moment with one statement, in the order they came, so that who
/// came first has the hour and who came after them finds it taken (docs/decisions/0028).
@Component
class HoldsAtOnce {

    private static final int EARLIER = -2;

    private static final String COLUMNS = """
            (t.held).id, (t.held).counter, (t.held).desk, (t.held).starts_at, (t.held).ends_at, (t.held).held_until,
            (t.held).extensions, (t.held).booked, (t.held).withdrawn
            """;

    private static final String NOTED = """
            , case when t.wait = 0 and t.nth = 1
                   then %s((t.held).id, (t.held).starts_at, cast((cast(:facts as text[]))[t.n] as jsonb))
              end as noted
            """;

    private final JdbcClient jdbc;
    private final Map<Optional<RoomFunction>, Together<Wanted, Tried>> byNote = new ConcurrentHashMap<>();

    HoldsAtOnce(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What does not change however often it is tried.
    ///
    /// @param alone whether it stands for itself, in no transaction that gives earlier ones back: then it waits
    ///     for nobody
    record Asking(
            String service,
            Side side,
            PersonId holder,
            Instant until,
            Instant now,
            boolean alone,
            Agenda.@Nullable Note note) {

        private Optional<RoomFunction> noted() {
            return Optional.ofNullable(note).map(Agenda.Note::function);
        }
    }

    /// @param there all with a slot beginning at the same moment
    /// @param most how many this person may take within an hour, null when it is not counted
    record Wanted(
            Asking asking,
            List<Offer.There> there,
            Taken.AsOf asOf,
            @Nullable Integer most) {}

    Tried hold(Wanted one) {
        if (!one.asking().alone()) return hold(List.of(one)).getFirst();
        return byNote.computeIfAbsent(one.asking().noted(), _ -> new Together<>(this::hold))
                .ask(one);
    }

    /// All with the same kind of note, and what stands for itself never with what does not. Of several
    /// none waits: whatever another transaction has locked (a person at work in another page, a desk
    /// being taken, an opening being changed) `agenda.hold` passes over and says so, and the caller asks
    /// again in a transaction, once this one is over. Who waits for nobody is in no circle of waiting,
    /// however many of these are under way, at however many nodes. Among themselves they take turns as
    /// they came, each seeing what those before it took.
    ///
    /// Two waits are left, for somebody who then waits for none of these: for the row of a note, which
    /// only its own person's transactions lock, after their hour; and for a transaction that took the desk
    /// between the two steps in which it is taken here.
    List<Tried> hold(List<Wanted> all) {
        var noted = all.getFirst()
                .asking()
                .noted()
                .map(function -> NOTED.formatted(function))
                .orElse("");
        return jdbc.sql("select t.n, t.nth, t.wait, " + COLUMNS + noted + """
                          from agenda.hold_all(:services, :counters, :offices, :desks, :from, :minutes, :staff, :holders,
                                               :until, :now, :versions, :stamps, :most, :alone) as t
                        """)
                .param(
                        "services",
                        column(all, String[]::new, one -> one.asking().service()))
                .param("counters", lists(all, there -> there.counter().id()))
                .param("offices", lists(all, there -> there.counter().office()))
                .param(
                        "desks",
                        column(
                                all,
                                String[]::new,
                                one -> list(
                                        one,
                                        there ->
                                                there.piece().desks(one.asking().side()))))
                .param(
                        "from",
                        column(
                                all,
                                String[]::new,
                                one -> one.there().getFirst().piece().from().toString()))
                .param(
                        "minutes",
                        lists(all, there -> there.piece().hours().slot().toMinutes()))
                .param("staff", column(all, Boolean[]::new, one -> one.asking().side() == Side.STAFF))
                .param(
                        "holders",
                        column(all, UUID[]::new, one -> one.asking().holder().value()))
                .param(
                        "until",
                        column(all, String[]::new, one -> one.asking().until().toString()))
                .param(
                        "now",
                        column(all, String[]::new, one -> one.asking().now().toString()))
                .param("versions", column(all, Long[]::new, one -> one.asOf().openings()))
                .param("stamps", column(all, UUID[]::new, one -> one.asOf().offices()))
                .param("most", column(all, Integer[]::new, Wanted::most))
                .param("alone", column(all, Boolean[]::new, one -> one.asking().alone()))
                .param("facts", column(all, String[]::new, HoldsAtOnce::facts))
                .query((ResultSet rows) -> tried(rows, all.size()));
    }

    private static @Nullable String facts(Wanted one) {
        var note = one.asking().note();
        return note == null ? null : note.facts();
    }

    private static <T> T[] column(List<Wanted> all, IntFunction<T[]> array, Function<Wanted, @Nullable T> value) {
        return all.stream().map(value).toArray(array);
    }

    private static String[] lists(List<Wanted> all, Function<Offer.There, Object> value) {
        return column(all, String[]::new, one -> list(one, value));
    }

    /// As the database writes an array down: lists of one question are longer than those of another.
    private static String list(Wanted one, Function<Offer.There, Object> value) {
        return one.there().stream()
                .map(there -> value.apply(there).toString())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static List<Tried> tried(ResultSet rows, int many) throws SQLException {
        var tried = new Tried[many];
        Arrays.fill(tried, new Tried.None());
        while (rows.next()) {
            int n = rows.getInt("n") - 1;
            if (rows.getInt("nth") == 1) tried[n] = first(rows);
            else if (tried[n] instanceof Tried.Held(var _, var before)) before.add(rows.getObject("id", UUID.class));
        }
        return List.of(tried);
    }

    private static Tried first(ResultSet row) throws SQLException {
        int wait = row.getInt("wait");
        if (wait == EARLIER) return new Tried.Earlier();
        if (wait < 0) return new Tried.Outdated();
        if (wait > 0) return new Tried.TooMany(Duration.ofSeconds(wait));
        return new Tried.Held(HeldSlots.hold(row), new ArrayList<>());
    }
}
