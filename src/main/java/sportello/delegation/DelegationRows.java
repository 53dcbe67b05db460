package sportello.delegation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.audit.Doer;
import sportello.identity.PersonId;
import sportello.platform.RoomFunction;

/// The register's tables.
@Repository
class DelegationRows {

    /// The function that answers `known`.
    static final RoomFunction KNOWN = new RoomFunction("delegation.known");

    private final JdbcClient jdbc;

    DelegationRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void writeLimits(int delegatesPerDelegator, int delegationsPerDelegate) {
        jdbc.sql("""
                update delegation.limits
                   set delegates_per_delegator = :delegates, delegations_per_delegate = :delegations
                """)
                .param("delegates", delegatesPerDelegator)
                .param("delegations", delegationsPerDelegate)
                .update();
    }

    /// Takes the lowest free seat on either side. Empty when somebody took one of them at the same moment: look again.
    Optional<Delegation> insert(
            PersonId delegator, PersonId delegate, Instant at, @Nullable LocalDate until, @Nullable UUID caseId) {
        return jdbc.sql("""
                insert into delegation.delegation
                    (delegator, delegate, delegator_seat, delegate_seat, granted_at, until, case_id)
                select :delegator, :delegate,
                       (select min(seat) from generate_series(1, 1 + (select count(*) from delegation.delegation
                                                where delegator = :delegator and ended_at is null)) seat
                         where not exists (select from delegation.delegation
                                where delegator = :delegator and ended_at is null and delegator_seat = seat)),
                       (select min(seat) from generate_series(1, 1 + (select count(*) from delegation.delegation
                                                where delegate = :delegate and ended_at is null)) seat
                         where not exists (select from delegation.delegation
                                where delegate = :delegate and ended_at is null and delegate_seat = seat)),
                       :at, :until, :case
                on conflict do nothing
                returning id, delegator, delegate, granted_at, until, ended_at, end_reason, case_id
                """)
                .param("delegator", delegator.value())
                .param("delegate", delegate.value())
                .param("at", Timestamp.from(at))
                .param("until", until, java.sql.Types.DATE)
                .param("case", caseId, java.sql.Types.OTHER)
                .query(DelegationRows::read)
                .optional();
    }

    boolean sameTwo(PersonId delegator, PersonId delegate) {
        return jdbc.sql("""
                select exists (select from delegation.delegation
                 where delegator = :delegator and delegate = :delegate and ended_at is null)
                """)
                .param("delegator", delegator.value())
                .param("delegate", delegate.value())
                .query(Boolean.class)
                .single();
    }

    Optional<Delegation> find(UUID id) {
        return jdbc.sql("""
                select id, delegator, delegate, granted_at, until, ended_at, end_reason, case_id
                  from delegation.delegation where id = :id
                """).param("id", id).query(DelegationRows::read).optional();
    }

    /// What judging a booking takes of who books, by name.
    Map<String, String> known(PersonId person, LocalDate today) {
        return jdbc
                .sql("select each.key, each.value from " + KNOWN + "(:person, :today), jsonb_each_text(known) as each")
                .param("person", person.value())
                .param("today", today)
                .query((row, n) -> Map.entry(row.getString("key"), row.getString("value")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    List<Delegation> inForceForDelegate(PersonId delegate, LocalDate today) {
        return jdbc.sql("""
                select id, delegator, delegate, granted_at, until, ended_at, end_reason, case_id
                  from delegation.delegation
                 where delegate = :person and ended_at is null and (until is null or until >= :today)
                 order by granted_at
                """)
                .param("person", delegate.value())
                .param("today", today)
                .query(DelegationRows::read)
                .list();
    }

    List<Delegation> inForceOfDelegator(PersonId delegator, LocalDate today) {
        return jdbc.sql("""
                select id, delegator, delegate, granted_at, until, ended_at, end_reason, case_id
                  from delegation.delegation
                 where delegator = :person and ended_at is null and (until is null or until >= :today)
                 order by granted_at
                """)
                .param("person", delegator.value())
                .param("today", today)
                .query(DelegationRows::read)
                .list();
    }

    List<Delegation> ofPerson(PersonId person) {
        return jdbc.sql("""
                select id, delegator, delegate, granted_at, until, ended_at, end_reason, case_id
                  from delegation.delegation
                 where delegator = :person or delegate = :person
                 order by granted_at desc
                """)
                .param("person", person.value())
                .query(DelegationRows::read)
                .list();
    }

    Optional<Delegation> end(UUID id, Delegation.EndReason reason, Instant at) {
        return jdbc.sql("""
                update delegation.delegation
                   set ended_at = :at, end_reason = :reason
                 where id = :id and ended_at is null
                returning id, delegator, delegate, granted_at, until, ended_at, end_reason, case_id
                """)
                .param("id", id)
                .param("reason", reason.name())
                .param("at", Timestamp.from(at))
                .query(DelegationRows::read)
                .optional();
    }

    /// Ends what ran out before `today`; only these two people's when they are given.
    List<Delegation> endExpired(LocalDate today, Instant at, @Nullable PersonId one, @Nullable PersonId other) {
        return jdbc.sql("""
                update delegation.delegation
                   set ended_at = :at, end_reason = 'EXPIRED'
                 where id in (select id from delegation.delegation
                               where ended_at is null and until < :today
                                 and (cast(:one as uuid) is null or delegator in (:one, :other) or delegate in (:one, :other))
                               order by id for update)
                   and ended_at is null
                returning id, delegator, delegate, granted_at, until, ended_at, end_reason, case_id
                """)
                .param("today", today)
                .param("at", Timestamp.from(at))
                .param("one", one == null ? null : one.value(), java.sql.Types.OTHER)
                .param("other", other == null ? null : other.value(), java.sql.Types.OTHER)
                .query(DelegationRows::read)
                .list();
    }

    boolean insertUse(UUID delegation, String service, Instant at, LocalDate today, Doer by) {
        return jdbc.sql("""
                insert into delegation.use (delegation, service, at, doer_kind, doer_id)
                select id, :service, :at, :kind, :doer
                  from delegation.delegation
                 where id = :delegation and ended_at is null and (until is null or until >= :today)
                """)
                        .param("delegation", delegation)
                        .param("service", service)
                        .param("at", Timestamp.from(at))
                        .param("today", today)
                        .param("kind", by.kind())
                        .param("doer", by.id())
                        .update()
                == 1;
    }

    List<Register.Use> uses(UUID delegation) {
        return jdbc.sql("""
                select service, at, doer_kind, doer_id
                  from delegation.use where delegation = :delegation
                 order by at desc, id desc limit 500
                """)
                .param("delegation", delegation)
                .query((row, n) -> new Register.Use(
                        row.getString("service"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("doer_kind"),
                        row.getString("doer_id")))
                .list();
    }

    private static Delegation read(ResultSet row, int number) throws SQLException {
        var endedAt = row.getTimestamp("ended_at");
        var reason = row.getString("end_reason");
        return new Delegation(
                row.getObject("id", UUID.class),
                new PersonId(row.getObject("delegator", UUID.class)),
                new PersonId(row.getObject("delegate", UUID.class)),
                row.getTimestamp("granted_at").toInstant(),
                row.getObject("until", LocalDate.class),
                endedAt == null ? null : endedAt.toInstant(),
                reason == null ? null : Delegation.EndReason.valueOf(reason),
                row.getObject("case_id", UUID.class));
    }
}
