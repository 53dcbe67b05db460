package sportello.booking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sportello.agenda.Agenda;
import sportello.booking.WaitingList.Days;
import sportello.booking.WaitingList.Offer;
import sportello.booking.WaitingList.Part;
import sportello.booking.WaitingList.Wanted;
import sportello.booking.WaitingList.Wish;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.PersonId;
import sportello.platform.ProductClock;

/// All the SQL of the waiting list. A wish's row is locked before its offers are touched: it is what two who answer, or
/// an answer and the end of the time, wait for.
@Component
class WishRows {

    private static final String OPEN = "('WAITING', 'OFFERED')";

    private static final String WISH = """
            w.id, w.service, w.counter, cast(w.days as text) as days, w.part, w.party, w.person, w.booked_as, w.delegation,
            w.assurance, w.about, w.matter, w.appointment, w.since, w.state, w.unanswered
            """;

    private static final String AHEAD = """
            (select count(*) from booking.wish as o
              where o.service = w.service and o.state in ('WAITING', 'OFFERED')
                and (o.since, o.id) < (w.since, w.id) and o.days && w.days
                and (o.counter is null or w.counter is null or o.counter = w.counter)
                and (o.part is null or w.part is null or o.part = w.part)) as ahead
            """;

    private static final String OFFER = """
            select o.id, o.wish, w.service, o.hold, o.counter, o.office, o.starts_at, o.ends_at, o.until, o.state, w.person,
                   w.matter ->> 'contact.mobile' as mobile, w.matter ->> 'contact.email' as email,
                   w.appointment as instead, o.appointment, o.moved_from
              from booking.offer as o join booking.wish as w on w.id = o.wish
            """;

    private static final Pattern DAYS = Pattern.compile("\\[(\\d+-\\d+-\\d+),(\\d+-\\d+-\\d+)\\)");

    private final JdbcClient jdbc;
    private final Answers answers;

    WishRows(JdbcClient jdbc, Answers answers) {
        this.jdbc = jdbc;
        this.answers = answers;
    }

    /// A wish with what only this room needs of it.
    record Kept(
            UUID id, Wanted wanted, Actor.Booker booker, Instant since, String state, int unanswered, Set<UUID> about) {

        boolean open() {
            return state.equals("WAITING") || state.equals("OFFERED");
        }

        Wish seen(int ahead, @Nullable Offer offer) {
            return new Wish(
                    id,
                    wanted.service(),
                    wanted.counter(),
                    wanted.days(),
                    wanted.part(),
                    booker.person(),
                    booker.party(),
                    wanted.matter(),
                    wanted.instead(),
                    since,
                    ahead,
                    offer);
        }
    }

    /// An offer with its hold.
    record Made(Offer offer, UUID hold, @Nullable Instant movedFrom) {}

    /// Empty when this party waits already.
    Optional<UUID> keep(Actor.Booker by, Wanted wanted, Set<UUID> about, Instant now) {
        var instead = wanted.instead();
        var part = wanted.part();
        return jdbc.sql("""
                        insert into booking.wish (service, counter, days, part, party, person, booked_as, delegation,
                                                  assurance, about, matter, appointment, since)
                        values (:service, :counter, cast(:days as datemultirange), :part, :party, :person, :booked_as,
                                :delegation, :assurance, :about, cast(:matter as jsonb), :appointment, :now)
                        on conflict (party, service, about) where state in ('WAITING', 'OFFERED') do nothing
                        returning id
                        """)
                .param("service", wanted.service())
                .param("counter", wanted.counter())
                .param("days", multirange(wanted.days()))
                .param("part", part == null ? null : part.name())
                .param("party", by.party())
                .param("person", by.person().value())
                .param("booked_as", as(by))
                .param(
                        "delegation",
                        by.entitled()
                                        instanceof
                                        Actor.Citizen(var _, var _, Actor.OnBehalf(var _, var delegation), var _)
                                ? delegation
                                : null)
                .param("assurance", by.assurance().name())
                .param("about", sorted(about))
                .param("matter", answers.write(wanted.matter().answers()))
                .param("appointment", instead == null ? null : instead.value())
                .param("now", utc(now))
                .query(UUID.class)
                .optional();
    }

