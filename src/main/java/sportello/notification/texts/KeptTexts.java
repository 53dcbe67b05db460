package sportello.notification.texts;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Subject;
import sportello.identity.Actor;
import sportello.identity.Right;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.platform.Gulpease;
import sportello.platform.ProductClock;
import sportello.platform.Words;

/// Keeps what the body writes, version after version, with who wrote it.
@Service
class KeptTexts implements MessageTexts {

    private static final int CHANGES_SHOWN = 10;
    private static final Set<String> WAITING_LIST =
            Set.of("offered.person", "offered", "offer-expired", "off-the-list.person", "off-the-list");

    private final TextRows rows;
    private final Texts texts;
    private final ShippedTexts shipped;
    private final Rulings rulings;
    private final MadeUp madeUp;
    private final SmsLength length;
    private final Services services;
    private final AuditTrail audit;
    private final Words words;
    private final ProductClock clock;

    KeptTexts(
            TextRows rows,
            Texts texts,
            ShippedTexts shipped,
            Rulings rulings,
            MadeUp madeUp,
            SmsLength length,
            Services services,
            AuditTrail audit,
            Words words,
            ProductClock clock) {
        this.rows = rows;
        this.texts = texts;
        this.shipped = shipped;
        this.rulings = rulings;
        this.madeUp = madeUp;
        this.length = length;
        this.services = services;
        this.audit = audit;
        this.words = words;
        this.clock = clock;
    }

    @Override
    public List<Locale> languages() {
        return words.languages("message").stream()
                .sorted(Comparator.comparing(language -> language.equals(Locale.ITALIAN) ? "" : language.getLanguage()))
                .toList();
    }

    @Override
    public List<Entry> of(String service, Locale language) {
        var own = rows.current().keySet();
        return services.find(service).stream()
                .flatMap(policy -> ids(policy, language))
                .map(id -> new Entry(id, own.contains(id)))
                .toList();
    }

    @Override
    public Optional<Sheet> find(TextId id) {
        var known = services.find(id.service()).stream()
                .flatMap(policy -> ids(policy, id.language()))
                .anyMatch(id::equals);
        return known && languages().contains(id.language())
                ? shipped.of(id).map(model -> sheet(id, model))
                : Optional.empty();
    }

    private Sheet sheet(TextId id, Written model) {
        var versions = rows.versions(id, CHANGES_SHOWN);
        var last = versions.isEmpty() ? null : versions.getFirst();
        var own = last == null ? null : last.text();
        return new Sheet(
                id,
                model,
                own == null ? model : own,
                last == null ? 0 : last.version(),
                own != null,
                versions.stream()
                        .map(each -> new Change(each.version(), each.by(), each.validFrom(), each.text()))
                        .toList(),
                rulings.allowed(id),
                rulings.compulsory(id));
    }

    /// What is about no service is nobody's to write for one: questions, mandates, and a person's own contacts.
    /// A meeting entered by code tells a delegate and a delegator, every other service who booked.
    private Stream<TextId> ids(ServicePolicy policy, Locale language) {
        boolean byCode =
                policy.parties().stream().anyMatch(party -> !party.entersWith().equals("login"));
        var delegation = policy.effect().equals("delegation");
        return shipped.messages().entrySet().stream()
                .flatMap(message -> message.getValue().stream()
                        .map(way -> new TextId(policy.code(), message.getKey(), way, language)))
                .filter(id -> WAITING_LIST.contains(id.message())
                        ? goesBy(policy, id.way(), byCode)
                        : isOf(id, byCode, delegation) && goesBy(policy, id.way(), byCode));
    }

    private static boolean isOf(TextId id, boolean byCode, boolean delegation) {
        var occasion = id.occasion();
        if (occasion.startsWith("question-")
                || occasion.startsWith("contact-")
                || occasion.startsWith("mandate-") && !id.reader().equals("booker")) return false;
        if (occasion.startsWith("granted-") || occasion.startsWith("ended-")) return delegation;
        return byCode != id.reader().equals("booker");
    }

    private static boolean goesBy(ServicePolicy policy, Way way, boolean byCode) {
        return way == Way.NOTICE || byCode || policy.confirmations().contains(way.code());
    }

    @Override
    public List<Problem> wrong(TextId id, Written text) {
        return rulings.wrong(id, text.tidied());
    }

    @Override
    public Preview preview(TextId id, Written text) {
        var facts = madeUp.facts(id);
        var tidy = text.tidied();
        var paragraphs = tidy.wording().paragraphs(facts);
        var title = tidy.title() == null ? null : new Wording(tidy.title()).say(facts);
        var said = id.way() == Way.SMS ? tidy.wording().say(facts) : String.join("\n\n", paragraphs);
        var sms = id.way() == Way.SMS ? length.of(said) : new SmsLength.Length(0, false);
        return new Preview(
                title,
                paragraphs,
                said.length(),
                sms.parts(),
                sms.everySign(),
                id.language().equals(Locale.ITALIAN) ? Gulpease.of(said) : null);
    }

    @Override
    @Transactional
    public Saved save(TextId id, Written text, int seen, Actor.Official by) {
        mayWrite(by);
        if (find(id).isEmpty()) return new Saved.Unknown();
        var tidy = text.tidied();
        var wrong = rulings.wrong(id, tidy);
        return wrong.isEmpty() ? write(id, tidy, seen, by) : new Saved.Wrong(wrong);
    }

    @Override
    @Transactional
    public Saved backToShipped(TextId id, int seen, Actor.Official by) {
        mayWrite(by);
        return find(id).isEmpty() ? new Saved.Unknown() : write(id, null, seen, by);
    }

    private Saved write(TextId id, @Nullable Written text, int seen, Actor.Official by) {
        var written = rows.write(id, seen, text, by.staff(), clock.instant());
        if (written.isEmpty()) return new Saved.ChangedMeanwhile(find(id).orElseThrow());
        audit.record(
                Act.of(text == null ? "notification.text-taken-back" : "notification.text-changed"),
                by.doer(),
                new Subject("message-text", written.get()),
                Map.of(
                        "service", id.service(),
                        "message", id.message(),
                        "way", id.way().code(),
                        "language", id.language().getLanguage(),
                        "version", String.valueOf(seen + 1)));
        texts.changing();
        return new Saved.Done(seen + 1);
    }

    private static void mayWrite(Actor.Official by) {
        if (!by.may(Right.WRITE_MESSAGES))
            throw new SecurityException("Not for " + by.doer().kind());
    }
}
