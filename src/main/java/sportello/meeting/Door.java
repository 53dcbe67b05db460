package sportello.meeting;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Subject;
import sportello.identity.Actor;
import sportello.meeting.Rooms.Knock;
import sportello.meeting.Rooms.Resend;
import sportello.platform.KeyRing;
import sportello.platform.ProductClock;
import sportello.platform.Reference;

/// The door of a room: who types which code, in which browser (rule D13).
@Component
class Door {

    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final RoomRows rooms;
    private final EntryRows entries;
    private final EntryCode codes;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final ProductClock clock;
    private final InstantSource machine = InstantSource.system();

    Door(
            RoomRows rooms,
            EntryRows entries,
            KeyRing keys,
            AuditTrail audit,
            ApplicationEventPublisher events,
            ProductClock clock) {
        this.rooms = rooms;
        this.entries = entries;
        this.codes = new EntryCode(keys);
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<String> codeNow(EntryId id) {
        var entry = entries.find(id, machine.instant());
        if (entry.isEmpty() || entry.get().official() || entry.get().byLogin()) return Optional.empty();
        var room = rooms.find(entry.get().room()).orElseThrow();
        if (room.status().over()) return Optional.empty();
        return Optional.of(
                codes.of(id, entry.get().generation(), room.plan().codes().digits()));
    }

    @Transactional
    public Knock knock(Reference publicRef, Actor by, String code, String browser) {
        if (!BrowserSecret.strongEnough(browser)) throw new IllegalArgumentException("The browser's secret is short");
        var found = entries.find(publicRef, machine.instant());
        if (found.isEmpty() || !mayKnock(found.get(), by)) return new Knock.NotFound();
        var entry = found.get();
        var room = rooms.find(entry.room()).orElseThrow();
        var now = clock.instant();
        if (room.status().over()) return new Knock.Over();
        if (now.isBefore(room.waitingOpensAt())) return new Knock.TooEarly(room.waitingOpensAt());
        if (boundTo(entry.id(), browser)) return new Knock.LetIn(entry);
        return attempt(entry, room, by, code, browser, now);
    }

    /// A login is all it takes; the browser they come with is bound as by a code, another one before it no longer.
    @Transactional
    public Knock enter(Reference publicRef, Actor by, String browser) {
        if (!BrowserSecret.strongEnough(browser)) throw new IllegalArgumentException("The browser's secret is short");
        var found = entries.find(publicRef, machine.instant());
        if (found.isEmpty() || !found.get().byLogin() || !Parties.is(found.get(), by)) return new Knock.NotFound();
        var entry = found.get();
        var room = rooms.find(entry.room()).orElseThrow();
        if (room.status().over()) return new Knock.Over();
        if (clock.instant().isBefore(room.waitingOpensAt())) return new Knock.TooEarly(room.waitingOpensAt());
        if (!entries.bindByLogin(entry.id(), BrowserSecret.hash(browser), machine.instant()))
            return new Knock.NotFound();
        audit.record(Act.of("meeting.entered-by-login"), by.doer(), subject(entry));
        events.publishEvent(new RoomChanged(room.id()));
        return new Knock.LetIn(entries.find(entry.id(), machine.instant()).orElseThrow());
    }

    private Knock attempt(Entry entry, Room room, Actor by, String code, String browser, Instant now) {
        var policy = room.plan().codes();
        var counted = entries.countAttempt(entry.id(), now);
        if (counted.isEmpty()) return new Knock.Paused(entries.pausedUntil(entry.id()));
        var attempt = counted.get();
        if (!codes.matches(code, entry.id(), attempt.generation(), policy.digits())) {
            int left = policy.attempts() - attempt.count();
            audit.record(Act.of("meeting.code-wrong"), by.doer(), subject(entry), Map.of("left", "" + left));
            if (left > 0) return new Knock.WrongCode(left);
            var until = now.plus(policy.pause());
            entries.pause(entry.id(), until);
            return new Knock.Paused(until);
        }
        if (!entries.bind(entry.id(), BrowserSecret.hash(browser), attempt.generation(), machine.instant())) {
            entries.uncountAttempt(entry.id());
            return new Knock.UsedElsewhere();
        }
        audit.record(Act.of("meeting.entered-by-code"), by.doer(), subject(entry));
        events.publishEvent(new RoomChanged(room.id()));
        return new Knock.LetIn(entries.find(entry.id(), machine.instant()).orElseThrow());
    }

    @Transactional(readOnly = true)
    public boolean boundTo(EntryId id, String browser) {
        var kept = entries.browserHash(id);
        return kept != null && MessageDigest.isEqual(kept, BrowserSecret.hash(browser));
    }

    @Transactional
    public Resend resend(EntryId id, Actor by) {
        var found = entries.find(id, machine.instant());
        if (found.isEmpty() || found.get().official() || found.get().byLogin()) return new Resend.NotFound();
        var room = rooms.find(found.get().room()).orElseThrow();
        if (!mayAskAgain(found.get(), room, by)) return new Resend.NotFound();
        if (room.status().over()) return new Resend.Over();
        var now = clock.instant();
        entries.lock(id);
        if (by instanceof Actor.Guest
                && there(entries.find(id, machine.instant()).orElseThrow())) {
            return new Resend.ThereAlready();
        }
        List<Instant> lately = entries.resendsSince(id, now.minus(AN_HOUR));
        if (lately.size() >= room.plan().codes().resendsPerHour()) {
            return new Resend.TooMany(lately.getFirst().plus(AN_HOUR));
        }
        entries.renewCode(id, now);
        audit.record(Act.of("meeting.code-renewed"), by.doer(), subject(found.get()));
        events.publishEvent(new EntryCodeRenewed(room.id(), id, room.plan().about()));
        events.publishEvent(new RoomChanged(room.id()));
        return new Resend.Sent(entries.find(id, machine.instant()).orElseThrow());
    }

    private static boolean there(Entry entry) {
        return entry.bound() && (entry.inside() || entry.waitingSince() != null);
    }

    /// A person with own identity shows it; who has only a link has shown nothing yet but the link.
    private static boolean mayKnock(Entry entry, Actor by) {
        if (entry.official() || entry.byLogin()) return false;
        return entry.person() == null || Parties.is(entry, by);
    }

    private boolean mayAskAgain(Entry entry, Room room, Actor by) {
        if (by instanceof Actor.Official official) {
            return Parties.mayHold(room, entries.of(room.id(), machine.instant()), official);
        }
        var who = by instanceof Actor.Assisted helped ? helped.who() : by;
        return Parties.is(entry, who) || (entry.person() == null && expects(room, who));
    }

    /// Who comes with an own identity may have a new code sent to who comes with a link; the code itself never shows.
    private boolean expects(Room room, Actor by) {
        return by instanceof Actor.Booker
                && entries.of(room.id(), machine.instant()).stream().anyMatch(other -> Parties.is(other, by));
    }

    private static Subject subject(Entry entry) {
        return new Subject("entry", entry.id().value());
    }
}
