package sportello.offices;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import sportello.offices.Structures.Complaint;

/// Reads a table of structures, one a line, as an office keeps it in a spreadsheet, and says everything that is wrong
/// with it, each with its line and column. `docs/operations.md` describes the columns.
final class StructureFile {

    private static final List<String> FIXED = List.of("code", "name", "kind", "municipality", "province", "patron");
    private static final String DESKS = "desks:";
    private static final String MAILBOX = "mailbox:";
    private static final Pattern CODE = Pattern.compile("[A-Z0-9][A-Z0-9-]{1,19}");
    private static final Pattern PROVINCE = Pattern.compile("[A-Z]{2}");
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s,;<>\"]+@[^@\\s,;<>\"]+\\.[^@\\s,;<>\"]+");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd");
    private static final int LONGEST = 200;
    private static final int LONGEST_SAID = 60;
    private static final int MOST_SAID = 100;

    private final Services services;
    private final Set<String> units;
    private final List<Complaint> wrong = new ArrayList<>();
    private int found;

    private StructureFile(Services services) {
        this.services = services;
        this.units = new LinkedHashSet<>(services.all().stream()
                .map(ServicePolicy::unit)
                .filter(code -> !code.isEmpty())
                .toList());
    }

    /// One structure with its counters by service and the mailboxes of its units by code.
    record Line(
            long number,
            String code,
            String name,
            OfficeKind kind,
            String municipality,
            String province,
            @Nullable MonthDay patron,
            Map<String, List<CounterCell.Place>> counters,
            Map<String, String> mailboxes) {}

    sealed interface Reading {
        record Fine(List<Line> lines) implements Reading {}

        record Unfit(List<Complaint> wrong) implements Reading {}
    }

    static Reading read(Reader table, Services services) throws IOException {
        var file = new StructureFile(services);
        var lines = file.lines(table);
        return file.wrong.isEmpty() ? new Reading.Fine(lines) : new Reading.Unfit(file.said());
    }

    /// Who mends a table of thousands of lines begins with the first; the rest is counted.
    private List<Complaint> said() {
        if (found > wrong.size()) wrong.add(new Complaint(0, "", "and " + (found - wrong.size()) + " more"));
        return List.copyOf(wrong);
    }

    private List<Line> lines(Reader table) throws IOException {
        var format = CSVFormat.RFC4180
                .builder()
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .get();
        var lines = new ArrayList<Line>();
        long read = 0;
        try (var records = format.parse(table)) {
            var all = records.iterator();
            if (!all.hasNext()) {
                complain(1, "", "the file is empty");
                return lines;
            }
            var head = head(all.next());
            if (!wrong.isEmpty()) return lines;
            read = records.getCurrentLineNumber();
            var seen = new HashMap<String, Long>();
            while (all.hasNext()) {
                var record = all.next();
                read = records.getCurrentLineNumber();
                var number = read - breaks(record);
                line(head, record, number).ifPresent(line -> {
                    var before = seen.putIfAbsent(line.code(), number);
                    if (before == null) lines.add(line);
                    else complain(number, "code", "'" + line.code() + "' stands on line " + before + " already");
                });
            }
        } catch (UncheckedIOException | IllegalStateException broken) {
            complain(read + 1, "", "from here on it is no table: a quote is not closed, or stands inside a cell");
        }
        if (lines.isEmpty() && wrong.isEmpty()) complain(2, "", "there is no structure");
        return lines;
    }

    /// A quoted cell may run over several lines, and a record is known by its first.
    private static long breaks(CSVRecord record) {
        return record.stream()
                .flatMapToInt(String::chars)
                .filter(each -> each == '\n')
                .count();
    }

    private List<String> head(CSVRecord first) {
        var head =
                first.stream().map(cell -> cell.replace("\uFEFF", "").strip()).toList();
        if (head.size() == 1 && head.getFirst().contains(";")) {
            complain(1, "", "its cells are separated by semicolons: separate them by commas");
            return head;
        }
        var seen = new LinkedHashSet<String>();
        for (var column : head) {
            var said = cut(column);
            if (!seen.add(column)) complain(1, said, "stands there twice");
            else if (column.startsWith(DESKS)) {
                if (services.find(column.substring(DESKS.length())).isEmpty())
                    complain(1, said, "there is no such service");
            } else if (column.startsWith(MAILBOX)) {
                if (!units.contains(column.substring(MAILBOX.length())))
                    complain(1, said, "no service names such a unit");
            } else if (!FIXED.contains(column)) complain(1, said, "is not a column of this table");
        }
        for (var column : FIXED) if (!seen.contains(column)) complain(1, column, "is missing");
        return head;
    }

    private Optional<Line> line(List<String> head, CSVRecord record, long number) {
        if (record.size() != head.size()) {
            complain(number, "", "has " + record.size() + " cells, the first line " + head.size());
            return Optional.empty();
        }
        int before = found;
        var cells = new LinkedHashMap<String, String>();
        for (int i = 0; i < head.size(); i++) cells.put(head.get(i), record.get(i));
        var kind = kind(cells.getOrDefault("kind", ""), number);
        var line = new Line(
                number,
                matching(cells, "code", CODE, "2 to 20 capital letters, digits and dashes", number),
                text(cells, "name", number),
                kind == null ? OfficeKind.AGENZIA_TERRITORIALE : kind,
                text(cells, "municipality", number),
                matching(cells, "province", PROVINCE, "two capital letters", number),
                patron(cells.getOrDefault("patron", ""), number),
                counters(cells, kind, number),
                mailboxes(cells, number));
        return found == before ? Optional.of(line) : Optional.empty();
    }

    private Map<String, List<CounterCell.Place>> counters(
            Map<String, String> cells, @Nullable OfficeKind kind, long number) {
        var counters = new LinkedHashMap<String, List<CounterCell.Place>>();
        cells.forEach((column, cell) -> {
            if (!column.startsWith(DESKS) || cell.isEmpty()) return;
            var policy = services.policy(column.substring(DESKS.length()));
            switch (CounterCell.read(cell)) {
                case CounterCell.Unfit(var what) ->
                    complain(number, column, what.length() <= LONGEST ? what : "is no list of counters");
                case CounterCell.Fine(var places) -> {
                    if (places.isEmpty()) return;
                    if (kind != null && !policy.kinds().contains(kind))
                        complain(number, column, "is not offered by a " + kind);
                    else counters.put(policy.code(), places);
                }
            }
        });
        return counters;
    }

    private Map<String, String> mailboxes(Map<String, String> cells, long number) {
        var mailboxes = new LinkedHashMap<String, String>();
        cells.forEach((column, cell) -> {
            if (!column.startsWith(MAILBOX) || cell.isEmpty()) return;
            if (cell.length() > LONGEST || !ADDRESS.matcher(cell).matches())
                complain(number, column, said(cell) + " is not a mail address");
            else mailboxes.put(column.substring(MAILBOX.length()), cell);
        });
        return mailboxes;
    }

    private @Nullable OfficeKind kind(String cell, long number) {
        for (var kind : OfficeKind.values()) if (kind.name().equals(cell)) return kind;
        complain(number, "kind", said(cell) + " is none of " + Arrays.toString(OfficeKind.values()));
        return null;
    }

    /// Empty where it moves from year to year: such a day is entered as an extraordinary closure.
    private @Nullable MonthDay patron(String cell, long number) {
        if (cell.isEmpty()) return null;
        try {
            return MonthDay.parse(cell, DAY);
        } catch (DateTimeException e) {
            complain(number, "patron", said(cell) + " is not a day: write 10-04 for 4 October");
            return null;
        }
    }

    private String text(Map<String, String> cells, String column, long number) {
        var cell = cells.getOrDefault(column, "");
        if (cell.isEmpty()) complain(number, column, "is missing");
        if (cell.length() > LONGEST) complain(number, column, "is longer than " + LONGEST + " characters");
        if (cell.chars().anyMatch(Character::isISOControl)) complain(number, column, "has a control character");
        return cell;
    }

    private String matching(Map<String, String> cells, String column, Pattern shape, String what, long number) {
        var cell = cells.getOrDefault(column, "");
        if (!shape.matcher(cell).matches()) complain(number, column, said(cell) + " is not " + what);
        return cell;
    }

    private void complain(long line, String column, String what) {
        found++;
        if (wrong.size() < MOST_SAID) wrong.add(new Complaint(line, column, what));
    }

    private static String said(String cell) {
        return "'" + cut(cell) + "'";
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_SAID ? text : text.substring(0, LONGEST_SAID) + "…";
    }
}
