package sportello.web.office.texts;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.identity.Actor;
import sportello.identity.Right;
import sportello.notification.texts.MessageTexts;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.office.texts.TextsPage.Choice;
import sportello.web.office.texts.TextsPage.Group;
import sportello.web.office.texts.TextsPage.Line;

/// The texts of messages, one service and language at a time.
@RestController
class TextsController {

    private final MessageTexts texts;
    private final Services services;
    private final TextNames names;
    private final Templates templates;

    TextsController(MessageTexts texts, Services services, TextNames names, Templates templates) {
        this.texts = texts;
        this.services = services;
        this.names = names;
        this.templates = templates;
    }

    static void check(Actor.Official official) {
        if (!official.may(Right.WRITE_MESSAGES)) throw Answer.unknown();
    }

    @GetMapping("/office/texts")
    JteModel all(
            Frame frame,
            Actor.Official official,
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable String language) {
        check(official);
        var offered = services.all().stream().map(ServicePolicy::code).sorted().toList();
        var chosen = service == null || !offered.contains(service) ? offered.getFirst() : service;
        var in = language == null || !texts.languages().contains(Locale.of(language))
                ? Locale.ITALIAN
                : Locale.of(language);
        return templates.officeTexts(
                frame,
                new TextsPage(
                        offered.stream()
                                .map(each -> new Choice(each, names.service(frame, each), each.equals(chosen)))
                                .toList(),
                        texts.languages().stream()
                                .map(each ->
                                        new Choice(each.getLanguage(), names.language(frame, each), each.equals(in)))
                                .toList(),
                        names.service(frame, chosen),
                        names.language(frame, in),
                        groups(frame, chosen, in)));
    }

    private List<Group> groups(Frame frame, String service, Locale language) {
        var byOccasion = new LinkedHashMap<String, ArrayList<Line>>();
        for (var entry : texts.of(service, language))
            byOccasion
                    .computeIfAbsent(names.occasion(frame, entry.id()), name -> new ArrayList<>())
                    .add(new Line(TextNames.address(entry.id()), names.what(frame, entry.id()), entry.own()));
        return byOccasion.entrySet().stream()
                .map(group -> new Group(group.getKey(), List.copyOf(group.getValue())))
                .toList();
    }
}
