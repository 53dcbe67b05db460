package sportello.notification.texts;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import sportello.notification.texts.MessageTexts.Must;
import sportello.notification.texts.MessageTexts.Problem;

/// What a text of the body's may leave open, and what it may not leave out. The shipped text is the measure: where it
/// gives the day, the hour, the place, the code, or how to cancel, so must the body's.
@Component
class Rulings {

    private static final int SMS_AT_MOST = 600;
    private static final int MAIL_AT_MOST = 5_000;
    private static final int NOTICE_AT_MOST = 2_000;
    private static final int TITLE_AT_MOST = 120;

    private static final Set<String> STILL_TO_COME = Set.of(
            "booked",
            "moved",
            "code",
            "accepted",
            "reconsidered",
            "papers-asked",
            "venue-agreed",
            "to-move",
            "reminder-before",
            "reminder-day",
            "calling");
    private static final Set<String> WITHOUT_LOGIN = Set.of("delegator", "companion", "interpreter");

    private static final Set<Placeholder> EACH = EnumSet.of(
            Placeholder.DAY,
            Placeholder.HOUR,
            Placeholder.CODE,
            Placeholder.CONFIRMATION,
            Placeholder.WHEN,
            Placeholder.ANSWER,
            Placeholder.UNTIL);
    private static final Set<Placeholder> PLACE = EnumSet.of(
            Placeholder.WHERE,
            Placeholder.OFFICE,
            Placeholder.LINK,
            Placeholder.PAGE,
            Placeholder.REPLY,
            Placeholder.HOW);
    private static final Set<Placeholder> OTHER_HOUR =
            EnumSet.of(Placeholder.REPLY, Placeholder.MOVE, Placeholder.PAGE);
    private static final Set<Placeholder> WAY_OUT = EnumSet.of(Placeholder.REPLY, Placeholder.CANCEL, Placeholder.PAGE);

