package sportello.partners;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Subject;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.Contacts;
import sportello.identity.FiscalCode;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.identity.spi.CapacitySource;
import sportello.identity.spi.CapacitySource.Capacity;
import sportello.platform.Words;

/// Access tokens of machines: for themselves, or for a person they identified and do something for. No refresh token:
/// who has a secret asks again.
@Service
@Transactional
public class ProgramTokens {

    private static final Act IDENTIFIED = Act.of("partners.person-identified");
    private static final String STUDIO = "studio";
    private static final String ITALIAN = Locale.ITALIAN.getLanguage();
    private static final int LONGEST_NAME = 100;

    private final JdbcClient jdbc;
    private final People people;
    private final ObjectProvider<CapacitySource> capacities;
    private final Words words;
    private final PartnerSettings settings;
    private final AuditTrail audit;

    ProgramTokens(
            JdbcClient jdbc,
            People people,
            ObjectProvider<CapacitySource> capacities,
            Words words,
            PartnerSettings settings,
            AuditTrail audit) {
        this.jdbc = jdbc;
        this.people = people;
        this.capacities = capacities;
        this.words = words;
        this.settings = settings;
        this.audit = audit;
    }

    /// Who the program has before it, as it identified them. The names serve to register whom nobody knows yet.
    ///
    /// @param capacity `me`, `studio` for the only one, or the key of a capacity
    public record Stated(
            FiscalCode taxCode,
            LocalDate birthDate,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String language,
            String capacity) {}

    public sealed interface Issued {
        record Token(String accessToken, long seconds, Set<Scope> scopes) implements Issued {}

        /// This program identifies nobody.
        record NotAllowed() implements Issued {}

        /// Nobody has that tax code, and no name was stated; or whoever has it was born on another day.
        record NotIdentified() implements Issued {}

        /// `open`: keys and names of the studios to choose from.
        record NoSuchCapacity(Map<String, String> open) implements Issued {}
    }

    public Issued.Token issue(Partner program, Set<Scope> scopes) {
        return opened(program, scopes, null, null, null);
    }

    public Issued forPerson(Partner program, Set<Scope> scopes, Stated stated) {
        var level = program.identifies();
        if (level == null) return new Issued.NotAllowed();
        var person = person(program, stated);
        if (person.isEmpty()) return new Issued.NotIdentified();
        var id = person.get().id();
        var studios = studios(id);
        var capacity = capacity(stated.capacity(), studios);
        if (capacity.isEmpty()) return new Issued.NoSuchCapacity(studios);
        audit.record(
                IDENTIFIED,
                new Actor.Client(program.clientId(), Set.of()).doer(),
                new Subject("person", id.value()),
                Map.of("capacity", capacity.get().startsWith(STUDIO) ? STUDIO : ApiAccess.ME));
        return opened(program, scopes, id, level, capacity.get());
    }

    private Optional<Person> person(Partner program, Stated stated) {
        var known = people.withFiscalCode(stated.taxCode());
        if (known.isPresent()) return known.filter(person -> isBornOn(person, stated.birthDate()));
        var givenName = stated.givenName();
        var familyName = stated.familyName();
        if (givenName == null || familyName == null || !isName(givenName) || !isName(familyName))
            return Optional.empty();
        var language = stated.language();
        return Optional.of(people.identified(
                givenName,
                familyName,
                stated.taxCode(),
                stated.birthDate(),
                new Contacts(null, null, language == null || !speaks(language) ? ITALIAN : language),
                new Actor.Client(program.clientId(), Set.of()).doer()));
    }

    /// Whose birth day we were never told is judged by their tax code, which holds it; a provisional one does not, and
    /// who has only that is identified by no machine.
    private static boolean isBornOn(Person person, LocalDate day) {
        if (person.bornOn() != null) return person.bornOn().equals(day);
        return person.taxCode().filter(code -> code.suits(day)).isPresent();
    }

    private static boolean isName(String text) {
        return !text.isBlank() && text.length() <= LONGEST_NAME;
    }

    private boolean speaks(String language) {
        return words.languages().stream().anyMatch(known -> known.getLanguage().equals(language));
    }

    /// A delegation is used by the delegate in person: no machine acts under one.
    private Map<String, String> studios(PersonId person) {
        var found = new TreeMap<String, String>();
        capacities
                .orderedStream()
                .flatMap(source -> source.capacitiesOf(person).stream())
                .forEach(capacity -> {
                    if (capacity instanceof Capacity.AsIntermediary as) found.put(as.key(), as.studioName());
                });
        return found;
    }

    private static Optional<String> capacity(String wanted, Map<String, String> studios) {
        if (wanted.equals(ApiAccess.ME) || studios.containsKey(wanted)) return Optional.of(wanted);
        return wanted.equals(STUDIO) && studios.size() == 1
                ? Optional.of(List.copyOf(studios.keySet()).getFirst())
                : Optional.empty();
    }

    private Issued.Token opened(
            Partner program,
            Set<Scope> scopes,
            @Nullable PersonId person,
            @Nullable Assurance level,
            @Nullable String capacity) {
        var token = Hash.freshSecret();
        UUID who = person == null ? null : person.value();
        jdbc.sql("""
                        insert into partners.access_grant
                               (client_id, owner, acting, scope, level, capacity, token_hash, expires_at)
                        values (:client, cast(:who as uuid), cast(:who as uuid), :scope, cast(:level as text),
                                cast(:capacity as text), :token, now() + make_interval(secs => :seconds))
                        """)
                .param("client", program.clientId())
                .param("who", who)
                .param("scope", AppGrants.spaced(scopes))
                .param("level", level == null ? null : level.name())
                .param("capacity", capacity)
                .param("token", Hash.of(token))
                .param("seconds", settings.accessToken().toSeconds())
                .update();
        return new Issued.Token(token, settings.accessToken().toSeconds(), scopes);
    }
}
