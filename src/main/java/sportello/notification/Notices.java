package sportello.notification;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.identity.Actor;
import sportello.identity.PersonId;
import sportello.platform.ProductClock;
import sportello.platform.Words;

/// The reserved area's notices: kept as ids and facts, worded when they are read.
@Service
class Notices implements Inbox {

    private final NoticeRows rows;
    private final Composer composer;
    private final Bookings bookings;
    private final Words words;
    private final ProductClock clock;

    Notices(NoticeRows rows, Composer composer, Bookings bookings, Words words, ProductClock clock) {
        this.rows = rows;
        this.composer = composer;
        this.bookings = bookings;
        this.words = words;
        this.clock = clock;
    }

    @Override
    public List<Notice> of(PersonId person, Locale language, int most) {
        return rows.of(person.value(), most).stream()
                .map(row -> worded(row, language))
                .toList();
    }

    @Override
    public int unread(PersonId person) {
        return rows.unread(person.value());
    }

    @Override
    @Transactional
    public Optional<Notice> read(UUID notice, Locale language, Actor.Booker by) {
        return rows.read(notice, by.person().value(), clock.instant()).map(row -> worded(row, language));
    }

    private Notice worded(NoticeRows.Row row, Locale language) {
        var facts = new HashMap<String, Object>(Composer.readable(row.facts(), language));
        facts.putAll(composer.offerFacts(row.facts(), language));
        if (row.appointment() != null) {
            bookings.find(new AppointmentId(row.appointment()))
                    .ifPresent(appointment -> facts.putAll(composer.facts(appointment, language)));
        }
        if (row.facts().containsKey("position"))
            facts.putAll(composer.positionFacts(row.facts().get("position")));
        if (row.delegation() != null) facts.putAll(composer.delegationFacts(row.delegation()));
        var stem = "message." + row.template() + ".notice.";
        return new Notice(
                row.id(),
                row.template(),
                words.say(language, stem + "title", facts),
                List.of(words.say(language, stem + "text", facts).split("\\s*\\|\\s*")),
                row.at(),
                row.readAt(),
                row.appointment(),
                row.delegation(),
                Optional.ofNullable(row.facts().get("question"))
                        .map(UUID::fromString)
                        .orElse(null));
    }
}
