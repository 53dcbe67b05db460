package sportello.intermediaries;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import sportello.booking.Matter;
import sportello.booking.spi.Eligibility;
import sportello.identity.Actor;
import sportello.identity.Assurance;
import sportello.identity.PersonId;
import sportello.offices.Cassetto;
import sportello.offices.Services;

/// Who may book a consultancy (rules C3, C4): an enabled member of a studio, on questions of one position it has a
/// mandate for, when an appointment may be lit on them. Somebody else's position or question is refused in the same
/// words as one that does not exist.
@Component
class MandatedEligibility implements Eligibility {

    private static final int MOST_QUESTIONS = 10;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT);

    private final Access access;
    private final StudioRows studios;
    private final QuestionRows questions;
    private final Lights lights;
    private final Services services;

    MandatedEligibility(Access access, StudioRows studios, QuestionRows questions, Lights lights, Services services) {
        this.access = access;
        this.studios = studios;
        this.questions = questions;
        this.lights = lights;
        this.services = services;
    }

    @Override
    public String name() {
        return "intermediaries";
    }

    @Override
    public Answer mayBook(Actor.Booker by, String service) {
        if (!(by instanceof Actor.Intermediary dario)) return refused("not_intermediary");
        if (!dario.assurance().atLeast(Assurance.SUBSTANTIAL)) return refused("assurance");
        return isEnabled(dario, service) ? new Answer.Fine() : refused("not_enabled");
    }

    @Override
    public Answer judge(Actor.Booker by, String service, Matter matter) {
        var may = mayBook(by, service);
        if (!(may instanceof Answer.Fine) || !(by instanceof Actor.Intermediary dario)) return may;
        var position = PositionId.parse(matter.get("position"))
                .flatMap(id -> access.kept(id, dario))
                .filter(it -> cassetto(service).filter(it.cassetto()::equals).isPresent());
        if (position.isEmpty()) return refused("position_unknown");
        var asked = Lights.questions(matter);
        if (asked.isEmpty() || asked.size() > MOST_QUESTIONS)
            return new Answer.Wrong(Map.of("questions", "intermediaries.field.questions.choose"));
        for (var id : asked) {
            var question = questions
                    .find(id)
                    .filter(row -> row.studio().id().equals(dario.studio()))
                    .filter(row -> row.position().id().equals(position.get().id()));
            if (question.isEmpty()) return refused("question_unknown");
            var why = refusal(question.get());
            if (why.isPresent()) return why.get();
        }
        var wrong = StatedContact.wrong(matter);
        if (!wrong.isEmpty()) return new Answer.Wrong(wrong);
        return new Answer.Fine(asked.stream().map(QuestionId::value).collect(Collectors.toSet()));
    }

    @Override
    public boolean judgesTheDay() {
        return true;
    }

    @Override
    public Answer judge(Actor.Booker by, String service, Matter matter, LocalDate day) {
        var answer = judge(by, service, matter);
        if (!(answer instanceof Answer.Fine) || !(by instanceof Actor.Intermediary dario)) return answer;
        return PositionId.parse(matter.get("position"))
                        .filter(id -> access.lasts(id, dario, day))
                        .isPresent()
                ? answer
                : refused("mandate_ends");
    }

    /// One with an open appointment is no matter of eligibility: booking answers that it is booked already, and moves
    /// it.
    private Optional<Answer> refusal(QuestionRows.Row question) {
        return switch (lights.on(question)) {
            case Lighting.Lit _, Lighting.Booked _ -> Optional.empty();
            case Lighting.NotYet(var from) -> Optional.of(refused("not_yet", question, "from", from.format(DAY)));
            case Lighting.ReplyFirst _ -> Optional.of(refused("reply_first", question));
            case Lighting.Answered _ -> Optional.of(refused("answered", question));
            case Lighting.Over _ -> Optional.of(refused("over", question));
            case Lighting.NotFound _ -> Optional.of(refused("question_unknown"));
        };
    }

    @Override
    public Optional<UUID> competent(Actor.Booker by, Matter matter) {
        if (!(by instanceof Actor.Intermediary dario)) return Optional.empty();
        return PositionId.parse(matter.get("position"))
                .flatMap(id -> access.kept(id, dario))
                .map(Position::office);
    }

    @Override
    public boolean competentByMatter() {
        return true;
    }

    @Override
    public boolean mayHandle(Actor.Booker by, String service, Matter matter) {
        return by instanceof Actor.Intermediary dario && isEnabled(dario, service);
    }

    @Override
    public Set<UUID> partiesOf(PersonId person) {
        return studios.ofMember(person).stream().map(Studio::id).collect(Collectors.toSet());
    }

    private boolean isEnabled(Actor.Intermediary by, String service) {
        return cassetto(service).filter(access.enabled(by)::contains).isPresent();
    }

    private Optional<Cassetto> cassetto(String service) {
        return services.find(service).flatMap(policy -> Optional.ofNullable(policy.cassetto()));
    }

    private static Answer refused(String why) {
        return new Answer.Refused("intermediaries.refused." + why, Map.of());
    }

    private static Answer refused(String why, QuestionRows.Row question) {
        return new Answer.Refused("intermediaries.refused." + why, Map.of("protocol", question.protocol()));
    }

    private static Answer refused(String why, QuestionRows.Row question, String fact, String value) {
        return new Answer.Refused(
                "intermediaries.refused." + why, Map.of("protocol", question.protocol(), fact, value));
    }
}
