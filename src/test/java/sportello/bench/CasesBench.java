package sportello.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.casework.Consultancies;
import sportello.casework.QueueFilter;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.intermediaries.QuestionSearch;
import sportello.intermediaries.Questions;
import sportello.intermediaries.Studios;
import sportello.offices.Cassetto;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.testing.RunningProduct;

/// `bench cases`: how long an officer waits for the unit's queue with 10,000 open cases in it, and officer and
/// intermediary for a search in 1,000,000 questions of 100 offices and 2,000 studios, beside a read by primary key in
/// the same run: bean, pool, driver, durable PostgreSQL.
///
/// `queue_p95_ms`: every view in turn, first page and the next, one in three with a text. `search_p95_ms`: a frequent
/// word, two words, a rare one, a protocol number, a position's code, and none, by the studio and by the office in
/// turn.
/// `primary_key_p95_ms`: one question by its id.
final class CasesBench {

    private static final int QUESTIONS = 1_000_000;
    private static final int OPEN_CASES = 10_000;
    private static final int WARM = 60;
    private static final UUID OFFICE = UUID.fromString("0197f000-0000-7000-8000-0000000000be");

    private CasesBench() {}

    static void run(boolean quick) throws Exception {
        var report = new Report("cases");
        var settings = Map.<String, Object>of(
                "sportello.database.url", "embedded",
                "sportello.media.janus", "off",
                "sportello.data", DataFolders.make("cases").toString());
        try (var product = RunningProduct.with(settings)) {
            MeetingBench.durable(product.bean(JdbcClient.class));
            var stage = stage(product);
            load(product, stage);
            measure(product, stage, report, quick ? 240 : 1_200);
        }
        report.write();
    }

    private record Stage(Actor.Official carla, UUID unit, Actor.Intermediary dario) {}

    private static Stage stage(RunningProduct product) {
        var offices = product.bean(Offices.class);
        offices.open(new Office(
                OFFICE, "Direzione provinciale", OfficeKind.DIREZIONE_PROVINCIALE, "Comune", "ZZ", null, false));
        var unit = offices.openUnit(OFFICE, "credit-assessment", "U.O.", "uo@inps.example");
        var person = new PersonId(UUID.randomUUID());
        var rights = Set.of(Right.HOLD_MEETINGS);
        var staff = offices.employ(person, OFFICE, "Funzionaria", rights).staff();
        offices.assign(staff, unit.id());
        var studios = product.bean(Studios.class);
        var studio = studios.open("Studio", "00000000018");
        var dario = new PersonId(UUID.randomUUID());
        studios.enrol(studio.id(), dario, Set.of(Cassetto.values()));
        return new Stage(
                new Actor.Official(staff, person, OFFICE, Set.of(unit.id()), rights),
                unit.id(),
                new Actor.Intermediary(dario, Assurance.SUBSTANTIAL, studio.id()));
    }

