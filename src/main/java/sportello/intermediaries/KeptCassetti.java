package sportello.intermediaries;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Subject;
import sportello.identity.Actor;
import sportello.identity.FiscalCode;
import sportello.offices.Cassetto;
import sportello.platform.ProductClock;

/// Positions and mandates, kept in PostgreSQL. Givers of one position take turns; that no two studios hold one
/// domestic-work position is the database's word (rule C3).
@Service
class KeptCassetti implements Cassetti {

    private final PositionRows positions;
    private final MandateRows mandates;
    private final StudioRows studios;
    private final MandateEndings endings;
    private final Access access;
    private final IntermediarySettings settings;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final ProductClock clock;

    KeptCassetti(
            PositionRows positions,
            MandateRows mandates,
            StudioRows studios,
            MandateEndings endings,
            Access access,
            IntermediarySettings settings,
            AuditTrail audit,
            ApplicationEventPublisher events,
            ProductClock clock) {
        this.positions = positions;
        this.mandates = mandates;
        this.studios = studios;
        this.endings = endings;
        this.access = access;
        this.settings = settings;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Set<Cassetto> enabled(Actor.Intermediary by) {
        return access.enabled(by);
    }

    @Override
    public List<Count> counts(Actor.Intermediary by) {
        var kept = positions.counts(by.studio(), clock.today());
        return access.enabled(by).stream()
                .sorted()
                .map(cassetto -> kept.stream()
                        .filter(count -> count.cassetto() == cassetto)
                        .findFirst()
                        .orElse(new Count(cassetto, 0, 0)))
                .toList();
    }

    @Override
    public PositionPage positions(Actor.Intermediary by, Cassetto cassetto, String search, @Nullable String cursor) {
        if (!access.enabled(by).contains(cassetto)) return new PositionPage(List.of(), null);
        var lines = positions.page(
                by.studio(),
                cassetto,
                search.strip(),
                Cursor.read(cursor).filter(it -> PositionId.parse(it.second()).isPresent()),
                clock.today(),
                settings.pageLength() + 1);
        if (lines.size() <= settings.pageLength()) return new PositionPage(lines, null);
        var shown = List.copyOf(lines.subList(0, settings.pageLength()));
        var last = shown.getLast().position();
        return new PositionPage(shown, new Cursor(last.name(), last.id().toString()).written());
    }

    @Override
    public Optional<Position> position(PositionId id, Actor by) {
        return access.position(id, by);
    }

    @Override
    @Transactional
    public Position register(Cassetto cassetto, String code, String name, String taxCode, UUID competentOffice) {
        var place = PositionCode.parse(cassetto, code)
                .orElseThrow(() -> new IllegalArgumentException("Not the code of a position in " + cassetto));
        var tax = new FiscalCode(FiscalCode.tidy(taxCode)).value();
        positions.insert(place, name.strip(), tax, competentOffice);
        return positions.withCode(place).orElseThrow();
    }

    @Override
    @Transactional
    public Giving give(PositionId id, UUID studio, LocalDate from, @Nullable LocalDate until, Actor by) {
        var position = positions.lock(id).orElse(null);
        if (position == null || studios.find(studio).isEmpty() || !access.mayGive(by, position, studio))
            return new Giving.NotFound();
        var today = clock.today();
        if (until != null && (until.isBefore(from) || until.isBefore(today)))
            return new Giving.Refused("intermediaries.mandate.until_before");
        var inTheWay = mandates.notEnded(id).stream()
                .filter(it -> it.overlaps(from, until))
                .toList();
        var own = inTheWay.stream().filter(it -> it.studio().equals(studio)).findFirst();
        if (own.isPresent()) return new Giving.Already(own.get());
        var shortened = position.cassetto() == Cassetto.DOMESTIC_WORK ? makeWay(inTheWay, from, by) : List.<UUID>of();
        var given = mandates.insert(position, studio, from, until, clock.instant());
        shortened.forEach(other -> mandates.replacedBy(other, given.id()));
        audit.record(
                Act.of("intermediaries.mandate-given"),
                by.doer(),
                new Subject("mandate", given.id()),
                Map.of(
                        "position", id.toString(),
                        "studio", studio.toString(),
                        "from", from.toString(),
                        "until", until == null ? "open" : Objects.toString(until)));
        events.publishEvent(new MandateGiven(given.id(), id, studio));
        return new Giving.Given(given);
    }

    /// Ends the others at once, but lets who begins earlier go on until the day before; those are returned.
    private List<UUID> makeWay(List<Mandate> others, LocalDate from, Actor by) {
        var shortened = new ArrayList<UUID>();
        for (var other : others) {
            if (from.isAfter(clock.today()) && other.from().isBefore(from)) {
                mandates.shorten(other.id(), from.minusDays(1));
                shortened.add(other.id());
            } else {
                endings.end(other, Mandate.EndReason.REPLACED, by);
            }
        }
        return shortened;
    }

    @Override
    @Transactional
    public boolean end(UUID id, Mandate.EndReason reason, Actor by) {
        var mandate = mandates.find(id).orElse(null);
        if (mandate == null || !mayEnd(mandate, reason, by)) return false;
        return endings.end(mandate, reason, by);
    }

    private boolean mayEnd(Mandate mandate, Mandate.EndReason reason, Actor by) {
        return switch (reason) {
            case REVOKED ->
                access.mayGive(by, positions.find(mandate.position()).orElseThrow(), mandate.studio());
            case RENOUNCED ->
                by instanceof Actor.Intermediary dario
                        && dario.studio().equals(mandate.studio())
                        && access.enabled(dario).contains(mandate.cassetto());
            case EXPIRED, REPLACED -> false;
        };
    }

    @Override
    public List<Mandate> mandates(PositionId id, Actor.Official by) {
        return access.position(id, by).map(position -> mandates.all(id)).orElse(List.of());
    }
}