    private static final Pattern BRACES = Pattern.compile("\\{[^{}]*}?|}");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}&&[^\\n]]");
    private static final Pattern AFTER_ADDRESS = Pattern.compile("[.,;:!?)»\"]*(?:\\s|$)");

    private final ShippedTexts shipped;

    Rulings(ShippedTexts shipped) {
        this.shipped = shipped;
    }

    /// The closed list for this text, in the order in which a page offers them.
    Set<Placeholder> allowed(TextId id) {
        var all = EnumSet.noneOf(Placeholder.class);
        for (var way : Way.values())
            shipped.of(new TextId(id.service(), id.message(), way, id.language()))
                    .ifPresent(text -> all.addAll(in(text)));
        if (all.contains(Placeholder.DAY)) {
            all.addAll(EnumSet.of(Placeholder.OFFICE, Placeholder.SERVICE, Placeholder.REFERENCE));
            if (!WITHOUT_LOGIN.contains(id.reader())) {
                all.add(Placeholder.PAGE);
                if (STILL_TO_COME.contains(id.occasion()))
                    all.addAll(EnumSet.of(Placeholder.REPLY, Placeholder.MOVE, Placeholder.CANCEL));
            }
        }
        all.add(Placeholder.BODY);
        all.removeIf(each -> !each.goesBy(id.way()));
        return all;
    }

    /// What must stand in it: of each set one.
    List<Must> compulsory(TextId id) {
        var model = shipped.of(id).map(Rulings::in).orElse(Set.of());
        var must = new ArrayList<Must>();
        for (var each : EACH)
            if (model.contains(each)) must.add(new Must(EnumSet.of(each), "texts.must." + each.written()));
        oneOf(PLACE, "texts.must.place", model, id).ifPresent(must::add);
        if (model.contains(Placeholder.MOVE))
            oneOf(OTHER_HOUR, "texts.must.move", model, id).ifPresent(must::add);
        oneOf(WAY_OUT, "texts.must.way-out", model, id).ifPresent(must::add);
        return must;
    }

    private Optional<Must> oneOf(Set<Placeholder> group, String word, Set<Placeholder> model, TextId id) {
        if (group.stream().noneMatch(model::contains)) return Optional.empty();
        var offered = EnumSet.copyOf(group);
        offered.retainAll(allowed(id));
        return Optional.of(new Must(offered, word));
    }

    List<Problem> wrong(TextId id, Written text) {
        var wrong = new ArrayList<Problem>();
        if (id.way().hasTitle()) title(text.title() == null ? "" : text.title(), wrong);
        if (text.body().isBlank()) {
            wrong.add(new Problem("body", "texts.wrong.empty", Map.of()));
            return wrong;
        }
        int most = most(id.way());
        if (text.body().length() > most) wrong.add(new Problem("body", "texts.wrong.long", Map.of("most", most)));
        if (UNSEEN.matcher(text.body()).find()) wrong.add(new Problem("body", "texts.wrong.unseen", Map.of()));
        var known = places(id, "body", text.body(), wrong);
        if (text.title() != null) known.addAll(places(id, "title", text.title(), wrong));
        for (var must : compulsory(id))
            if (must.oneOf().stream().noneMatch(known::contains))
                wrong.add(new Problem("body", must.word(), Map.of("names", must.names())));
        return wrong;
    }

    private static void title(String title, List<Problem> wrong) {
        if (title.isBlank()) wrong.add(new Problem("title", "texts.wrong.empty", Map.of()));
        if (title.length() > TITLE_AT_MOST)
            wrong.add(new Problem("title", "texts.wrong.long", Map.of("most", TITLE_AT_MOST)));
        if (title.contains("\n") || UNSEEN.matcher(title).find())
            wrong.add(new Problem("title", "texts.wrong.unseen", Map.of()));
    }

    /// Those it leaves open; braces around anything else are a slip, and said to be one.
    private Set<Placeholder> places(TextId id, String field, String text, List<Problem> wrong) {
        var known = EnumSet.noneOf(Placeholder.class);
        var allowed = allowed(id);
        var found = BRACES.matcher(text);
        while (found.find()) {
            var written = found.group();
            var place = written.length() > 2 && written.endsWith("}")
                    ? Placeholder.of(written.substring(1, written.length() - 1))
                    : Optional.<Placeholder>empty();
            if (place.isEmpty()) {
                wrong.add(new Problem(field, "texts.wrong.unknown", Map.of("name", written)));
            } else if (!allowed.contains(place.get())) {
                var why = place.get() == Placeholder.CODE ? "texts.wrong.code-by-sms" : "texts.wrong.not-here";
                wrong.add(new Problem(field, why, Map.of("name", written)));
            } else {
                known.add(place.get());
                if (glued(place.get(), text, found.start(), found.end()))
                    wrong.add(new Problem(field, "texts.wrong.glued", Map.of("name", written)));
            }
        }
        return known;
    }

    /// Rule D13: no code ever stands in an address, nor does an address of the product's go on with anything typed.
    private static boolean glued(Placeholder place, String text, int start, int end) {
        boolean freeAfter =
                AFTER_ADDRESS.matcher(text).region(end, text.length()).lookingAt();
        if (place.isAddress())
            return !freeAfter || start > 0 && !" \n\t(«\"".contains(text.substring(start - 1, start));
        if (place != Placeholder.CODE && place != Placeholder.CONFIRMATION) return false;
        int from = start;
        while (from > 0 && !Character.isWhitespace(text.charAt(from - 1))) from--;
        int to = end;
        while (to < text.length() && !Character.isWhitespace(text.charAt(to))) to++;
        var word = text.substring(from, start) + text.substring(end, to);
        return word.chars().anyMatch(sign -> "/?=&#@%{}".indexOf(sign) >= 0);
    }

    private static int most(Way way) {
        return switch (way) {
            case SMS -> SMS_AT_MOST;
            case MAIL -> MAIL_AT_MOST;
            case NOTICE -> NOTICE_AT_MOST;
        };
    }

    private static Set<Placeholder> in(Written text) {
        var all = EnumSet.noneOf(Placeholder.class);
        new Wording((text.title() == null ? "" : text.title() + "\n") + text.body())
                .placeholders()
                .forEach(name -> Placeholder.of(name).ifPresent(all::add));
        return all;
    }
}