    private static void load(RunningProduct product, Stage stage) throws SQLException {
        var started = System.nanoTime();
        try (var connection = product.bean(DataSource.class).getConnection()) {
            connection.setAutoCommit(false);
            for (var statement : statements(stage)) execute(connection, statement);
            connection.commit();
            connection.setAutoCommit(true);
            execute(connection, "analyze intermediaries.mandate");
            execute(connection, "vacuum (analyze) intermediaries.question");
            execute(connection, "vacuum (analyze) casework.case_file");
        }
        System.out.printf(
                "loaded in %d s%n",
                Duration.ofNanos(System.nanoTime() - started).toSeconds());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> statements(Stage stage) {
        return List.of(
                "set local maintenance_work_mem = '512MB'",
                "drop index intermediaries.question_words",
                "drop index intermediaries.question_of_studio",
                "drop index intermediaries.question_of_office",
                "drop index intermediaries.question_of_position",
                "alter table intermediaries.question drop constraint question_position_cassetto_fkey",
                "alter table intermediaries.question drop constraint question_studio_fkey",
                """
                insert into intermediaries.studio (name, tax_code)
                select 'Studio ' || n, 'bench' || n from generate_series(1, 1999) n
                """,
                """
                create temp table studio on commit drop as
                select id, row_number() over (order by id <> '%s', id) - 1 as k
                  from intermediaries.studio where id = '%1$s' or tax_code like 'bench%%'
                """.formatted(stage.dario().studio()),
                """
                create temp table office on commit drop as
                select k, case when k = 0 then '%s'::uuid else gen_random_uuid() end as id
                  from generate_series(0, 99) k
                """.formatted(OFFICE),
                """
                insert into intermediaries.position (cassetto, code, name, tax_code, office)
                select 'COMPANIES', lpad((5000000000 + n)::text, 10, '0'), 'Ditta numero ' || n, '00000000000', office.id
                  from generate_series(0, 49999) n join office on office.k = n % 100
                """,
                """
                create temp table place on commit drop as
                select p.id, p.code, p.office, s.id as studio, right(p.code, 9)::int as k
                  from intermediaries.position p
                  join studio s on s.k = right(p.code, 9)::int % 2000
                 where p.tax_code = '00000000000'
                """,
                """
                insert into intermediaries.mandate (position, cassetto, studio, from_day, given_at)
                select id, 'COMPANIES', studio, current_date - 100, now() from place
                """,
                """
                create temp table phrase on commit drop as
                with one (said, k) as (select said, (n - 1)::int from unnest(array[
                    'DURC irregolare per il mese di marzo', 'Rateazione dell''avviso di addebito',
                    'Inquadramento dopo il cambio di attività', 'Versamento non abbinato alla matricola',
                    'Rimborso di contributi versati due volte', 'Nota di rettifica sulla denuncia mensile',
                    'Sospensione della matricola', 'Compensazione con il modello F24',
                    'Sgravio per nuove assunzioni', 'Aliquota dei contributi per apprendisti',
                    'Cassa integrazione e conguaglio', 'Ricalcolo delle sanzioni civili',
                    'Cessazione dell''attività', 'Trasferimento d''azienda', 'Errata denuncia dei lavoratori',
                    'Contributi figurativi', 'Ticket di licenziamento', 'Malattia a conguaglio',
                    'Fondo di tesoreria', 'Preavviso di accertamento negativo']) with ordinality as each (said, n))
                select one.k * 20 + other.k as k, one.said,
                       to_tsvector('italian', one.said || ' ' || other.said || ' ditta numero') as words
                  from one cross join one other
                """,
                """
                insert into intermediaries.question
                    (protocol, position, cassetto, studio, office, topic, subject, state, waiting_since, asked_by,
                     asked_at, last_at, words)
                select 'INPS.ZZ.2026.' || lpad(n::text, 7, '0'), place.id, 'COMPANIES', place.studio, place.office,
                       'companies.contributions.returns', phrase.said, case when n %% 10 = 0 then 'OPEN' else 'CLOSED' end,
                       case when n %% 10 = 0 then now() end, '%s', now() - n * interval '30 seconds',
                       now() - n * interval '30 seconds',
                       phrase.words
                       || array_to_tsvector(array['n:inps.zz.2026.' || lpad(n::text, 7, '0'), 'c:' || place.code,
                                                  'pratica' || n %% 5000])
                  from generate_series(1, %d) n
                  join place on place.k = n %% 50000
                  join phrase on phrase.k = abs(hashint4(n)) %% 400
                """.formatted(UUID.randomUUID(), QUESTIONS),
                "create index question_words on intermediaries.question using gin (studio, office, words)",
                "create index question_of_studio on intermediaries.question (studio, asked_at desc, id desc)",
                "create index question_of_office on intermediaries.question (office, asked_at desc, id desc)",
                "create index question_of_position on intermediaries.question (position, studio)",
                """
                insert into casework.case_file
                    (appointment, reference, service, office, room, booked_by, party_marks, starts_at, ends_at, unit,
                     party, known_as, triage, in_charge, venue, papers_awaited, papers_until)
                select gen_random_uuid(), translate(upper(lpad(to_hex(n), 8, '0')), '01B', 'XYZ'), 'consultancy-companies', '%s',
                       gen_random_uuid(), gen_random_uuid(), array[decode(md5(n::text), 'hex')],
                       now() + n * interval '4 minutes', now() + n * interval '4 minutes' + interval '20 minutes',
                       '%s', gen_random_uuid(), 'Membro ' || n, (array['TO_EVALUATE', 'ACCEPTED', 'PAPERS_ASKED'])[1 + n %% 3],
                       case n %% 4 when 0 then null when 1 then '%s'::uuid else gen_random_uuid() end,
                       case when n %% 6 = 1 then 'TEAMS' end, case when n %% 3 = 2 then 1 else 0 end,
                       case when n %% 3 = 2 then current_date + 5 end
                  from generate_series(1, %d) n
                """.formatted(OFFICE, stage.unit(), stage.carla().staff(), OPEN_CASES));
    }

    private static void measure(RunningProduct product, Stage stage, Report report, int rounds) throws SQLException {
        var consultancies = product.bean(Consultancies.class);
        var questions = product.bean(Questions.class);
        var jdbc = product.bean(JdbcClient.class);
        var ids = jdbc.sql("select id from intermediaries.question tablesample system (0.2) limit 1000")
                .query((row, n) -> row.getObject("id", UUID.class))
                .list();
        var queue = new ArrayList<Double>();
        var search = new ArrayList<Double>();
        var key = new ArrayList<Double>();
        for (int round = -WARM; round < rounds; round++) {
            int n = round + WARM;
            time(key, round, () -> subject(jdbc, ids.get(n % ids.size())));
            var reader = n % 2 == 0 ? stage.carla() : stage.dario();
            var what = QuestionSearch.of(text(n));
            time(
                    search,
                    round,
                    () -> questions.search(reader, what, null).lines().size());
            var filter = filter(n, "");
            time(
                    queue,
                    round,
                    () -> consultancies.queue(stage.carla(), filter).rows().size());
            var first = consultancies.queue(stage.carla(), filter);
            if (first.next() != null) {
                var next = new QueueFilter(filter.view(), filter.text(), first.next());
                time(
                        queue,
                        round,
                        () -> consultancies.queue(stage.carla(), next).rows().size());
            }
        }
        report.put("queue_p95_ms", Report.p95(queue));
        report.put("search_p95_ms", Report.p95(search));
        report.put("primary_key_p95_ms", Report.p95(key));
    }

    private static QueueFilter filter(int n, String cursor) {
        var views = QueueFilter.View.values();
        return new QueueFilter(views[n % views.length], n / views.length % 3 == 2 ? "membro 77" : "", cursor);
    }

    /// Each kind for both readers in turn. Every hundredth number is one of Carla's office.
    private static String text(int n) {
        return switch (n / 2 % 6) {
            case 0 -> "contributi";
            case 1 -> "versamento irregolare";
            case 2 -> "pratica" + n % 5_000;
            case 3 -> "INPS.ZZ.2026.%07d".formatted(n * 100L % QUESTIONS);
            case 4 -> "%010d".formatted(5_000_000_000L + n * 100L % 50_000);
            default -> "";
        };
    }

    private static String subject(JdbcClient jdbc, UUID id) {
        return jdbc.sql("select subject from intermediaries.question where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    private interface Reading {
        Object read();
    }

    private static void time(List<Double> times, int round, Reading reading) {
        var started = System.nanoTime();
        if (reading.read() == null) throw new IllegalStateException("Nothing was read");
        if (round >= 0) times.add((System.nanoTime() - started) / 1e6);
    }
}
