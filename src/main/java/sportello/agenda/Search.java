package sportello.agenda;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sportello.offices.Aid;
import sportello.offices.Counter;

/// Where somebody looks for an hour of a service: anywhere, in one office or at one counter, and with which needs
/// (codes that counters say they serve: languages, `lis`, `subtitles`, `step-free`).
public record Search(
        String service, @Nullable UUID office, @Nullable UUID counter, Set<String> needs) {

    public Search {
        needs = Set.copyOf(needs);
    }

    public static Search anywhere(String service) {
        return new Search(service, null, null, Set.of());
    }

    /// At one counter, or anywhere when none is named.
    public static Search at(String service, @Nullable UUID counter) {
        return new Search(service, null, counter, Set.of());
    }

    public Search inOffice(@Nullable UUID named) {
        return new Search(service, named, null, needs);
    }

    public Search needing(Collection<String> said) {
        return new Search(service, office, counter, Set.copyOf(said));
    }

    public boolean fits(Counter each) {
        return each.service().equals(service)
                && (office == null || office.equals(each.office()))
                && (counter == null || counter.equals(each.id()))
                && each.fits(needs);
    }

    /// Needs as one answer of a matter, `en lis`; what no counter could say it serves is left out.
    public static String said(Collection<String> needs) {
        return needs.stream().filter(Aid::known).collect(Collectors.toCollection(TreeSet::new)).stream()
                .collect(Collectors.joining(" "));
    }

    /// And back.
    public static Set<String> needs(String said) {
        return List.of(said.split(" ")).stream().filter(Aid::known).collect(Collectors.toUnmodifiableSet());
    }
}