    Optional<UUID> openWish(Actor.Booker by, String service, Set<UUID> about) {
        return jdbc.sql("select id from booking.wish where party = :party and service = :service and about = :about"
                        + " and state in " + OPEN)
                .param("party", by.party())
                .param("service", service)
                .param("about", sorted(about))
                .query(UUID.class)
                .optional();
    }

    List<Wish> openOf(Actor.Booker by) {
        return jdbc.sql("select " + WISH + ", " + AHEAD + """
                          from booking.wish as w
                         where w.party = :party and w.booked_as = :booked_as and w.state in ('WAITING', 'OFFERED')
                         order by w.since, w.id
                        """)
                .param("party", by.party())
                .param("booked_as", as(by))
                .query((row, n) -> seen(row))
                .list();
    }

    Optional<Wish> seen(UUID wish) {
        return jdbc.sql("select " + WISH + ", " + AHEAD + "from booking.wish as w where w.id = :id and w.state in "
                        + OPEN)
                .param("id", wish)
                .query((row, n) -> seen(row))
                .optional();
    }

    private Wish seen(ResultSet row) throws SQLException {
        var kept = kept(row);
        var offer = kept.state().equals("OFFERED") ? openOffer(kept.id()).map(Made::offer) : Optional.<Offer>empty();
        return kept.seen(row.getInt("ahead"), offer.orElse(null));
    }

    Optional<Kept> find(UUID wish) {
        return jdbc.sql("select " + WISH + "from booking.wish as w where w.id = :id")
                .param("id", wish)
                .query((row, n) -> kept(row))
                .optional();
    }

    Optional<Kept> lock(UUID wish) {
        return jdbc.sql("select " + WISH + "from booking.wish as w where w.id = :id for update")
                .param("id", wish)
                .query((row, n) -> kept(row))
                .optional();
    }

    boolean anybodyWaits(String service) {
        return jdbc.sql("select booking.anybody_waits(:service)")
                .param("service", service)
                .query(Boolean.class)
                .single();
    }

    /// The first who could take this place, locked; others who free a place at the same time wait and take the next.
    /// `there`: the counters of its office for its service, `serves`: what this one serves. Who has just booked
    /// stands in line until what follows their booking is done, yet wants nothing more.
    Optional<Kept> nextInLine(Agenda.Freed place, Set<UUID> skipped, Set<UUID> there, Set<String> serves) {
        var starts = ProductClock.inRome(place.startsAt());
        return jdbc.sql("select " + WISH + """
                          from booking.wish as w
                          left join booking.appointment as a on a.id = w.appointment
                         where w.service = :service and w.state = 'WAITING'
                           and w.person <> :by and not (w.id = any (:skipped))
                           and (w.counter is null or w.counter = any (:there))
                           and string_to_array(coalesce(w.matter ->> 'needs', ''), ' ') <@ cast(:serves as text[])
                           and w.days @> cast(:day as date)
                           and (w.part is null or w.part = :part)
                           and (w.appointment is null or a.status = 'BOOKED' and :starts_at < a.starts_at)
                           and (w.appointment is not null or w.about <> '{}'
                                or not exists (select from booking.appointment as b
                                                where b.principal = w.party and b.service = w.service
                                                  and b.status = 'BOOKED' and b.one_per_person))
                           and not exists (select from booking.offer as o
                                            where o.wish = w.id and o.counter = :counter and o.starts_at = :starts_at)
                         order by w.since, w.id
                         limit 1
                           for update of w
                        """)
                .param("service", place.service())
                .param("by", place.by().value())
                .param("skipped", skipped.toArray(UUID[]::new))
                .param("counter", place.counter())
                .param("there", there.toArray(UUID[]::new))
                .param("serves", serves.toArray(String[]::new))
                .param("day", starts.toLocalDate())
                .param("part", Part.of(starts.toLocalTime()).name())
                .param("starts_at", utc(place.startsAt()))
                .query((row, n) -> kept(row))
                .optional();
    }

