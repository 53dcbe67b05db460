package sportello.web.openid;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sportello.partners.Partner;
import sportello.partners.Scope;

/// What a program writes as `scope`.
final class Scopes {

    private static final Set<String> OF_OPENID = Set.of("openid", "profile", "offline_access");

    private Scopes() {}

    /// Those asked for, or all it may have when it names nothing at all; empty when one of them is not its own. Who
    /// asks
    /// who somebody is alone may do nothing for them.
    static Optional<Set<Scope>> wanted(Partner program, String spaced) {
        var asked = words(spaced).stream()
                .filter(word -> !(program.kind() == Partner.Kind.NATIVE && OF_OPENID.contains(word)))
                .toList();
        if (words(spaced).isEmpty()) return Optional.of(program.scopes());
        var found = EnumSet.noneOf(Scope.class);
        for (var word : asked) {
            var scope = Scope.of(word).filter(program.scopes()::contains);
            if (scope.isEmpty()) return Optional.empty();
            found.add(scope.get());
        }
        return Optional.of(found);
    }

    /// As it is kept with what an app was let do.
    static String kept(Set<Scope> scopes, String asked) {
        return Stream.concat(
                        words(asked).stream().filter(OF_OPENID::contains),
                        scopes.stream().map(Scope::code).sorted())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    static boolean isOpenId(String spaced) {
        return words(spaced).contains("openid");
    }

    private static List<String> words(String spaced) {
        return Arrays.stream(spaced.split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}
