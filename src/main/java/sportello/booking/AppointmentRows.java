package sportello.booking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.Channel;
import sportello.identity.PersonId;
import sportello.platform.IdempotencyKey;
import sportello.platform.Reference;

/// All the SQL of appointments and of what was answered under a key.
@Component
class AppointmentRows {

    /// What `kept` reads, of `booking.appointment as a`.
    static final String COLUMNS = """
            a.id, a.reference, a.service, a.counter, a.office, a.hold, a.booked_by, a.booked_as, a.principal, a.assurance,
            a.channel, a.through, a.starts_at, a.ends_at, a.status, a.version, a.matter,
            exists (select from booking.follow_up as f where f.appointment = a.id) as unfinished
            """;

    private static final String SELECT = "select " + COLUMNS + " from booking.appointment as a ";

    private final JdbcClient jdbc;
    private final Answers answers;

    AppointmentRows(JdbcClient jdbc, Answers answers) {
        this.jdbc = jdbc;
        this.answers = answers;
    }

    /// An appointment with whose it is and how surely they had proved it; `through`: the program that booked it for
    /// them;
    /// `unfinished` while something of its booking is still to be done.
    record Kept(
            Appointment appointment,
            boolean byStudio,
            Assurance assurance,
            Channel channel,
            @Nullable String through,
            boolean unfinished) {

        /// Who booked, as they were when they did.
        Actor.Booker booker() {
            return byStudio
                    ? new Actor.Intermediary(appointment.bookedBy(), assurance, appointment.party(), channel)
                    : new Actor.Citizen(appointment.bookedBy(), assurance, null, channel);
        }
    }

    record Request(String asker, IdempotencyKey key, byte[] fingerprint) {}

    record Answered(
            byte[] fingerprint,
            AppointmentId appointment,
            @Nullable Instant movedFrom) {
        boolean to(Request request) {
            return Arrays.equals(fingerprint, request.fingerprint());
        }
    }

    Optional<Answered> answered(Request request) {
        return jdbc.sql("""
                        select fingerprint, appointment, moved_from
                          from booking.answer
                         where asker = :asker and key = :key and appointment is not null
                        """)
                .param("asker", request.asker())
                .param("key", request.key().value())
                .query((row, n) -> {
                    var from = row.getObject("moved_from", OffsetDateTime.class);
                    return new Answered(
                            row.getBytes("fingerprint"),
                            new AppointmentId(row.getObject("appointment", UUID.class)),
                            from == null ? null : from.toInstant());
                })
                .optional();
    }

    /// False when this key was answered already.
    boolean answer(Request request, AppointmentId id, @Nullable Instant movedFrom, Instant now) {
        return jdbc.sql("""
                        insert into booking.answer (asker, key, fingerprint, appointment, moved_from, at)
                        values (:asker, :key, :fingerprint, :appointment, :moved_from, :now)
                        on conflict do nothing
                        """)
                        .param("asker", request.asker())
                        .param("key", request.key().value())
                        .param("fingerprint", request.fingerprint())
                        .param("appointment", id.value())
                        .param("moved_from", movedFrom == null ? null : utc(movedFrom))
                        .param("now", utc(now))
                        .update()
                == 1;
    }

    void forgetAnswersBefore(Instant limit) {
        jdbc.sql("delete from booking.answer where at < :limit")
                .param("limit", utc(limit))
                .update();
    }

