package sportello.booking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sportello.agenda.Agenda;
import sportello.agenda.Hold;
import sportello.identity.Actor;
import sportello.identity.FiscalCode;
import sportello.platform.RoomFunction;
import sportello.platform.Together;

/// All the SQL of drafts.
@Component
class DraftRows {

    private static final RoomFunction KEEP_HOUR = new RoomFunction("booking.keep_hour");

    private static final Collector<CharSequence, ?, String> LIST = Collectors.joining(",", "{", "}");

    private static final String COLUMNS = "service, answers, hold, wanted, saved_at";

    private final JdbcClient jdbc;
    private final Answers answers;
    private final Together<Asked, Bookings.UnderWay> underWay = new Together<>(this::underWay);
    private final Map<RoomFunction, Together<Typing, Optional<Typed>>> typed = new ConcurrentHashMap<>();

    DraftRows(JdbcClient jdbc, Answers answers) {
        this.jdbc = jdbc;
        this.answers = answers;
    }

    Optional<Bookings.Draft> find(Actor.Booker by, String service) {
        return jdbc.sql("select " + COLUMNS + """
                          from booking.draft
                         where person = :person and principal = :principal and service = :service
                        """)
                .param("person", by.person().value())
                .param("principal", by.party())
                .param("service", service)
                .query(this::draft)
                .optional();
    }

    /// What was typed, and what is known of who did.
    record Typed(Map<String, String> answers, Map<String, String> known) {}

    record Typing(Actor.Booker by, String service, LocalDate today) {}

    /// `knownBy`: a function of the room that judges, as `spi.Eligibility` says. Those who ask at the same
    /// moment go as one (docs/decisions/0028).
    Optional<Typed> typed(Typing typing, RoomFunction knownBy) {
        return typed.computeIfAbsent(knownBy, named -> new Together<>(all -> typed(all, named)))
                .ask(typing);
    }

    /// The people as one text: of how many they are the planner then thinks the same each time, and plans once.
    List<Optional<Typed>> typed(List<Typing> all, RoomFunction knownBy) {
        return jdbc.sql("""
                        select d.answers, k.known
                          from unnest(cast(:people as uuid[]), :principals, :services, cast(:days as date[]))
                               with ordinality as q (person, principal, service, today, n)
                          left join lateral (select answers from booking.draft
                                              where person = q.person and principal = q.principal
                                                and service = q.service limit 1) as d on true
                         cross join lateral\s""" + knownBy + """
                        (q.person, q.today) as k
                         order by q.n
                        """)
                .param(
                        "people",
                        all.stream().map(each -> each.by().person().toString()).collect(LIST))
                .param("principals", all.stream().map(each -> each.by().party()).toArray(UUID[]::new))
                .param("services", all.stream().map(Typing::service).toArray(String[]::new))
                .param("days", all.stream().map(each -> each.today().toString()).toArray(String[]::new))
                .query((row, n) -> {
                    var typed = row.getString("answers");
                    return typed == null
                            ? Optional.<Typed>empty()
                            : Optional.of(new Typed(answers.read(typed), answers.read(row.getString("known"))));
                })
                .list();
    }

    /// As `agenda.kept` answers it.
    private static Hold hold(ResultSet row, UUID id) throws SQLException {
        return new Hold(
                id,
                row.getObject("counter", UUID.class),
                row.getInt("desk"),
                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                row.getObject("ends_at", OffsetDateTime.class).toInstant(),
                row.getObject("held_until", OffsetDateTime.class).toInstant(),
                row.getInt("extensions"),
                false,
                row.getString("withdrawn"));
    }

    private Bookings.Draft draft(ResultSet row, int n) throws SQLException {
        return new Bookings.Draft(
                row.getString("service"),
                answers.read(row.getString("answers")),
                Optional.ofNullable(row.getObject("hold", UUID.class)),
                Optional.ofNullable(row.getObject("wanted", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getObject("saved_at", OffsetDateTime.class).toInstant());
    }

    /// One question to three rooms, for all who ask at the same moment (docs/decisions/0027, 0028).
    Bookings.UnderWay underWay(Actor.Booker by, String service) {
        return underWay.ask(new Asked(by.person().value(), by.party(), service));
    }

    private record Asked(UUID person, UUID principal, String service) {}

    private List<Bookings.UnderWay> underWay(List<Asked> all) {
        return jdbc.sql("select * from booking.under_way(:people, :principals, :services)")
                .param("people", all.stream().map(Asked::person).toArray(UUID[]::new))
                .param("principals", all.stream().map(Asked::principal).toArray(UUID[]::new))
                .param("services", all.stream().map(Asked::service).toArray(String[]::new))
                .query((row, n) -> underWay(row))
                .list();
    }

    private Bookings.UnderWay underWay(ResultSet row) throws SQLException {
        var kept = row.getObject("kept", UUID.class);
        return new Bookings.UnderWay(
                row.getString("service") == null ? Map.of() : answers.read(row.getString("answers")),
                kept == null ? Optional.empty() : Optional.of(hold(row, kept)),
                Optional.ofNullable(row.getString("fiscal_code")).flatMap(FiscalCode::parse),
                row.getBoolean("standing"));
    }

    /// The hour of a hold is remembered as the one wanted.
    Bookings.Draft keep(Actor.Booker by, String service, Map<String, String> typed, Optional<UUID> hold, Instant now) {
        return jdbc.sql("select " + COLUMNS + """
                          from booking.keep_draft(:person, :principal, :service, cast(:answers as jsonb), :hold,
                                                  agenda.begins(:hold, :person), :now)
                        """)
                .param("person", by.person().value())
                .param("principal", by.party())
                .param("service", service)
                .param("answers", answers.write(typed))
                .param("hold", hold.orElse(null), Types.OTHER)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(this::draft)
                .single();
    }

    /// For the room of hours: what `keep` would write once the hour is held.
    Agenda.Note note(Actor.Booker by, String service, Map<String, String> typed, Instant now) {
        return new Agenda.Note(
                KEEP_HOUR,
                answers.write(Map.of(
                        "person", by.person().toString(),
                        "principal", by.party().toString(),
                        "service", service,
                        "now", now.toString(),
                        "answers", typed)));
    }

    void drop(Actor.Booker by, String service) {
        jdbc.sql("""
                        delete from booking.draft
                         where person = :person and principal = :principal and service = :service
                        """)
                .param("person", by.person().value())
                .param("principal", by.party())
                .param("service", service)
                .update();
    }

    /// Personal data of a booking never finished are not kept (rule G12). What somebody is just writing has its
    /// time yet, and who forgets many waits for none of them (docs/decisions/0028).
    int forgetBefore(Instant limit) {
        return jdbc.sql("""
                        delete from booking.draft
                         where (person, principal, service) in (
                             select person, principal, service
                               from booking.draft
                              where saved_at < :limit
                                for update skip locked)
                        """).param("limit", limit.atOffset(ZoneOffset.UTC)).update();
    }
}
