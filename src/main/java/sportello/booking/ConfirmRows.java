package sportello.booking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sportello.booking.AppointmentRows.Request;
import sportello.identity.Actor;
import sportello.platform.Reference;
import sportello.platform.Together;

/// How a hold becomes an appointment: one statement, whoever asks. Those who confirm at the same moment, each for
/// themselves, go as one (docs/decisions/0028).
@Component
class ConfirmRows {

    /// How booking.confirm says no when it is a transaction of its own.
    private static final String REFUSED = "SB001";

    /// The same for all who ask, so that two who confirm many at once wait for each other instead of locking up: those
    /// who can want the same thing confirm for the same party.
    private static final Comparator<Asked> ORDER = Comparator.comparing(
                    (Asked asked) -> asked.wanted().person().party())
            .thenComparing(asked -> asked.wanted().service())
            .thenComparing(asked -> asked.wanted().hold())
            .thenComparing(asked -> asked.request().key().value());

    private final JdbcClient jdbc;
    private final Answers answers;
    private final Together<Asked, Confirmed> together = new Together<>(this::confirmAll);

    ConfirmRows(JdbcClient jdbc, Answers answers) {
        this.jdbc = jdbc;
        this.answers = answers;
    }

    /// What is to be booked, by whom, and who acts.
    record Wanted(Actor.Booker person, String service, UUID hold, Matter matter, Set<UUID> about, Actor by) {}

    record Asked(Request request, Wanted wanted, Reference reference, Instant now) {}

    /// `what`: booked, repeated, key-reused, hold-gone, already-booked, or refused for one of the last two.
    /// `appointment`: the one booked, only then.
    record Confirmed(
            String what,
            @Nullable AppointmentId id,
            @Nullable Appointment appointment) {}

    /// In a transaction of its own, or of all who ask now, whose follow-up is left for later; a refusal has left
    /// nothing behind.
    Confirmed alone(Asked asked) {
        return together.ask(asked);
    }

    /// In the caller's transaction: the caller rolls back a refusal, and sees to what follows.
    Confirmed within(Asked asked) {
        return confirm(asked, false);
    }

