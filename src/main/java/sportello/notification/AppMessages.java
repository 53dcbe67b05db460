package sportello.notification;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import sportello.booking.Appointment;
import sportello.identity.FiscalCode;
import sportello.identity.Person;
import sportello.identity.PersonId;
import sportello.platform.ProductClock;
import sportello.platform.PublicAddress;
import sportello.platform.Words;

/// Puts a message for App IO together: the notice's own words, which hold no code (rule D13), and the way to it.
@Component
class AppMessages {

    private static final int SHORTEST_TITLE = 10;
    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_TEXT = 10_000;
    private static final Set<String> OF_AN_HOUR_TO_COME =
            Set.of("booked", "moved", "to-move", "reminder-before", "reminder-day", "venue-agreed", "accepted");

    private final Notices notices;
    private final Recipients recipients;
    private final Words words;
    private final ProductClock clock;
    private final PublicAddress address;
    private final NotificationSettings settings;
    private final AppIoSettings app;

    AppMessages(
            Notices notices,
            Recipients recipients,
            Words words,
            ProductClock clock,
            PublicAddress address,
            NotificationSettings settings,
            AppIoSettings app) {
        this.notices = notices;
        this.recipients = recipients;
        this.words = words;
        this.clock = clock;
        this.address = address;
        this.settings = settings;
        this.app = app;
    }

    /// Empty when there is nobody to tell or nothing to tell any more. `from` is the service under whose key it goes.
    Optional<Outgoing> compose(OutboxRows.Row row, Known known) {
        if (row.person() == null) return Optional.empty();
        var code = Optional.ofNullable(known.people().get(new PersonId(row.person())))
                .flatMap(Person::taxCode)
                .map(FiscalCode::value);
        var about = known.appointment(row);
        var service = about == null ? "" : about.service();
        if (code.isEmpty() || over(row, about) || app.keyFor(service).isEmpty()) return Optional.empty();
        var language = recipients.language(row, null, known);
        var notice = notices.worded(
                new NoticeRows.Row(
                        row.id(),
                        row.template(),
                        row.appointment(),
                        row.delegation(),
                        row.facts(),
                        row.writtenAt(),
                        null),
                language);
        var text = String.join(
                        "\n\n",
                        notice.paragraphs().stream().map(AppMessages::plain).toList())
                + "\n\n"
                + words.say(language, "appio.close", Map.of("body", settings.sender(), "link", address.of("/notices")));
        return Optional.of(new Outgoing(
                row.key(),
                row.kind(),
                code.get(),
                service,
                null,
                title(notice.title()),
                text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text,
                language,
                List.of(),
                Instant.now()));
    }

    private boolean over(OutboxRows.Row row, @Nullable Appointment about) {
        var told = row.template().split("\\.", 2)[0];
        var hour = row.hour();
        if (hour != null && !settings.reminders().stillAt(hour, told, about, clock.instant())) return true;
        return row.appointment() != null
                && (about == null || OF_AN_HOUR_TO_COME.contains(told) && about.status() != Appointment.Status.BOOKED);
    }

    private String title(String said) {
        var title = said.length() < SHORTEST_TITLE ? settings.sender() + ": " + said : said;
        return title.length() > LONGEST_TITLE ? title.substring(0, LONGEST_TITLE - 1) + "…" : title;
    }

    /// App IO reads Markdown: a name never turns into a link.
    private static String plain(String text) {
        return text.replaceAll("([\\\\`*_\\[\\]<>#])", "\\\\$1");
    }
}
