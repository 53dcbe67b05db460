package sportello.notification;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import sportello.booking.AppointmentId;
import sportello.booking.Bookings;
import sportello.identity.Actor;
import sportello.identity.PersonId;
import sportello.notification.texts.TextId;
import sportello.notification.texts.Texts;
import sportello.notification.texts.Way;
import sportello.notification.texts.Wording;
import sportello.notification.texts.Written;
import sportello.platform.ProductClock;

/// The reserved area's notices: kept as ids and facts, worded when they are read.
@Service
class Notices implements Inbox {

    private final NoticeRows rows;
    private final Facts facts;
    private final Texts texts;
    private final Bookings bookings;
    private final ProductClock clock;

    Notices(NoticeRows rows, Facts facts, Texts texts, Bookings bookings, ProductClock clock) {
        this.rows = rows;
        this.facts = facts;
        this.texts = texts;
        this.bookings = bookings;
        this.clock = clock;
    }

    @Override
    public Page page(PersonId person, Locale language, @Nullable String after, int most) {
        var rows = this.rows.of(person.value(), NoticeMark.parse(after), most + 1);
        var shown = rows.size() > most ? rows.subList(0, most) : rows;
        return new Page(
                shown.stream().map(row -> worded(row, language)).toList(),
                rows.size() > most ? NoticeMark.of(shown.getLast()).toString() : null);
    }

    @Override
    @Transactional
    public int readAll(PersonId person) {
        return rows.readAll(person.value(), clock.instant());
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

    Notice worded(NoticeRows.Row row, Locale language) {
        var appointment = row.appointment() == null
                ? null
                : bookings.find(new AppointmentId(row.appointment())).orElse(null);
        var said = facts.of(row.facts(), appointment, row.delegation(), false, language);
        if (row.facts().containsKey("position"))
            said.putAll(facts.position(row.facts().get("position")));
        var service = facts.serviceOf(row.facts(), appointment, row.delegation());
        var text = texts.of(new TextId(service, row.template(), Way.NOTICE, language))
                .orElse(new Written(row.template(), ""));
        return new Notice(
                row.id(),
                row.template(),
                new Wording(Objects.requireNonNullElse(text.title(), "")).say(said),
                new Wording(text.body()).paragraphs(said),
                row.at(),
                row.readAt(),
                row.appointment(),
                row.delegation(),
                Optional.ofNullable(row.facts().get("question"))
                        .map(UUID::fromString)
                        .orElse(null));
    }
}
