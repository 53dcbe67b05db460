package sportello.intermediaries;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.offices.Cassetto;

/// Looks for questions in one statement; an office finds its own and those an appointment at its point was lit on.
/// What is looked for narrows one index together with the studio or the office:
/// `question_words`; without words the order's own index is followed.
@Repository
class SearchRows {

    private static final Pattern PROTOCOL = Pattern.compile("INPS\\.[A-Z]{2}\\.\\d{4}\\.\\d{7}");

    private static final String COMPETENT = "q.office = :office";

    private static final String LIT_THERE = """
            q.office <> :office and q.id in (select l.question from intermediaries.lit l
                                              where l.office = :office and l.elsewhere)
            """;

    private static final String SOME = """
            (select q.id, q.protocol, q.cassetto, q.position, q.studio, q.topic, q.subject, q.state,
                    q.negative, q.asked_at, q.last_at
               from intermediaries.question q
              where %s and %s
              order by q.asked_at desc, q.id desc
              limit :most)
            """;

    private final JdbcClient jdbc;

    SearchRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<QuestionPage.Line> ofStudio(
            UUID studio,
            Set<Cassetto> enabled,
            LocalDate today,
            QuestionSearch what,
            Optional<Cursor> after,
            int most) {
        var conditions = new Conditions();
        conditions.set("studio", studio);
        conditions.add("""
                exists (select from intermediaries.mandate m
                         where m.position = q.position and m.studio = q.studio and m.ended_at is null
                           and m.from_day <= :today and (m.until_day is null or m.until_day >= :today))
                """, "today", today);
        return search(conditions, List.of("q.studio = :studio"), enabled, what, after, most);
    }

    List<QuestionPage.Line> ofOffice(
            UUID office, Set<Cassetto> handled, UUID reader, QuestionSearch what, Optional<Cursor> after, int most) {
        var conditions = new Conditions();
        conditions.set("office", office);
        conditions.add("""
                not exists (select from intermediaries.member own
                             where own.studio = q.studio and own.person = :reader and own.cassetti <> '{}')
                """, "reader", reader);
        return search(conditions, List.of(COMPETENT, LIT_THERE), handled, what, after, most);
    }

    /// `among`: each a set of its own, none sharing a question with another, so that each follows its own index.
    private List<QuestionPage.Line> search(
            Conditions conditions,
            List<String> among,
            Set<Cassetto> cassetti,
            QuestionSearch what,
            Optional<Cursor> after,
            int most) {
        conditions.among(
                "q.cassetto", "cassetti", cassetti.stream().map(Enum::name).toList());
        if (!what.cassetti().isEmpty())
            conditions.among(
                    "q.cassetto",
                    "asked",
                    what.cassetti().stream().map(Enum::name).toList());
        if (!what.states().isEmpty())
            conditions.among(
                    "q.state", "states", what.states().stream().map(Enum::name).toList());
        if (what.position() != null)
            conditions.add("q.position = :position", "position", what.position().value());
        if (what.topic() != null) conditions.add("q.topic = :topic", "topic", what.topic());
        var text = what.text().strip();
        var number = number(text);
        if (number.isPresent()) conditions.add("q.words @@ cast(:number as tsquery)", "number", number.get());
        else if (!text.isEmpty()) conditions.add("q.words @@ websearch_to_tsquery('italian', :text)", "text", text);
        after.ifPresent(place -> {
            conditions.add("(q.asked_at, q.id) < (cast(:at as timestamptz), cast(:last as uuid))", "at", place.first());
            conditions.set("last", place.second());
        });
        return jdbc.sql("""
                select q.id, q.protocol, q.cassetto, q.position, q.studio, q.topic, q.subject, q.state, q.negative,
                       q.asked_at, q.last_at, p.code, p.name, s.name as studio_name
                  from (%s) q
                  join intermediaries.position p on p.id = q.position
                  join intermediaries.studio s on s.id = q.studio
                 order by q.asked_at desc, q.id desc
                 limit :most
                """.formatted(among.stream()
                        .map(set -> SOME.formatted(set, conditions.joined()))
                        .collect(Collectors.joining(" union all "))))
                .params(conditions.values)
                .param("most", most)
                .query(SearchRows::read)
                .list();
    }

    /// A protocol number or a position's code, as it stands among the words.
    private static Optional<String> number(String typed) {
        var tidy = typed.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        if (PROTOCOL.matcher(tidy).matches()) return Optional.of("'n:" + tidy.toLowerCase(Locale.ROOT) + "'");
        return PositionCode.looksLikeOne(typed).map(code -> "'c:" + code + "'");
    }

    static Cursor after(QuestionPage.Line line) {
        return new Cursor(line.askedAt().toString(), line.id().toString());
    }

    private static QuestionPage.Line read(ResultSet row, int number) throws SQLException {
        return new QuestionPage.Line(
                new QuestionId(row.getObject("id", UUID.class)),
                row.getString("protocol"),
                Cassetto.valueOf(row.getString("cassetto")),
                new PositionId(row.getObject("position", UUID.class)),
                row.getString("code"),
                row.getString("name"),
                row.getObject("studio", UUID.class),
                row.getString("studio_name"),
                row.getString("topic"),
                row.getString("subject"),
                Question.State.valueOf(row.getString("state")),
                row.getBoolean("negative"),
                instant(row, "asked_at"),
                instant(row, "last_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    /// Conditions that all hold, each with its value.
    private static final class Conditions {

        private final List<String> all = new ArrayList<>();
        private final Map<String, Object> values = new HashMap<>();

        void add(String condition, String name, Object value) {
            all.add(condition);
            values.put(name, value);
        }

        void among(String column, String name, Collection<String> among) {
            add(column + " = any (:" + name + ")", name, among.toArray(String[]::new));
        }

        void set(String name, Object value) {
            values.put(name, value);
        }

        String joined() {
            return String.join(" and ", all);
        }
    }
}
