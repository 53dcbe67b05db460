package sportello.web.office.texts;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.identity.Actor;
import sportello.notification.texts.MessageTexts;
import sportello.notification.texts.MessageTexts.Change;
import sportello.notification.texts.MessageTexts.Preview;
import sportello.notification.texts.MessageTexts.Problem;
import sportello.notification.texts.MessageTexts.Saved;
import sportello.notification.texts.MessageTexts.Sheet;
import sportello.notification.texts.TextId;
import sportello.notification.texts.Way;
import sportello.notification.texts.Written;
import sportello.offices.Offices;
import sportello.offices.Offices.StaffMember;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.citizen.Errors;

/// One text, written, looked at and kept; or taken back to what the product ships.
@RestController
@RequestMapping("/office/texts/{service}/{message}/{way}/{language}")
class TextController {

    private final MessageTexts texts;
    private final Offices offices;
    private final TextNames names;
    private final Templates templates;

    TextController(MessageTexts texts, Offices offices, TextNames names, Templates templates) {
        this.texts = texts;
        this.offices = offices;
        this.names = names;
        this.templates = templates;
    }

    @GetMapping
    JteModel show(
            Frame frame,
            Actor.Official official,
            @PathVariable String service,
            @PathVariable String message,
            @PathVariable String way,
            @PathVariable String language,
            @RequestParam(required = false) @Nullable String done) {
        var sheet = sheet(official, service, message, way, language);
        var told = done == null ? null : frame.say(sheet.own() ? "texts.done.own" : "texts.done.shipped");
        return page(frame, sheet, sheet.current(), new Said(Errors.NONE, preview(sheet, sheet.current()), null, told));
    }

    @PostMapping
    ResponseEntity<?> write(
            Frame frame,
            Actor.Official official,
            @PathVariable String service,
            @PathVariable String message,
            @PathVariable String way,
            @PathVariable String language,
            @RequestParam(required = false) @Nullable String title,
            @RequestParam(defaultValue = "") String body,
            @RequestParam(defaultValue = "0") int seen,
            @RequestParam(name = "do", defaultValue = "preview") String verb) {
        var sheet = sheet(official, service, message, way, language);
        var typed = new Written(sheet.id().way().hasTitle() ? title == null ? "" : title : null, body).tidied();
        return switch (verb) {
            case "save" -> kept(frame, sheet, typed, texts.save(sheet.id(), typed, seen, official));
            case "shipped" -> kept(frame, sheet, typed, texts.backToShipped(sheet.id(), seen, official));
            default -> looked(frame, sheet, typed, texts.wrong(sheet.id(), typed));
        };
    }

    private ResponseEntity<?> kept(Frame frame, Sheet sheet, Written typed, Saved saved) {
        return switch (saved) {
            case Saved.Done _ -> Answer.goTo(TextNames.address(sheet.id()) + "?done");
            case Saved.Wrong(var problems) -> looked(frame, sheet, typed, problems);
            case Saved.ChangedMeanwhile(var now) ->
                ResponseEntity.status(HttpStatus.CONFLICT)
                        .body(page(frame, now, typed, new Said(Errors.NONE, preview(now, typed), now.current(), null)));
            case Saved.Unknown _ -> throw Answer.unknown();
        };
    }

    private ResponseEntity<?> looked(Frame frame, Sheet sheet, Written typed, List<Problem> problems) {
        if (problems.isEmpty())
            return ResponseEntity.ok(
                    page(frame, sheet, typed, new Said(Errors.NONE, preview(sheet, typed), null, null)));
        var errors =
                new Errors(problems.stream().map(each -> wrong(frame, each)).toList());
        return ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
                .body(page(frame, sheet, typed, new Said(errors, null, null, null)));
    }

    private static Errors.Wrong wrong(Frame frame, Problem problem) {
        var said = frame.sayWith(problem.word(), problem.facts());
        var text = problem.word().startsWith("texts.must.") ? frame.say("texts.wrong.missing", "what", said) : said;
        return new Errors.Wrong(problem.field(), text, text);
    }

    private Preview preview(Sheet sheet, Written text) {
        return texts.preview(sheet.id(), text);
    }

    private Sheet sheet(Actor.Official official, String service, String message, String way, String language) {
        TextsController.check(official);
        return Way.of(way)
                .flatMap(by -> texts.find(new TextId(service, message, by, Locale.of(language))))
                .orElseThrow(Answer::unknown);
    }

    private record Said(
            Errors errors,
            @Nullable Preview preview,
            @Nullable Written meanwhile,
            @Nullable String told) {}

    /// What was typed last stays in the form, whatever became of it.
    private JteModel page(Frame frame, Sheet sheet, Written typed, Said said) {
        var id = sheet.id();
        return templates.officeText(
                frame,
                new TextPage(
                        TextNames.address(id),
                        TextNames.all(id),
                        names.occasion(frame, id),
                        names.service(frame, id.service()) + ". " + names.what(frame, id),
                        names.language(frame, id.language()),
                        sheet.own(),
                        id.way().hasTitle(),
                        sheet.version(),
                        typed,
                        sheet.shipped(),
                        sheet.allowed().stream()
                                .map(place -> names.place(frame, place))
                                .toList(),
                        sheet.compulsory().stream()
                                .map(must -> names.must(frame, must))
                                .toList(),
                        sheet.changes().stream().map(each -> past(frame, each)).toList(),
                        said.errors(),
                        said.preview(),
                        said.meanwhile(),
                        said.told()));
    }

    private TextPage.Past past(Frame frame, Change change) {
        return new TextPage.Past(
                frame.dayAndHour(change.at()),
                offices.staff(change.staff()).map(StaffMember::name).orElse(""),
                frame.say(change.text() == null ? "texts.past.shipped" : "texts.past.own"));
    }
}
