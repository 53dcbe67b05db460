package sportello.api.booking;

import java.text.Collator;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.agenda.Search;
import sportello.agenda.Slot;
import sportello.api.problem.Kind;
import sportello.api.problem.Nearest;
import sportello.api.problem.Problem;
import sportello.offices.Counter;
import sportello.offices.Office;
import sportello.offices.Offices;
import sportello.offices.Services;

/// Where hours are looked for, from what a request names.
@Component
class WhereToLook {

    private final Services services;
    private final Offices offices;

    WhereToLook(Services services, Offices offices) {
        this.services = services;
        this.offices = offices;
    }

    /// An unknown service is not found, an office without such a counter neither.
    Search search(String service, @Nullable UUID office, @Nullable List<String> needs) {
        if (services.find(service).isEmpty()) throw Problem.of(Kind.NOT_FOUND);
        var search = Search.anywhere(service).inOffice(office).needing(needs == null ? List.of() : needs);
        if (office != null
                && offices.directory().countersFor(service).stream()
                        .noneMatch(counter -> counter.office().equals(office))) throw Problem.of(Kind.NOT_FOUND);
        return search;
    }

    /// Offices with a counter that fits, by name; `typed` is part of a name or municipality, or a province.
    List<Office> offices(Search search, @Nullable String typed) {
        var directory = offices.directory();
        var wanted = plain(typed == null ? "" : typed);
        return directory.officesFor(search.service()).stream()
                .filter(office -> wanted.isEmpty()
                        || plain(office.province()).equals(wanted)
                        || plain(office.municipality()).contains(wanted)
                        || plain(office.name()).contains(wanted))
                .filter(office ->
                        directory.countersFor(search.service()).stream().anyMatch(search.inOffice(office.id())::fits))
                .sorted(Comparator.comparing(Office::name, Collator.getInstance(Locale.ITALIAN))
                        .thenComparing(Office::id))
                .toList();
    }

    private static String plain(String text) {
        return Normalizer.normalize(text.strip(), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }

    Optional<Counter> counter(UUID counter) {
        return offices.directory().counter(counter);
    }

    String office(UUID office) {
        return offices.directory().office(office).map(Office::name).orElse("");
    }

    /// Whoever waits at one office waits for any of its counters: the first that fits stands for them.
    Optional<Counter> counterOf(Search search) {
        return offices.directory().countersFor(search.service()).stream()
                .filter(search::fits)
                .min(Comparator.comparing(Counter::number));
    }

    SlotView slot(Slot slot) {
        return new SlotView(slot.startsAt(), slot.endsAt(), slot.free(), officeOf(slot));
    }

    List<Nearest> nearest(List<Slot> slots) {
        return slots.stream()
                .map(slot -> new Nearest(officeOf(slot), slot.startsAt(), slot.endsAt()))
                .limit(10)
                .toList();
    }

    private UUID officeOf(Slot slot) {
        return counter(slot.counter()).map(Counter::office).orElse(slot.counter());
    }
}
