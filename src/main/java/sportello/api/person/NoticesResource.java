package sportello.api.person;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import sportello.api.describe.Operation;
import sportello.api.describe.Sample;
import sportello.api.describe.Samples;
import sportello.api.page.Page;
import sportello.api.problem.Kind;
import sportello.api.problem.Problem;
import sportello.identity.Actor;
import sportello.notification.Inbox;
import sportello.partners.Needs;
import sportello.partners.Scope;

/// The person's notices (*Avvisi*), in whatever capacity they ask.
@RestController
@RequestMapping("/api/v1/notices")
class NoticesResource {

    private final Inbox inbox;

    NoticesResource(Inbox inbox) {
        this.inbox = inbox;
    }

    @Needs(Scope.NOTICES_READ)
    @Operation(
            id = "listNotices",
            summary = "The person's notices: what was not read first, of each the latest first",
            tag = Operation.Tag.PERSON)
    @GetMapping
    Page<NoticeView> all(
            Actor.Booker by,
            Locale language,
            @RequestParam(value = "limit", defaultValue = "20") @Sample("20") @Min(1) @Max(100) int limit,
            @RequestParam(value = "cursor", required = false)
                    @Size(max = 200) @Pattern(regexp = "^[A-Za-z0-9_-]+$") @Nullable String cursor) {
        var page = inbox.page(by.person(), language, cursor, limit);
        return new Page<>(page.notices().stream().map(NoticesResource::view).toList(), page.next());
    }

    @Needs(Scope.NOTICES_WRITE)
    @Operation(id = "readNotice", summary = "Marks a notice as read and shows it", tag = Operation.Tag.PERSON)
    @PostMapping("/{notice_id}/reading")
    NoticeView read(Actor.Booker by, Locale language, @PathVariable("notice_id") @Sample(Samples.NOTICE) UUID notice) {
        return inbox.read(notice, language, by)
                .map(NoticesResource::view)
                .orElseThrow(() -> Problem.of(Kind.NOT_FOUND));
    }

    private static NoticeView view(Inbox.Notice notice) {
        return new NoticeView(
                notice.id(),
                notice.kind(),
                notice.title(),
                notice.paragraphs(),
                notice.at(),
                notice.readAt(),
                notice.appointment(),
                notice.delegation(),
                notice.question());
    }
}
