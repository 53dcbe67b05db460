package sportello.casework;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.booking.AppointmentId;
import sportello.casework.QueueFilter.View;
import sportello.identity.PersonId;
import sportello.offices.Venue;
import sportello.platform.Reference;

/// The queue of a unit: its page and every view's count in one statement, each read from the index of its view.
@Repository
class QueueRows {

    private static final String NOT_ENDED = "c.triage is not null and c.settled_at is null";

    private static final Map<View, String> VIEWS = new EnumMap<>(Map.of(
            View.ALL, NOT_ENDED,
            View.MINE, NOT_ENDED + " and c.in_charge = :staff",
            View.UNASSIGNED, NOT_ENDED + " and c.in_charge is null",
            View.UNPREPARED, NOT_ENDED + " and c.triage <> 'ACCEPTED' and c.papers_awaited = 0",
            View.WAITING_PAPERS, NOT_ENDED + " and c.papers_awaited > 0",
            View.WITHOUT_VENUE, NOT_ENDED + " and c.triage = 'ACCEPTED' and c.venue is null",
            View.TODAY, NOT_ENDED + " and c.starts_at >= :today and c.starts_at < :tomorrow"));

    /// Rule G13: not who booked it, not whose tax code is a party's, not a member of the party.
    private static final String STRANGER = """
             and c.booked_by <> :person and not (:mark = any(c.party_marks))
             and c.party <> all(cast(:parties as uuid[]))
            """;

    private final JdbcClient jdbc;

    QueueRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Whose queue: `units` includes the zero unit, `mark` is empty for who has no tax code, `parties` whom they act
    /// for.
    record Reader(UUID staff, PersonId person, UUID office, Collection<UUID> units, byte[] mark, Set<UUID> parties) {}

    Queue page(Reader reader, QueueFilter filter, Instant today, Instant tomorrow) {
        var after = Cursor.parse(filter.cursor());
        var rows = new ArrayList<Queue.Row>();
        var counts = new EnumMap<View, Integer>(View.class);
        jdbc.sql(statement(filter))
                .param("staff", reader.staff())
                .param("person", reader.person().value())
                .param("office", reader.office())
                .param("units", uuids(reader.units()))
                .param("mark", reader.mark())
                .param("parties", uuids(reader.parties()))
                .param("today", Timestamp.from(today))
                .param("tomorrow", Timestamp.from(tomorrow))
                .param("counted", Queue.MOST_COUNTED)
                .param("name", "%" + literally(filter.text().strip().toLowerCase(Locale.ROOT)) + "%")
                .param(
                        "reference",
                        literally(filter.text().replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT)) + "%")
                .param("after", Timestamp.from(after.startsAt()))
                .param("afterId", after.id())
                .param("most", Queue.PAGE + 1)
                .query((ResultSet row) -> {
                    for (var view : View.values()) counts.put(view, row.getInt("n_" + view.name()));
                    if (row.getObject("id") != null) rows.add(read(row));
                });
        if (rows.size() <= Queue.PAGE) return new Queue(List.copyOf(rows), Map.copyOf(counts), null);
        var page = List.copyOf(rows.subList(0, Queue.PAGE));
        var last = page.getLast();
        return new Queue(
                page, Map.copyOf(counts), new Cursor(last.startsAt(), last.id().value()).text());
    }

    private static String statement(QueueFilter filter) {
        var counts = VIEWS.entrySet().stream()
                .map(view -> """
                        (select count(*) from (select 1 from unit u cross join lateral (
                            select 1 from casework.case_file c
                             where c.office = :office and c.unit = u.id and %s %s limit :counted) one
                          limit :counted) several) as "n_%s"
                        """.formatted(view.getValue(), STRANGER, view.getKey()))
                .collect(Collectors.joining(",\n"));
        var to_complete = """
                casework.to_complete t join casework.case_file c on c.id = t.case_id
                 where t.office = :office and t.unit = u.id and c.triage is not null
                """;
        var from = filter.view() == View.TO_COMPLETE
                ? to_complete
                : "casework.case_file c where c.office = :office and c.unit = u.id and " + VIEWS.get(filter.view());
        var sought = filter.text().isBlank()
                ? ""
                : "and (lower(c.known_as collate pg_c_utf8) like :name or c.reference like :reference)";
        var key = filter.view() == View.TO_COMPLETE ? "t.starts_at, t.case_id" : "c.starts_at, c.id";
        return """
                with unit (id) as (select unnest(cast(:units as uuid[]))),
                count as (select %s,
                    (select count(*) from (select 1 from unit u cross join lateral (
                        select 1 from %s %s limit :counted) one limit :counted) several) as "n_TO_COMPLETE"),
                page as (
                    select p.* from unit u cross join lateral (
                        select c.id, c.appointment, c.reference, c.service, c.unit, c.party, c.booked_by, c.known_as,
                               c.starts_at, c.ends_at, c.status, c.in_charge, c.triage, c.venue, c.papers_awaited,
                               c.papers_until
                          from %s %s %s and (%s) > (:after, :afterId)
                         order by %s limit :most) p
                     order by p.starts_at, p.id limit :most)
                select count.*, page.* from count left join page on true order by page.starts_at, page.id
                """.formatted(counts, to_complete, STRANGER, from, STRANGER, sought, key, key);
    }

    private static Queue.Row read(ResultSet row) throws SQLException {
        var venue = row.getString("venue");
        return new Queue.Row(
                new CaseId(row.getObject("id", UUID.class)),
                new AppointmentId(row.getObject("appointment", UUID.class)),
                new Reference(row.getString("reference")),
                row.getString("service"),
                row.getObject("party", UUID.class),
                new PersonId(row.getObject("booked_by", UUID.class)),
                row.getString("known_as"),
                row.getTimestamp("starts_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                CaseFile.Status.valueOf(row.getString("status")),
                row.getObject("in_charge", UUID.class),
                Triage.valueOf(row.getString("triage")),
                venue == null ? null : Venue.valueOf(venue),
                row.getInt("papers_awaited"),
                row.getObject("papers_until", LocalDate.class));
    }

    private static String uuids(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private static String literally(String text) {
        return text.replaceAll("([\\\\%_])", "\\\\$1");
    }

    /// Behind which row the next page begins. What cannot be read begins anew.
    record Cursor(Instant startsAt, UUID id) {

        private static final Pattern SHAPE = Pattern.compile("(\\d{1,14}):([0-9a-f-]{36})");
        private static final Cursor START = new Cursor(Instant.EPOCH, new UUID(0, 0));

        static Cursor parse(@Nullable String text) {
            if (text == null || text.isEmpty()) return START;
            try {
                var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
                var found = SHAPE.matcher(plain);
                if (!found.matches()) return START;
                return new Cursor(
                        Instant.ofEpochMilli(Long.parseLong(found.group(1))), UUID.fromString(found.group(2)));
            } catch (IllegalArgumentException | ArithmeticException unreadable) {
                return START;
            }
        }

        String text() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((startsAt.toEpochMilli() + ":" + id).getBytes(StandardCharsets.US_ASCII));
        }
    }
}