    /// In the order they asked.
    List<Confirmed> confirmAll(List<Asked> all) {
        if (all.size() == 1) return List.of(confirmOne(all.getFirst()));
        var order = IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparing(all::get, ORDER))
                .toList();
        var confirmed = confirmSorted(order.stream().map(all::get).toList());
        var answered = new Confirmed[all.size()];
        for (int n = 0; n < answered.length; n++) answered[order.get(n)] = confirmed.get(n);
        return List.of(answered);
    }

    private Confirmed confirmOne(Asked asked) {
        try {
            return confirm(asked, true);
        } catch (DataAccessException e) {
            if (!(e.getMostSpecificCause() instanceof SQLException refused) || !REFUSED.equals(refused.getSQLState()))
                throw e;
            return new Confirmed("refused", standing(asked.wanted()), null);
        }
    }

    private Confirmed confirm(Asked asked, boolean alone) {
        var request = asked.request();
        var wanted = asked.wanted();
        var person = wanted.person();
        var doer = wanted.by().doer();
        return jdbc.sql("""
                        select what, appointment, counter, office, starts_at, ends_at
                          from booking.confirm(:asker, :key, :fingerprint, :service, :hold, :booked_by, :principal,
                                               :assurance, :reference, cast(:matter as jsonb), :now, :booked_as, :about,
                                               :doer_kind, :doer_id, :on_behalf_of, :channel, :alone)
                        """)
                .param("asker", request.asker())
                .param("key", request.key().value())
                .param("fingerprint", request.fingerprint())
                .param("service", wanted.service())
                .param("hold", wanted.hold())
                .param("booked_by", person.person().value())
                .param("principal", person.party())
                .param("booked_as", bookedAs(person))
                .param("about", wanted.about().toArray(UUID[]::new))
                .param("assurance", person.assurance().name())
                .param("reference", asked.reference().value())
                .param("matter", answers.write(wanted.matter().answers()))
                .param("now", utc(asked.now()))
                .param("doer_kind", doer.kind())
                .param("doer_id", doer.id())
                .param("on_behalf_of", doer.onBehalfOf(), Types.VARCHAR)
                .param("channel", person.channel().code())
                .param("alone", alone)
                .query((row, n) -> confirmed(row, asked))
                .single();
    }

    private List<Confirmed> confirmSorted(List<Asked> all) {
        return jdbc.sql("""
                        select what, appointment, counter, office, starts_at, ends_at
                          from booking.confirm_all(:askers, :keys, :fingerprints, :services, :holds, :booked_by,
                                                   :principals, :assurances, :references, :matters, :nows, :booked_as,
                                                   :abouts, :doer_kinds, :doer_ids, :on_behalf_of, :channels)
                        """)
                .param("askers", texts(all, asked -> asked.request().asker()))
                .param("keys", ids(all, asked -> asked.request().key().value()))
                .param(
                        "fingerprints",
                        all.stream().map(asked -> asked.request().fingerprint()).toArray(byte[][]::new))
                .param("services", texts(all, asked -> asked.wanted().service()))
                .param("holds", ids(all, asked -> asked.wanted().hold()))
                .param(
                        "booked_by",
                        ids(all, asked -> asked.wanted().person().person().value()))
                .param("principals", ids(all, asked -> asked.wanted().person().party()))
                .param(
                        "assurances",
                        texts(all, asked -> asked.wanted().person().assurance().name()))
                .param("references", texts(all, asked -> asked.reference().value()))
                .param(
                        "matters",
                        texts(
                                all,
                                asked -> answers.write(asked.wanted().matter().answers())))
                .param("nows", texts(all, asked -> asked.now().toString()))
                .param("booked_as", texts(all, asked -> bookedAs(asked.wanted().person())))
                .param("abouts", texts(all, asked -> list(asked.wanted().about())))
                .param(
                        "doer_kinds",
                        texts(all, asked -> asked.wanted().by().doer().kind()))
                .param(
                        "doer_ids",
                        texts(all, asked -> asked.wanted().by().doer().id()))
                .param(
                        "on_behalf_of",
                        texts(all, asked -> asked.wanted().by().doer().onBehalfOf()))
                .param(
                        "channels",
                        texts(all, asked -> asked.wanted().person().channel().code()))
                .query((row, n) -> confirmed(row, all.get(n)))
                .list();
    }

    private static String[] texts(List<Asked> all, Function<Asked, @Nullable String> each) {
        return all.stream().map(each).toArray(String[]::new);
    }

    private static UUID[] ids(List<Asked> all, Function<Asked, UUID> each) {
        return all.stream().map(each).toArray(UUID[]::new);
    }

    /// As PostgreSQL writes a list, which within a list may be of any length.
    private static String list(Set<UUID> things) {
        return things.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private static String bookedAs(Actor.Booker person) {
        return person.entitled() instanceof Actor.Intermediary ? "intermediary" : "citizen";
    }

    private static Confirmed confirmed(ResultSet row, Asked asked) throws SQLException {
        var id = row.getObject("appointment", UUID.class);
        var what = row.getString("what");
        if (!what.equals("booked")) return new Confirmed(what, id == null ? null : new AppointmentId(id), null);
        var booked = new AppointmentId(id);
        var wanted = asked.wanted();
        return new Confirmed(
                what,
                booked,
                new Appointment(
                        booked,
                        asked.reference(),
                        wanted.service(),
                        row.getObject("counter", UUID.class),
                        row.getObject("office", UUID.class),
                        wanted.hold(),
                        wanted.person().person(),
                        wanted.person().party(),
                        row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                        row.getObject("ends_at", OffsetDateTime.class).toInstant(),
                        Appointment.Status.BOOKED,
                        0,
                        wanted.matter()));
    }

    private @Nullable AppointmentId standing(Wanted wanted) {
        return jdbc.sql("select booking.standing(:party, :service, :about, null) as id")
                .param("party", wanted.person().party())
                .param("service", wanted.service())
                .param("about", wanted.about().toArray(UUID[]::new))
                .query((row, n) -> Optional.ofNullable(row.getObject("id", UUID.class)))
                .single()
                .map(AppointmentId::new)
                .orElse(null);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
