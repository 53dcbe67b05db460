package sportello.rush;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.identity.PersonId;
import sportello.offices.ServicePolicy;

/// All the SQL of tickets.
@Repository
class TicketRows {

    /// Over how many minutes the pace is reckoned, or over half of one in which so many went in: a crowd has just come,
    /// or goes.
    private static final int MINUTES = 3;

    private static final int MANY = 30;

    private final JdbcClient jdbc;

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

    /// Who is inside and was seen lately is only looked up: nothing is to be written then.
    Place enter(
            String door,
            PersonId person,
            ServicePolicy.Rush rush,
            Duration longest,
            Duration away,
            boolean ticketsOnly) {
        return jdbc.sql("""
                        with mine as materialized (
                            select * from rush.ticket where door = :door and person = :person and left_at is null
                        ), settled as materialized (
                            select id, number
                              from mine
                             where pass_until > clock_timestamp()
                               and pass_until >= least(clock_timestamp() + :pass * interval '1 second'
                                                       - interval '1 minute',
                                                       pass_from + :longest * interval '1 second')
                               and seen_at >= clock_timestamp() - interval '30 seconds')
                        select id, number, true as inside, 0 as called from settled
                        union all
                        select id, number, inside, called
                          from rush.enter(:door, :person, :inside, :pass * interval '1 second',
                                          :longest * interval '1 second', :away * interval '1 second', :tickets_only)
                         where not exists (select from settled)
                        """)
                .param("door", door)
                .param("person", person.value())
                .param("inside", rush.inside())
                .param("pass", rush.pass().toSeconds())
                .param("longest", longest.toSeconds())
                .param("away", away.toSeconds())
                .param("tickets_only", ticketsOnly)
                .query((row, n) -> new Place(
                        row.getObject("id", UUID.class),
                        row.getLong("number"),
                        row.getBoolean("inside"),
                        row.getLong("called")))
                .single();
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

    List<String> doorsWithALine() {
        return jdbc.sql("select distinct door from rush.ticket where left_at is null and pass_until is null")
                .query((row, n) -> row.getString("door"))
                .list();
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
        // The keys are named too: a plan that reads all who are here first is dear after a rush.
        jdbc.sql("""
                        update rush.ticket as t set left_at = clock_timestamp()
                         where t.door = any(:doors) and t.person = any(:people) and t.left_at is null
                           and (t.door, t.person) in (select gone.door, gone.person
                                                        from unnest(:doors, :people) as gone (door, person))
                        """)
                .param("doors", all.stream().map(KeptTickets.Leaving::door).toArray(String[]::new))
                .param("people", all.stream().map(one -> one.person().value()).toArray(UUID[]::new))
                .update();
    }

    double perMinute(String door) {
        return jdbc.sql("""
                        select case when of_late >= :many then of_late * 2.0 else all_in / :minutes::double precision end
                          from (select count(*) as all_in,
                                       count(*) filter (where pass_from > clock_timestamp() - interval '30 seconds')
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
