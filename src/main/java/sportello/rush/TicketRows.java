package sportello.rush;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.identity.PersonId;
import sportello.offices.ServicePolicy;
import sportello.platform.Together;

/// All the SQL of tickets.
@Repository
class TicketRows {

    /// Over how many minutes the pace is reckoned, or over ten seconds in which so many went in: a crowd has
    /// just come, or goes.
    private static final int MINUTES = 3;

    private static final int MANY = 30;

    private final JdbcClient jdbc;
    private final Together<Coming, Place> entering = new Together<>(this::enter);
    private final Together<Aside, Boolean> asides = new Together<>(this::standAside);

    TicketRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// `called`: the highest number that went in so far, zero when nobody did.
    record Place(UUID id, long number, boolean inside, long called) {}

    void build(String door) {
        jdbc.sql("select rush.build(:door)")
                .param("door", door)
                .query((row, n) -> true)
                .single();
    }

    /// @param longest no pass is longer
    /// @param away whoever was not seen for so long counts no more
    record Coming(
            String door,
            PersonId person,
            ServicePolicy.Rush rush,
            Duration longest,
            Duration away,
            boolean ticketsOnly) {}

    /// Those who come at the same moment take their places with one question, in the order they came.
    Place enter(Coming one) {
        return entering.ask(one);
    }

    List<Place> enter(List<Coming> all) {
        return jdbc.sql("""
                        select id, number, inside, called
                          from rush.come(:doors, :people, :inside, :passes, :longest, :away, :tickets_only)
                        """)
                .param("doors", all.stream().map(Coming::door).toArray(String[]::new))
                .param("people", all.stream().map(one -> one.person().value()).toArray(UUID[]::new))
                .param("inside", all.stream().map(one -> one.rush().inside()).toArray(Integer[]::new))
                .param(
                        "passes",
                        all.stream().map(one -> one.rush().pass().toSeconds()).toArray(Long[]::new))
                .param(
                        "longest",
                        all.stream().map(one -> one.longest().toSeconds()).toArray(Long[]::new))
                .param("away", all.stream().map(one -> one.away().toSeconds()).toArray(Long[]::new))
                .param("tickets_only", all.stream().map(Coming::ticketsOnly).toArray(Boolean[]::new))
                .query((row, n) -> new Place(
                        row.getObject("id", UUID.class),
                        row.getLong("number"),
                        row.getBoolean("inside"),
                        row.getLong("called")))
                .list();
    }

    /// True when the door was open before.
    boolean press(String door, ServicePolicy.Rush rush, Duration calm, Duration away, boolean insideToo) {
        return jdbc.sql("""
                        select rush.press(:door, :calm * interval '1 millisecond', :inside,
                                          :away * interval '1 second', :inside_too)
                        """)
                .param("door", door)
                .param("inside_too", insideToo)
                .param("calm", calm.toMillis())
                .param("inside", rush.inside())
                .param("away", away.toSeconds())
                .query(Boolean.class)
                .single();
    }

    List<String> doorsWithALine(List<String> doors) {
        return jdbc.sql("""
                        select door from unnest(:doors) as each (door)
                         where exists (select from rush.ticket as t
                                        where t.door = each.door and t.left_at is null and t.pass_until is null)
                        """)
                .param("doors", doors.toArray(String[]::new))
                .query((row, n) -> row.getString("door"))
                .list();
    }

    /// The highest number each door has called, zero when it called nobody.
    Map<String, Long> called(List<String> doors) {
        var called = new HashMap<String, Long>();
        jdbc.sql("""
                        select door, rush.called(door) as number from unnest(:doors) as each (door)
                        """).param("doors", doors.toArray(String[]::new)).query((RowCallbackHandler)
                row -> called.put(row.getString("door"), row.getLong("number")));
        return called;
    }

    /// Those that are not over, their people seen now: written for many at once, and only where it was long
    /// ago. Whom somebody else writes at the same moment is seen the next time: nobody waits for a row here.
    Set<UUID> stillHere(Collection<UUID> tickets) {
        return Set.copyOf(jdbc.sql("""
                        with here as materialized (
                            select id, seen_at < clock_timestamp() - interval '30 seconds' as long_ago
                              from rush.ticket
                             where id = any(:tickets) and left_at is null
                               and (pass_until is null or pass_until > clock_timestamp())
                        ), free as materialized (
                            select id from rush.ticket
                             where id = any(array(select id from here where long_ago)) and left_at is null
                               for update skip locked
                        ), seen as (
                            update rush.ticket set seen_at = clock_timestamp()
                             where id = any(array(select id from free)))
                        select id from here
                        """)
                .param("tickets", tickets.toArray(UUID[]::new))
                .query((row, n) -> row.getObject("id", UUID.class))
                .list());
    }

    int admit(String door, ServicePolicy.Rush rush, Duration away) {
        return jdbc.sql("""
                        select rush.admit(:door, :inside, :pass * interval '1 second', :away * interval '1 second')
                        """)
                .param("door", door)
                .param("inside", rush.inside())
                .param("pass", rush.pass().toSeconds())
                .param("away", away.toSeconds())
                .query(Integer.class)
                .single();
    }

    void leave(String door, PersonId person) {
        leave(List.of(new KeptTickets.Leaving(door, person)));
    }

    void leave(List<KeptTickets.Leaving> all) {
        jdbc.sql("select rush.leave(:doors, :people)")
                .param("doors", all.stream().map(KeptTickets.Leaving::door).toArray(String[]::new))
                .param("people", all.stream().map(one -> one.person().value()).toArray(UUID[]::new))
                .query((row, n) -> true)
                .single();
    }

    void standAside(String door, PersonId person, Duration away) {
        asides.ask(new Aside(door, person, away));
    }

    private record Aside(String door, PersonId person, Duration away) {}

    private List<Boolean> standAside(List<Aside> all) {
        jdbc.sql("select rush.stand_aside(:doors, :people, :away)")
                .param("doors", all.stream().map(Aside::door).toArray(String[]::new))
                .param("people", all.stream().map(one -> one.person().value()).toArray(UUID[]::new))
                .param("away", all.stream().map(one -> one.away().toSeconds()).toArray(Long[]::new))
                .query((row, n) -> true)
                .single();
        return Collections.nCopies(all.size(), true);
    }

    double perMinute(String door) {
        return jdbc.sql("""
                        select case when of_late >= :many then of_late * 6.0 else all_in / :minutes::double precision end
                          from (select count(*) as all_in,
                                       count(*) filter (where pass_from > clock_timestamp() - interval '10 seconds')
                                           as of_late
                                  from rush.ticket
                                 where door = :door and pass_from > clock_timestamp() - :minutes * interval '1 minute')
                               as entered
                        """)
                .param("door", door)
                .param("minutes", MINUTES)
                .param("many", MANY)
                .query(Double.class)
                .single();
    }

    /// Who came here and when is not kept longer than it serves (rule G12); a wait nobody came back to is over too.
    int forget(Duration kept) {
        return jdbc.sql("""
                        delete from rush.ticket
                         where left_at < clock_timestamp() - :kept * interval '1 second'
                            or left_at is null and greatest(seen_at, pass_until)
                               < clock_timestamp() - :kept * interval '1 second'
                        """).param("kept", kept.toSeconds()).update();
    }
}
