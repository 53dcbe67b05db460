package sportello.identity;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Doer;
import sportello.audit.Subject;
import sportello.identity.MobileNumber.Reading;
import sportello.platform.ProductClock;

/// Contacts change when their code is typed. Each verb first holds the person, so that two windows of theirs go one
/// after the other.
@Service
@Transactional
class CodedContacts implements ContactBook {

    private static final Act CODE_ASKED = Act.of("identity.contact-code-asked");
    private static final Act CHANGED = Act.of("identity.contacts-changed");

    private final ContactRows contacts;
    private final ClaimRows claims;
    private final ContactCode codes;
    private final ContactSettings settings;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final ProductClock clock;

    CodedContacts(
            ContactRows contacts,
            ClaimRows claims,
            ContactCode codes,
            ContactSettings settings,
            AuditTrail audit,
            ApplicationEventPublisher events,
            ProductClock clock) {
        this.contacts = contacts;
        this.claims = claims;
        this.codes = codes;
        this.settings = settings;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Asked ask(PersonId person, Kind kind, String typed, Doer by) {
        String contact = null;
        if (kind == Kind.EMAIL) contact = MailAddress.read(typed).orElse(null);
        else
            switch (MobileNumber.read(typed)) {
                case Reading.Mobile(var number) -> contact = number;
                case Reading.Landline _ -> {
                    return new Asked.Landline();
                }
                case Reading.NoNumber _ -> {}
            }
        if (contact == null) return new Asked.NotOne();
        var now = clock.instant();
        if (contact.equalsIgnoreCase(of(contacts.lock(person), kind))) return new Asked.AlreadyTheirs();
        var wait = wait(person, kind, now);
        if (wait.isPresent()) return new Asked.TooMany(wait.get());
        claims.endWaiting(person, kind);
        return new Asked.Sent(sent(claims.open(person, kind, contact, now), by));
    }

    @Override
    public Again again(PersonId person, UUID claim, Doer by) {
        contacts.lock(person);
        var now = clock.instant();
        var waiting = ownClaim(person, claim);
        if (waiting.isEmpty()) return new Again.Unknown();
        var wait = wait(person, waiting.get().kind(), now);
        if (wait.isPresent()) return new Again.TooMany(wait.get());
        return new Again.Sent(sent(claims.renew(claim, now), by));
    }

    private Optional<Instant> wait(PersonId person, Kind kind, Instant now) {
        var sent = claims.sentTo(person, kind, now);
        if (sent.codes() >= settings.codesADay()) return Optional.of(sent.nextDay());
        return sent.last().map(last -> last.plus(settings.pause())).filter(now::isBefore);
    }

    private Claim sent(ClaimRows.Row claim, Doer by) {
        audit.record(CODE_ASKED, by, subject(claim.person()), fact(claim.kind(), "asked"));
        events.publishEvent(new ContactCodeAsked(claim.person(), claim.id(), claim.kind(), claim.generation()));
        return claim(claim);
    }

    @Override
    public Typed typed(PersonId person, UUID claim, String code, Doer by) {
        var before = contacts.lock(person);
        var waiting = ownClaim(person, claim);
        if (waiting.isEmpty()) return new Typed.Unknown();
        var row = waiting.get();
        if (over(row) || row.attempts() >= settings.attempts()) return new Typed.Over();
        if (!codes.matches(code, claim, row.generation())) {
            claims.missed(claim);
            var left = settings.attempts() - row.attempts() - 1;
            return left > 0 ? new Typed.Wrong(left) : new Typed.Over();
        }
        if (!contacts.settle(person, row.kind(), row.contact())) {
            claims.end(claim, "REFUSED");
            return new Typed.FiveAlready(row.kind(), row.contact());
        }
        claims.end(claim, "KEPT");
        changed(person, row.kind(), of(before, row.kind()), by);
        return new Typed.Changed(row.kind(), row.contact());
    }

    @Override
    public void giveUp(PersonId person, UUID claim, Doer by) {
        contacts.lock(person);
        ownClaim(person, claim).ifPresent(row -> claims.end(row.id(), "GIVEN_UP"));
    }

    @Override
    public boolean leave(PersonId person, Kind kind, Doer by) {
        var before = of(contacts.lock(person), kind);
        if (before == null) return false;
        contacts.leave(person, kind);
        changed(person, kind, before, by);
        return true;
    }

    private void changed(PersonId person, Kind kind, @Nullable String before, Doer by) {
        var change = contacts.left(person, kind, before);
        audit.record(CHANGED, by, subject(person), fact(kind, "changed"));
        events.publishEvent(new ContactsChanged(person, change));
    }

    @Override
    public void speak(PersonId person, String language) {
        contacts.speak(person, Locale.forLanguageTag(language).getLanguage());
    }

    @Override
    @Transactional(readOnly = true)
    public List<Claim> waiting(PersonId person) {
        return claims.open(person).stream()
                .filter(row -> !over(row))
                .map(this::claim)
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Delivery> codeForDelivery(UUID claim) {
        return claims.open(claim)
                .filter(row -> !over(row))
                .map(row -> new Delivery(row.kind(), row.contact(), codes.of(claim, row.generation())));
    }

    /// Rule G12: what nobody types any more, and what was left long ago, is known no longer.
    @Scheduled(fixedDelay = 3_600_000, initialDelay = 300_000)
    void forget() {
        claims.endOlderThan(clock.instant().minus(settings.good()).minus(settings.good()));
        contacts.forgetLeft(settings.leftKept().toSeconds());
    }

    private Optional<ClaimRows.Row> ownClaim(PersonId person, UUID claim) {
        return claims.open(claim).filter(row -> row.person().equals(person));
    }

    private boolean over(ClaimRows.Row row) {
        return !clock.instant().isBefore(row.sentAt().plus(settings.good()));
    }

    private Claim claim(ClaimRows.Row row) {
        return new Claim(
                row.id(),
                row.kind(),
                row.contact(),
                row.sentAt().plus(settings.good()),
                row.sentAt().plus(settings.pause()),
                Math.max(0, settings.attempts() - row.attempts()));
    }

    private static @Nullable String of(Contacts contacts, Kind kind) {
        return kind == Kind.MOBILE ? contacts.mobile() : contacts.email();
    }

    private static Map<String, String> fact(Kind kind, String what) {
        return Map.of(kind.name().toLowerCase(Locale.ROOT), what);
    }

    private static Subject subject(PersonId person) {
        return new Subject("person", person.value());
    }
}
