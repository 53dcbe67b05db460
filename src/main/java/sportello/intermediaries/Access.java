package sportello.intermediaries;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import sportello.identity.Actor;
import sportello.identity.Right;
import sportello.offices.Cassetto;
import sportello.offices.Offices;
import sportello.offices.Services;
import sportello.offices.Unit;
import sportello.platform.ProductClock;

/// Who may do what with a position (rules C3, G13). Asked anew at every request.
@Component
class Access {

    private final StudioRows studios;
    private final PositionRows positions;
    private final MandateRows mandates;
    private final QuestionRows questions;
    private final Offices offices;
    private final Services services;
    private final ProductClock clock;

    Access(
            StudioRows studios,
            PositionRows positions,
            MandateRows mandates,
            QuestionRows questions,
            Offices offices,
            Services services,
            ProductClock clock) {
        this.studios = studios;
        this.positions = positions;
        this.mandates = mandates;
        this.questions = questions;
        this.offices = offices;
        this.services = services;
        this.clock = clock;
    }

    Set<Cassetto> enabled(Actor.Intermediary by) {
        return studios.enabled(by.studio(), by.person());
    }

    Optional<Position> position(PositionId id, Actor by) {
        return positions.find(id).filter(position -> switch (by) {
            case Actor.Intermediary dario -> treats(dario, position);
            case Actor.Official official ->
                handles(official, position.cassetto())
                        && (official.office().equals(position.office())
                                || questions.heldAt(position.id(), official.office()));
            case Actor.System _ -> true;
            case Actor.Citizen _, Actor.Assisted _, Actor.Guest _, Actor.Client _ -> false;
        });
    }

    /// As `position`, and the mandate lasts at least until the transaction is over.
    Optional<Position> kept(PositionId id, Actor.Intermediary by) {
        return positions
                .find(id)
                .filter(position -> enabled(by).contains(position.cassetto()))
                .filter(position ->
                        mandates.activeAndKept(id, by.studio(), clock.today()).isPresent());
    }

    /// Whether the studio has a mandate on that day too, as far as is known today.
    boolean lasts(PositionId id, Actor.Intermediary by, LocalDate day) {
        return mandates.active(id, by.studio(), day).isPresent();
    }

    boolean treats(Actor.Intermediary by, Position position) {
        return enabled(by).contains(position.cassetto())
                && mandates.active(position.id(), by.studio(), clock.today()).isPresent();
    }

    boolean sees(Actor by, QuestionRows.Row question) {
        return switch (by) {
            case Actor.Intermediary dario ->
                dario.studio().equals(question.studio().id()) && treats(dario, question.position());
            case Actor.Official official ->
                handles(official, question.position().cassetto())
                        && !isMember(official, question.studio().id())
                        && (official.office().equals(question.office())
                                || questions.heldAt(question.position().id(), official.office()));
            case Actor.System _ -> true;
            case Actor.Citizen _, Actor.Assisted _, Actor.Guest _, Actor.Client _ -> false;
        };
    }

    /// The Cassetti whose consultancies the official's unit handles.
    Set<Cassetto> handledBy(Actor.Official by) {
        var handled = EnumSet.noneOf(Cassetto.class);
        if (!by.may(Right.HOLD_MEETINGS)) return handled;
        var units = by.units().stream()
                .flatMap(id -> offices.unit(id).stream())
                .filter(unit -> unit.office().equals(by.office()))
                .map(Unit::code)
                .collect(Collectors.toSet());
        for (var policy : services.all()) {
            var cassetto = policy.cassetto();
            if (cassetto != null && (policy.unit().isEmpty() || units.contains(policy.unit()))) handled.add(cassetto);
        }
        return handled;
    }

    boolean isMember(Actor.Official by, UUID studio) {
        return !studios.enabled(studio, by.person()).isEmpty();
    }

    /// The product itself, or the manager of the competent office.
    boolean mayGive(Actor by, Position position, UUID studio) {
        return switch (by) {
            case Actor.System _ -> true;
            case Actor.Official official ->
                official.may(Right.MANAGE_OFFICE)
                        && official.office().equals(position.office())
                        && !isMember(official, studio);
            case Actor.Intermediary _, Actor.Assisted _, Actor.Citizen _, Actor.Guest _, Actor.Client _ -> false;
        };
    }

    private boolean handles(Actor.Official by, Cassetto cassetto) {
        return handledBy(by).contains(cassetto);
    }
}