    Optional<Kept> find(AppointmentId id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id.value())
                .query((row, n) -> kept(row))
                .optional();
    }

    List<Kept> all(Collection<AppointmentId> ids) {
        return jdbc.sql(SELECT + "where id = any (:ids)")
                .param("ids", ids.stream().map(AppointmentId::value).toArray(UUID[]::new))
                .query((row, n) -> kept(row))
                .list();
    }

    List<Kept> settled(Collection<AppointmentId> ids) {
        return jdbc.sql(SELECT + "where id = any (:ids) order by id for share")
                .param("ids", ids.stream().map(AppointmentId::value).toArray(UUID[]::new))
                .query((row, n) -> kept(row))
                .list();
    }

    Optional<Kept> lock(AppointmentId id) {
        return jdbc.sql(SELECT + "where id = :id for update")
                .param("id", id.value())
                .query((row, n) -> kept(row))
                .optional();
    }

    Optional<Kept> find(Reference reference) {
        return jdbc.sql(SELECT + "where reference = :reference")
                .param("reference", reference.value())
                .query((row, n) -> kept(row))
                .optional();
    }

    List<Kept> ofParty(UUID party) {
        return jdbc.sql(SELECT + "where principal = :party order by starts_at desc")
                .param("party", party)
                .query((row, n) -> kept(row))
                .list();
    }

    /// In the order of hours backwards, those after a place in it.
    List<Kept> after(UUID party, Optional<Bookings.Place> place, int most) {
        return jdbc.sql(SELECT + """
                        where principal = :party
                          and (cast(:at as timestamptz) is null or (starts_at, id) < (:at, cast(:id as uuid)))
                        order by starts_at desc, id desc limit :most
                        """)
                .param("party", party)
                .param("at", place.map(it -> utc(it.startsAt())).orElse(null), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", place.map(it -> it.id().value()).orElse(null), Types.OTHER)
                .param("most", most)
                .query((row, n) -> kept(row))
                .list();
    }

    /// The open appointment that stands in the way of another: one per person and service, or one per thing.
    @Nullable AppointmentId openOf(UUID party, String service, Set<UUID> about) {
        return jdbc.sql("""
                        select a.id from booking.appointment as a
                         where a.principal = :party and a.service = :service and a.status = 'BOOKED'
                           and (cardinality(:about) = 0 and a.one_per_person
                                or exists (select from booking.appointment_about as o
                                            where o.appointment = a.id and o.open and o.thing = any (:about)))
                         limit 1
                        """)
                .param("party", party)
                .param("service", service)
                .param("about", about.toArray(UUID[]::new))
                .query((row, n) -> new AppointmentId(row.getObject("id", UUID.class)))
                .optional()
                .orElse(null);
    }

    List<Kept> coming(UUID party, int most) {
        return jdbc.sql(SELECT + """
                        where principal = :party and status = 'BOOKED' order by starts_at, id limit :most
                        """)
                .param("party", party)
                .param("most", most)
                .query((row, n) -> kept(row))
                .list();
    }

    List<Kept> past(UUID party, int most) {
        return jdbc.sql(SELECT + """
                        where principal = :party and status <> 'BOOKED' order by starts_at desc, id limit :most
                        """)
                .param("party", party)
                .param("most", most)
                .query((row, n) -> kept(row))
                .list();
    }

    List<Appointment> ofOffice(UUID office, Instant from, Instant to) {
        return jdbc
                .sql(SELECT + """
                        where office = :office and starts_at >= :from and starts_at < :to
                        order by starts_at, id
                        """)
                .param("office", office)
                .param("from", utc(from))
                .param("to", utc(to))
                .query((row, n) -> kept(row))
                .list()
                .stream()
                .map(Kept::appointment)
                .toList();
    }

    Optional<String> reason(AppointmentId id) {
        return jdbc.sql("""
                        select settled_reason from booking.appointment where id = :id and settled_reason is not null
                        """).param("id", id.value()).query(String.class).optional();
    }

    void settle(Appointment before, Appointment.Status as, @Nullable String reason) {
        expectOne(jdbc.sql("""
                        update booking.appointment
                           set status = :status, settled_reason = :reason, version = version + 1
                         where id = :id and version = :version and status = 'BOOKED'
                        """)
                .param("status", as.name())
                .param("reason", reason)
                .param("id", before.id().value())
                .param("version", before.version())
                .update());
    }

    void move(Appointment before, Appointment after) {
        expectOne(jdbc.sql("""
                        update booking.appointment
                           set hold = :hold, starts_at = :starts_at, ends_at = :ends_at, version = version + 1
                         where id = :id and version = :version and status = 'BOOKED'
                        """)
                .param("hold", after.hold())
                .param("starts_at", utc(after.startsAt()))
                .param("ends_at", utc(after.endsAt()))
                .param("id", before.id().value())
                .param("version", before.version())
                .update());
    }

    /// A further appointment is the program's that booked the first.
    void passOn(AppointmentId first, AppointmentId next) {
        jdbc.sql("""
                        update booking.appointment
                           set through = (select was.through from booking.appointment was where was.id = :first)
                         where id = :next
                        """).param("first", first.value()).param("next", next.value()).update();
    }

    private static void expectOne(int rows) {
        if (rows != 1) throw new IllegalStateException("The appointment changed meanwhile");
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                new Appointment(
                        new AppointmentId(row.getObject("id", UUID.class)),
                        new Reference(row.getString("reference")),
                        row.getString("service"),
                        row.getObject("counter", UUID.class),
                        row.getObject("office", UUID.class),
                        row.getObject("hold", UUID.class),
                        new PersonId(row.getObject("booked_by", UUID.class)),
                        row.getObject("principal", UUID.class),
                        row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                        row.getObject("ends_at", OffsetDateTime.class).toInstant(),
                        Appointment.Status.valueOf(row.getString("status")),
                        row.getLong("version"),
                        new Matter(answers.read(row.getString("matter")))),
                row.getString("booked_as").equals("intermediary"),
                Assurance.valueOf(row.getString("assurance")),
                Channel.of(row.getString("channel")).orElseThrow(),
                row.getString("through"),
                row.getBoolean("unfinished"));
    }
}
