package sportello.web.citizen;

import java.text.Collator;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import sportello.agenda.Search;
import sportello.identity.PersonId;
import sportello.offices.Directory;
import sportello.offices.Office;
import sportello.offices.Offices;

/// Where somebody looks for an hour: as they chose on the way to this appointment, else where they went last, else
/// anywhere while the offices are few. Among many one is asked first.
@Component
public class Whereabouts {

    static final String PLACE = "place";
    static final String NEEDS = "needs";
    static final String ANYWHERE = "anywhere";

    private static final int FEW = 12;
    private static final int MOST_FOUND = 10;

    private final Offices offices;

    Whereabouts(Offices offices) {
        this.offices = offices;
    }

    /// Empty when it must be asked. What this node last knew of the office is enough: looking for hours there, or
    /// holding one, brings it up to date.
    public Optional<Search> of(PersonId person, String service, Answers answers) {
        var search = Search.anywhere(service).needing(Search.needs(answers.get(NEEDS)));
        if (answers.get(PLACE).equals(ANYWHERE)) return Optional.of(search);
        var chosen =
                uuid(answers.get(PLACE)).or(() -> offices.usual(person, service).map(Office::id));
        var known = offices.lastKnown();
        var directory =
                chosen.filter(office -> serves(known, office, service)).isPresent() ? known : offices.directory();
        return chosen.filter(office -> serves(directory, office, service))
                .map(search::inOffice)
                .or(() -> directory.officesFor(service).size() <= FEW ? Optional.of(search) : Optional.empty());
    }

    /// Whether it still is, once hours were looked for there.
    static boolean stillServes(Directory directory, Search search) {
        return search.office() == null || serves(directory, search.office(), search.service());
    }

    static boolean serves(Directory directory, UUID office, String service) {
        return !directory.countersFor(service, office).isEmpty();
    }

    /// Whether hours of this service may be looked for there: one of its offices, or anywhere.
    public boolean offered(String service, String place) {
        return place.equals(ANYWHERE)
                || uuid(place)
                        .filter(office -> serves(offices.directory(), office, service))
                        .isPresent();
    }

    Directory directory() {
        return offices.directory();
    }

    /// As it was when hours were last looked for here.
    Directory lastKnown() {
        return offices.lastKnown();
    }

    public void remember(PersonId person, String service, UUID office) {
        offices.remember(person, service, office);
    }

    /// Offices with a counter that fits, whose province is so called or whose municipality or name has these letters.
    public List<Office> find(Search search, String typed) {
        var wanted = plain(typed);
        if (wanted.isEmpty()) return List.of();
        var directory = offices.directory();
        return directory.officesFor(search.service()).stream()
                .filter(office -> plain(office.province()).equals(wanted)
                        || plain(office.municipality()).contains(wanted)
                        || plain(office.name()).contains(wanted))
                .filter(office -> directory.countersFor(search.service()).stream()
                        .anyMatch(counter -> search.inOffice(office.id()).fits(counter)))
                .sorted(Comparator.comparing(
                                (Office office) -> !plain(office.municipality()).startsWith(wanted))
                        .thenComparing(Office::name, Collator.getInstance(Locale.ITALIAN)))
                .limit(MOST_FOUND)
                .toList();
    }

    private static String plain(String text) {
        return Normalizer.normalize(text.strip(), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }

    public static Optional<UUID> uuid(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
