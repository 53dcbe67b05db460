package sportello.web.office;

import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import sportello.agenda.Search;
import sportello.audit.AuditReading;
import sportello.audit.Subject;
import sportello.booking.Bookings;
import sportello.casework.CaseFile;
import sportello.casework.CaseId;
import sportello.casework.Cases;
import sportello.identity.Actor;
import sportello.identity.Right;
import sportello.meeting.Recordings;
import sportello.web.Answer;
import sportello.web.Frame;
import sportello.web.NeedWords;

/// One case: who, what was done, what was sent, how it ended.
@Controller
class CaseController {

    private static final List<String> SHOWN = List.of(
            "delegator.given_name",
            "delegator.family_name",
            "delegator.tax_code",
            "delegator.born_on",
            "delegator.mobile",
            "delegator.email",
            "contact.mobile",
            "contact.email",
            "needs");

    private final Cases cases;
    private final Bookings bookings;
    private final Fates fates;
    private final Recordings recordings;
    private final AuditReading audit;
    private final Templates templates;

    CaseController(
            Cases cases,
            Bookings bookings,
            Fates fates,
            Recordings recordings,
            AuditReading audit,
            Templates templates) {
        this.cases = cases;
        this.bookings = bookings;
        this.fates = fates;
        this.recordings = recordings;
        this.audit = audit;
        this.templates = templates;
    }

    @GetMapping("/office/cases/{id}")
    ResponseEntity<JteModel> show(@PathVariable UUID id, Frame frame, Actor.Official official) {
        return cases.find(new CaseId(id), official)
                .map(file -> ResponseEntity.ok(templates.officeCaseFile(frame, view(frame, file, official))))
                .orElseThrow(Answer::unknown);
    }

    private CaseView view(Frame frame, CaseFile file, Actor.Official official) {
        var appointment = bookings.find(file.appointment()).orElseThrow();
        var facts = cases.facts(file.id(), official).orElse(Map.of());
        return new CaseView(
                file.id().value(),
                appointment,
                file,
                DeskController.kind(file.status()),
                DeskController.icon(file.status()),
                SHOWN.stream()
                        .filter(key -> !facts.getOrDefault(key, "").isBlank())
                        .map(key -> new CaseView.Fact(
                                "office.fact." + key,
                                key.equals("needs")
                                        ? NeedWords.said(frame, Search.needs(facts.getOrDefault(key, "")))
                                        : facts.getOrDefault(key, "")))
                        .toList(),
                fates.about(frame, file.appointment()),
                recordings
                        .about(file.id().value())
                        .map(Recordings.Played::startedAt)
                        .orElse(null),
                official.may(Right.READ_AUDIT) ? done(file) : List.of());
    }

    private List<AuditReading.Entry> done(CaseFile file) {
        var all = new ArrayList<>(audit.about(new Subject("case", file.id().value())));
        all.addAll(audit.about(new Subject("appointment", file.appointment().value())));
        all.sort(java.util.Comparator.comparingLong(AuditReading.Entry::id));
        return all;
    }
}
