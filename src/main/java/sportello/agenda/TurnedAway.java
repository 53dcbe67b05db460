package sportello.agenda;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import sportello.identity.PersonId;
import sportello.offices.Counter;
import sportello.platform.ProductClock;

/// Who asked for an hour and found it taken: part of the demand a manager sees (rule G9). In a rush they are many: they
/// are
/// gathered and written down together, and a figure may lack those of a node that was killed.
@Component
class TurnedAway {

    private static final int MOST_GATHERED = 20_000;

    private final JdbcClient jdbc;
    private final ProductClock clock;
    private final Set<Asked> gathered = ConcurrentHashMap.newKeySet();

    TurnedAway(JdbcClient jdbc, ProductClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Asked(
            String service, LocalDate week, @Nullable UUID office, UUID person) {}

    /// `there`: the counters that have that hour.
    void note(Search search, List<Offer.There> there, Instant startsAt, PersonId person) {
        if (gathered.size() >= MOST_GATHERED) return;
        var office = search.counter() == null
                ? search.office()
                : there.stream()
                        .map(each -> each.counter().office())
                        .findFirst()
                        .orElse(null);
        var week = ProductClock.inRome(startsAt).toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        gathered.add(new Asked(search.service(), week, office, person.value()));
    }

    @Scheduled(initialDelay = 10, fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    public void write() {
        var some = new ArrayList<>(gathered);
        if (some.isEmpty()) return;
        jdbc.sql("""
                        insert into agenda.turned_away (service, week, office, person)
                        select * from unnest(cast(:services as text[]), cast(:weeks as date[]), cast(:offices as uuid[]),
                                             cast(:persons as uuid[]))
                        on conflict on constraint a_person_is_turned_away_once_in_a_week do nothing
                        """)
                .param("services", column(some, Asked::service))
                .param("weeks", column(some, asked -> asked.week().toString()))
                .param(
                        "offices",
                        column(
                                some,
                                asked -> asked.office() == null
                                        ? null
                                        : asked.office().toString()))
                .param("persons", column(some, asked -> asked.person().toString()))
                .update();
        some.forEach(gathered::remove);
    }

    private static @Nullable String[] column(List<Asked> some, Function<Asked, @Nullable String> of) {
        return some.stream().map(of).toArray(String[]::new);
    }

    @Scheduled(initialDelay = 7, fixedDelay = 720, timeUnit = TimeUnit.MINUTES)
    public void forget() {
        jdbc.sql("delete from agenda.turned_away where week < cast(:today as date) - 35")
                .param("today", clock.today())
                .update();
    }

    /// How many people found an hour of this counter's service taken, at its office or anywhere, in each of the weeks.
    List<Integer> weeks(Counter counter, LocalDate monday, int weeks) {
        return jdbc.sql("""
                        select count(distinct t.person) as people
                          from generate_series(0, :weeks - 1) as n (week)
                          left join agenda.turned_away as t
                            on t.service = :service and t.week = cast(:monday as date) + n.week * 7
                           and (t.office is null or t.office = :office)
                         group by n.week
                         order by n.week
                        """)
                .param("service", counter.service())
                .param("office", counter.office())
                .param("monday", monday)
                .param("weeks", weeks)
                .query((row, n) -> row.getInt("people"))
                .list();
    }
}