    void is(UUID wish, String state, int unanswered) {
        jdbc.sql("update booking.wish set state = :state, unanswered = :unanswered where id = :id")
                .param("state", state)
                .param("unanswered", unanswered)
                .param("id", wish)
                .update();
    }

    /// What it was about is forgotten with it (rule G12).
    void end(UUID wish, String state, Instant now) {
        jdbc.sql("update booking.wish set state = :state, ended_at = :now, matter = '{}' where id = :id")
                .param("state", state)
                .param("now", utc(now))
                .param("id", wish)
                .update();
    }

    void waitsForAny(UUID wish) {
        jdbc.sql("update booking.wish set appointment = null where id = :id")
                .param("id", wish)
                .update();
    }

    /// Open wishes that a booking fulfils: of the same party and service, about the same things.
    List<Kept> lockFulfilledBy(UUID party, String service, Set<UUID> about) {
        return jdbc.sql("select " + WISH + """
                          from booking.wish as w
                         where w.party = :party and w.service = :service and w.state in ('WAITING', 'OFFERED')
                           and (w.about && :about or w.about = :about)
                         order by w.since, w.id
                           for update
                        """)
                .param("party", party)
                .param("service", service)
                .param("about", sorted(about))
                .query((row, n) -> kept(row))
                .list();
    }

    List<Kept> lockInsteadOf(AppointmentId appointment) {
        return jdbc.sql("select " + WISH + """
                          from booking.wish as w
                         where w.appointment = :appointment and w.state in ('WAITING', 'OFFERED')
                         order by w.since, w.id
                           for update
                        """)
                .param("appointment", appointment.value())
                .query((row, n) -> kept(row))
                .list();
    }

    UUID offer(Kept wish, Agenda.Freed place, UUID hold, Instant until, Instant now) {
        return jdbc.sql("""
                        insert into booking.offer (wish, hold, counter, office, desk, starts_at, ends_at, offered_at, until)
                        values (:wish, :hold, :counter, :office, :desk, :starts_at, :ends_at, :now, :until)
                        returning id
                        """)
                .param("wish", wish.id())
                .param("hold", hold)
                .param("counter", place.counter())
                .param("office", place.office())
                .param("desk", place.desk())
                .param("starts_at", utc(place.startsAt()))
                .param("ends_at", utc(place.endsAt()))
                .param("now", utc(now))
                .param("until", utc(until))
                .query(UUID.class)
                .single();
    }

    Optional<Made> offer(UUID offer) {
        return jdbc.sql(OFFER + "where o.id = :id")
                .param("id", offer)
                .query((row, n) -> made(row))
                .optional();
    }

    Optional<Made> openOffer(UUID wish) {
        return jdbc.sql(OFFER + "where o.wish = :wish and o.state = 'OPEN'")
                .param("wish", wish)
                .query((row, n) -> made(row))
                .optional();
    }

    void answered(UUID offer, Offer.State state, @Nullable AppointmentId as, @Nullable Instant movedFrom, Instant now) {
        int rows = jdbc.sql("""
                        update booking.offer
                           set state = :state, answered_at = :now, appointment = :appointment, moved_from = :moved_from
                         where id = :id and state = 'OPEN'
                        """)
                .param("state", state.name())
                .param("now", utc(now))
                .param("appointment", as == null ? null : as.value())
                .param("moved_from", movedFrom == null ? null : utc(movedFrom))
                .param("id", offer)
                .update();
        if (rows != 1) throw new IllegalStateException("An offer was answered meanwhile");
    }

    /// A wish whose offer's time ran out, locked; empty when there is none that another node does not deal with.
    /// Also one whose counter closed, or was suspended: nobody waits behind an hour that is none.
    Optional<Kept> oneWithAnOfferThatRanOut(Instant now) {
        return jdbc.sql("select " + WISH + """
                          from booking.wish as w
                         where w.state = 'OFFERED'
                           and w.id in (select o.wish from booking.offer as o
                                         where o.state = 'OPEN'
                                           and (o.until <= :now or agenda.is_withdrawn(o.hold)))
                         limit 1
                           for update of w skip locked
                        """)
                .param("now", utc(now))
                .query((row, n) -> kept(row))
                .optional();
    }

