package sportello.intermediaries;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Subject;
import sportello.booking.AppointmentId;
import sportello.documents.DocumentId;
import sportello.documents.Vault;
import sportello.identity.Actor;
import sportello.intermediaries.Question.Kind;
import sportello.intermediaries.Question.State;
import sportello.intermediaries.QuestionFiles.Checked;
import sportello.intermediaries.QuestionFiles.Judged;
import sportello.intermediaries.QuestionRows.Request;
import sportello.intermediaries.QuestionRows.Row;
import sportello.offices.Cassetto;
import sportello.offices.Offices;
import sportello.platform.IdempotencyKey;
import sportello.platform.ProductClock;

/// Asks, answers and ends questions. A refusal leaves nothing behind: its transaction is rolled back.
@Service
class QuestionDesk implements Questions {

    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_TEXT = 8000;

    private final QuestionRows rows;
    private final SearchRows found;
    private final Topics topics;
    private final QuestionFiles files;
    private final Lights lights;
    private final LitInVain lit;
    private final Access access;
    private final Threads threads;
    private final StudioRows studios;
    private final Offices offices;
    private final Vault vault;
    private final IntermediarySettings settings;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final ProductClock clock;
    private final TransactionTemplate transaction;

    QuestionDesk(
            QuestionRows rows,
            SearchRows found,
            Topics topics,
            QuestionFiles files,
            Lights lights,
            LitInVain lit,
            Access access,
            Threads threads,
            StudioRows studios,
            Offices offices,
            Vault vault,
            IntermediarySettings settings,
            AuditTrail audit,
            ApplicationEventPublisher events,
            ProductClock clock,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.found = found;
        this.topics = topics;
        this.files = files;
        this.lights = lights;
        this.lit = lit;
        this.access = access;
        this.threads = threads;
        this.studios = studios;
        this.offices = offices;
        this.vault = vault;
        this.settings = settings;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @Override
    public List<Topic> topics(Cassetto cassetto) {
        return topics.in(cassetto);
    }

    @Override
    public Optional<Topic> topic(String code) {
        return topics.find(code);
    }

    @Override
    public Asked ask(
            Actor.Intermediary by,
            PositionId position,
            String topic,
            String subject,
            String text,
            List<Upload> uploads,
            IdempotencyKey key)
            throws IOException {
        var place = access.position(position, by).orElse(null);
        if (place == null) return new NotFound();
        var line = oneLine(subject);
        var wrong = wrong(place, topic, line, text);
        if (!wrong.isEmpty()) return new Wrong(wrong);
        return switch (files.judge(uploads)) {
            case Judged.TooMany(var most) -> new TooManyFiles(most);
            case Judged.TooLarge(var most) -> new FilesTooLarge(most);
            case Judged.Unfit(var name, var why) -> new UnfitFile(name, why);
            case Judged.Fine(var checked) -> {
                var request = Requests.of(by, key, "ask", checked, position, topic, line, text.strip());
                yield whole(() -> ask(by, place.id(), topic, line, text.strip(), checked, request));
            }
        };
    }

    private Asked ask(
            Actor.Intermediary by,
            PositionId position,
            String topic,
            String subject,
            String text,
            List<Checked> checked,
            Request request) {
        var id = rows.nextId();
        var now = clock.instant();
        if (!rows.claim(request, id, now))
            return repeated(request, by).map(earlier -> (Asked) earlier).orElseGet(KeyReused::new);
        var place = access.kept(position, by).orElse(null);
        if (place == null) return new NotFound();
        var question = new Row(
                id,
                protocol(place.office(), now),
                place,
                studios.find(by.studio()).orElseThrow(),
                place.office(),
                topic,
                subject,
                State.OPEN,
                false,
                now,
                by.person(),
                now,
                now);
        rows.insert(question);
        say(question, Kind.QUESTION, by, text, checked, State.OPEN, false);
        events.publishEvent(new QuestionAsked(id));
        return new Done(threads.whole(rows.find(id).orElseThrow()));
    }

    private String protocol(UUID office, Instant now) {
        var province = offices.find(office).orElseThrow().province();
        int year = ProductClock.inRome(now).getYear();
        return "INPS.%s.%d.%07d".formatted(province.toUpperCase(Locale.ROOT), year, rows.nextNumber(province, year));
    }

    private Map<String, String> wrong(Position place, String topic, String subject, String text) {
        var wrong = new java.util.LinkedHashMap<String, String>();
        if (topics.find(topic).filter(it -> it.cassetto() == place.cassetto()).isEmpty())
            wrong.put("topic", "intermediaries.field.topic.choose");
        if (showsNothing(subject)) wrong.put("subject", "intermediaries.field.subject.missing");
        else if (subject.length() > LONGEST_SUBJECT) wrong.put("subject", "intermediaries.field.subject.long");
        wrong.putAll(wrongText(text));
        return wrong;
    }

    /// It stands in lists, links and messages: no line breaks, no signs that turn the reading direction.
    private static String oneLine(String subject) {
        return subject.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ")
                .replaceAll("[\\u202A-\\u202E\\u2066-\\u2069]", "")
                .strip();
    }

    private static boolean showsNothing(String text) {
        return text.codePoints()
                .allMatch(sign -> Character.isWhitespace(sign)
                        || Character.isSpaceChar(sign)
                        || Character.isISOControl(sign)
                        || Character.getType(sign) == Character.FORMAT);
    }

    private static Map<String, String> wrongText(String text) {
        if (showsNothing(text)) return Map.of("text", "intermediaries.field.text.missing");
        if (text.strip().length() > LONGEST_TEXT || text.indexOf('\0') >= 0)
            return Map.of("text", "intermediaries.field.text.long");
        return Map.of();
    }

    @Override
    public Optional<Question> find(QuestionId id, Actor by) {
        return rows.find(id).filter(row -> access.sees(by, row)).map(threads::whole);
    }

    @Override
    public List<Question> about(AppointmentId appointment, Actor by) {
        return rows.about(appointment).stream()
                .flatMap(id -> find(id, by).stream())
                .toList();
    }

    @Override
    public QuestionPage search(Actor by, QuestionSearch what, @Nullable String cursor) {
        var after = Cursor.read(cursor).filter(QuestionDesk::leads);
        int most = settings.pageLength() + 1;
        return switch (by) {
            case Actor.Intermediary dario ->
                page(found.ofStudio(dario.studio(), access.enabled(dario), clock.today(), what, after, most));
            case Actor.Official official ->
                page(found.ofOffice(
                        official.office(),
                        access.handledBy(official),
                        official.person().value(),
                        what,
                        after,
                        most));
            case Actor.Citizen _, Actor.Assisted _, Actor.Guest _, Actor.Client _, Actor.System _ ->
                new QuestionPage(List.of(), null);
        };
    }

    private QuestionPage page(List<QuestionPage.Line> lines) {
        if (lines.size() <= settings.pageLength()) return new QuestionPage(lines, null);
        var shown = List.copyOf(lines.subList(0, settings.pageLength()));
        return new QuestionPage(shown, SearchRows.after(shown.getLast()).written());
    }

    private static boolean leads(Cursor cursor) {
        try {
            var at = Instant.parse(cursor.first());
            return at.isAfter(Instant.EPOCH)
                    && at.isBefore(END)
                    && QuestionId.parse(cursor.second()).isPresent();
        } catch (DateTimeParseException notATime) {
            return false;
        }
    }

    @Override
    public Replied reply(QuestionId id, Actor.Intermediary by, String text, List<Upload> uploads, IdempotencyKey key)
            throws IOException {
        if (!wrongText(text).isEmpty()) return new Wrong(wrongText(text));
        if (rows.find(id).filter(row -> access.sees(by, row)).isEmpty()) return new NotFound();
        return switch (files.judge(uploads)) {
            case Judged.TooMany(var most) -> new TooManyFiles(most);
            case Judged.TooLarge(var most) -> new FilesTooLarge(most);
            case Judged.Unfit(var name, var why) -> new UnfitFile(name, why);
            case Judged.Fine(var checked) ->
                add(
                        Requests.of(by, key, "reply", checked, id, text.strip()),
                        id,
                        by,
                        new Word(Kind.REPLY, text.strip(), checked, State.OPEN, Row::negative, QuestionReplied::new));
        };
    }

    @Override
    public Replied answer(QuestionId id, Actor.Official by, String text, boolean positive, IdempotencyKey key) {
        return official(
                id,
                by,
                key,
                new Word(
                        positive ? Kind.ANSWER : Kind.NEGATIVE_ANSWER,
                        text.strip(),
                        List.of(),
                        State.ANSWERED,
                        row -> !positive,
                        it -> new QuestionAnswered(it, positive)));
    }

    @Override
    public Replied askBack(QuestionId id, Actor.Official by, String text, IdempotencyKey key) {
        return official(
                id,
                by,
                key,
                new Word(
                        Kind.ASKS_BACK,
                        text.strip(),
                        List.of(),
                        State.ASKED_BACK,
                        Row::negative,
                        QuestionAskedBack::new));
    }

    @Override
    public Replied close(QuestionId id, Actor.Official by, String text, IdempotencyKey key) {
        return official(
                id,
                by,
                key,
                new Word(Kind.CLOSES, text.strip(), List.of(), State.CLOSED, Row::negative, QuestionClosed::new));
    }

    @Override
    public Replied reject(QuestionId id, Actor.Official by, String reason, IdempotencyKey key) {
        return official(
                id,
                by,
                key,
                new Word(
                        Kind.REJECTS, reason.strip(), List.of(), State.REJECTED, Row::negative, QuestionRejected::new));
    }

    @Override
    public Replied withdraw(QuestionId id, Actor.Intermediary by) {
        return whole(
                () -> add(id, by, new Word(Kind.WITHDRAWS, "", List.of(), State.WITHDRAWN, Row::negative, it -> null)));
    }

    private Replied official(QuestionId id, Actor.Official by, IdempotencyKey key, Word word) {
        if (!wrongText(word.text()).isEmpty()) return new Wrong(wrongText(word.text()));
        return add(Requests.of(by, key, word.kind().name(), List.of(), id, word.text()), id, by, word);
    }

    /// What somebody says and where it leads; `event` may tell nothing.
    private record Word(
            Kind kind,
            String text,
            List<Checked> files,
            State to,
            Predicate<Row> negative,
            Function<QuestionId, @Nullable Object> event) {}

    private Replied add(Request request, QuestionId id, Actor by, Word word) {
        return whole(() -> {
            if (rows.claim(request, id, clock.instant())) return add(id, by, word);
            return repeated(request, by).map(earlier -> (Replied) earlier).orElseGet(KeyReused::new);
        });
    }

    private Replied add(QuestionId id, Actor by, Word word) {
        var row = rows.lock(id).filter(it -> access.sees(by, it)).orElse(null);
        if (row == null) return new NotFound();
        if (by instanceof Actor.Intermediary dario
                && access.kept(row.position().id(), dario).isEmpty()) return new NotFound();
        if (!row.state().mayBecome(word.to())) return new NotNow(row.state());
        say(
                row,
                word.kind(),
                by,
                word.text(),
                word.files(),
                word.to(),
                word.negative().test(row));
        if (word.to().settled()) lit.over(id, word.to(), word.text(), by);
        var event = word.event().apply(id);
        if (event != null) events.publishEvent(event);
        return new Done(threads.whole(rows.find(id).orElseThrow()));
    }

    private void say(Row row, Kind kind, Actor by, String text, List<Checked> checked, State state, boolean negative) {
        var message = rows.say(row.id(), kind, author(by), text, state, negative, clock.instant());
        for (var file : checked) {
            try {
                rows.attach(
                        row.id(), message, files.keep(row.id(), row.position().cassetto(), file, by.doer()));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        audit.record(
                Act.of("intermediaries.question-"
                        + state.name().toLowerCase(Locale.ROOT).replace('_', '-')),
                by.doer(),
                new Subject("question", row.id().value()),
                Map.of("position", row.position().id().toString(), "files", String.valueOf(checked.size())));
    }

    private static @Nullable UUID author(Actor by) {
        return switch (by) {
            case Actor.Intermediary dario -> dario.person().value();
            case Actor.Official official -> official.staff();
            case Actor.Citizen _, Actor.Assisted _, Actor.Guest _, Actor.Client _, Actor.System _ -> null;
        };
    }

    /// The first answer again, if it was to the same and may still be seen.
    private Optional<Done> repeated(Request request, Actor by) {
        return rows.known(request)
                .filter(known -> known.to(request))
                .flatMap(known -> find(known.question(), by))
                .map(Done::new);
    }

    @Override
    @Transactional
    public Optional<InputStream> openFile(QuestionId id, DocumentId document, Actor by) throws IOException {
        var row = rows.find(id).filter(it -> access.sees(by, it)).orElse(null);
        if (row == null
                || rows.files(id).stream().noneMatch(it -> it.file().document().equals(document))
                || vault.find(document).isEmpty()) return Optional.empty();
        return Optional.of(vault.open(document, by.doer(), "question " + row.protocol()));
    }

    @Override
    public Lighting lighting(QuestionId id, Actor.Intermediary by) {
        return rows.find(id).filter(row -> access.sees(by, row)).map(lights::on).orElseGet(Lighting.NotFound::new);
    }

    @Override
    public List<Question> lit(PositionId position, Actor.Intermediary by) {
        if (access.position(position, by).isEmpty()) return List.of();
        return rows.open(position, by.studio()).stream()
                .filter(row -> lights.on(row) instanceof Lighting.Lit)
                .map(threads::whole)
                .toList();
    }

    private <T> T whole(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var answer = work.get();
            if (!(answer instanceof Done)) status.setRollbackOnly();
            return answer;
        }));
    }
}
