package sportello.invitations;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.offices.Office;
import sportello.offices.Offices;
import sportello.offices.Venue;
import sportello.platform.PublicAddress;
import sportello.platform.Words;

/// What an invitation says: words `invitation.<venue>.*`.
@Component
class Wording {

    private final Words words;
    private final PublicAddress address;
    private final Offices offices;
    private final Invitee.Book invitees;

    Wording(Words words, PublicAddress address, Offices offices, Invitee.Book invitees) {
        this.words = words;
        this.address = address;
        this.offices = offices;
        this.invitees = invitees;
    }

    /// @param link the meeting's, known only for Teams
    Letter letter(InvitationRow row, @Nullable String link) {
        var invitee = invitees.of(row.appointment()).orElseThrow(() -> new Setback("no-address"));
        var email = invitee.email();
        if (email == null || email.isBlank()) throw new Setback("no-address");
        var page = address.of("/appointments/" + row.appointment());
        var facts = Map.<String, Object>of(
                "office", office(row.office()),
                "reference", invitee.reference(),
                "mobile", invitee.mobile(),
                "link", link == null ? page : link,
                "page", page);
        return new Letter(
                email,
                invitee.name(),
                invitee.language(),
                subject(row, invitee.language()),
                say(row.venue(), invitee.language(), facts),
                words.say(invitee.language(), stem(row.venue()) + ".place", facts),
                row.startsAt(),
                row.endsAt());
    }

    /// Rule C8: exactly so, in every language.
    String subject(InvitationRow row, Locale language) {
        return words.say(language, "invitation.subject", Map.of("office", office(row.office())));
    }

    /// What a withdrawn one says.
    String withdrawn(InvitationRow row, Locale language) {
        var invitee = invitees.of(row.appointment());
        return words.say(
                language,
                "invitation.withdrawn",
                Map.of("reference", invitee.map(Invitee::reference).orElse(""), "page", address.of("/home")));
    }

    Locale language(InvitationRow row) {
        return invitees.of(row.appointment()).map(Invitee::language).orElse(Locale.ITALIAN);
    }

    private List<String> say(Venue venue, Locale language, Map<String, Object> facts) {
        return List.of(words.say(language, stem(venue) + ".text", facts).split("\\s*\\|\\s*"));
    }

    private static String stem(Venue venue) {
        return "invitation." + venue.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String office(UUID office) {
        return offices.find(office).map(Office::name).orElse("");
    }
}