    /// No day left to wait for, or no appointment to bring forward.
    int endThoseWithoutHope(LocalDate today, Instant now) {
        return jdbc.sql("""
                        update booking.wish as w
                           set state = 'ENDED', ended_at = :now, matter = '{}'
                         where w.state = 'WAITING'
                           and (upper(w.days) <= cast(:today as date)
                                or exists (select from booking.appointment as a
                                            where a.id = w.appointment and a.starts_at <= :now))
                        """).param("now", utc(now)).param("today", today).update();
    }

    void forgetEndedBefore(Instant limit) {
        jdbc.sql("delete from booking.wish where ended_at < :limit")
                .param("limit", utc(limit))
                .update();
    }

    private Kept kept(ResultSet row) throws SQLException {
        var person = new PersonId(row.getObject("person", UUID.class));
        var party = row.getObject("party", UUID.class);
        var assurance = Assurance.valueOf(row.getString("assurance"));
        var delegation = row.getObject("delegation", UUID.class);
        var part = row.getString("part");
        var appointment = row.getObject("appointment", UUID.class);
        return new Kept(
                row.getObject("id", UUID.class),
                new Wanted(
                        row.getString("service"),
                        row.getObject("counter", UUID.class),
                        days(row.getString("days")),
                        part == null ? null : Part.valueOf(part),
                        new Matter(answers.read(row.getString("matter"))),
                        appointment == null ? null : new AppointmentId(appointment)),
                row.getString("booked_as").equals("intermediary")
                        ? new Actor.Intermediary(person, assurance, party)
                        : new Actor.Citizen(
                                person,
                                assurance,
                                delegation == null ? null : new Actor.OnBehalf(new PersonId(party), delegation)),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getString("state"),
                row.getInt("unanswered"),
                Set.of((UUID[]) row.getArray("about").getArray()));
    }

    private static Made made(ResultSet row) throws SQLException {
        var instead = row.getObject("instead", UUID.class);
        var appointment = row.getObject("appointment", UUID.class);
        var movedFrom = row.getObject("moved_from", OffsetDateTime.class);
        return new Made(
                new Offer(
                        row.getObject("id", UUID.class),
                        row.getObject("wish", UUID.class),
                        row.getString("service"),
                        row.getObject("counter", UUID.class),
                        row.getObject("office", UUID.class),
                        row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                        row.getObject("ends_at", OffsetDateTime.class).toInstant(),
                        row.getObject("until", OffsetDateTime.class).toInstant(),
                        Offer.State.valueOf(row.getString("state")),
                        new PersonId(row.getObject("person", UUID.class)),
                        text(row.getString("mobile")),
                        text(row.getString("email")),
                        instead == null ? null : new AppointmentId(instead),
                        appointment == null ? null : new AppointmentId(appointment)),
                row.getObject("hold", UUID.class),
                movedFrom == null ? null : movedFrom.toInstant());
    }

    private static String text(@Nullable String found) {
        return found == null ? "" : found;
    }

    private static String multirange(List<Days> days) {
        return days.stream()
                .map(each -> "[" + each.from() + "," + each.until() + "]")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static List<Days> days(String multirange) {
        var found = new ArrayList<Days>();
        var each = DAYS.matcher(multirange);
        while (each.find())
            found.add(new Days(
                    LocalDate.parse(each.group(1)),
                    LocalDate.parse(each.group(2)).minusDays(1)));
        return List.copyOf(found);
    }

    private static UUID[] sorted(Set<UUID> about) {
        return about.stream().sorted().toArray(UUID[]::new);
    }

    static String as(Actor.Booker by) {
        return by.entitled() instanceof Actor.Intermediary ? "intermediary" : "citizen";
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
