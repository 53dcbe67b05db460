package sportello.meeting;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Subject;
import sportello.identity.Actor;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.meeting.Room.Status;
import sportello.platform.Envelope;
import sportello.platform.ProductClock;
import sportello.platform.Reference;

/// Keeps rooms in PostgreSQL: one transaction per verb, its events inside. Hours follow the product's clock; presence
/// and evidence (acknowledgements, attendance, lines) the machine's.
@Service
@Transactional
class KeptRooms implements Rooms {

    private static final Set<String> INVITED_ROLES = Set.of("companion", "interpreter");
    private static final int LONGEST_WORD = 500;
    private static final String MOBILE = "meeting.entry.mobile";

    /// The official reads no notice: by opening they acknowledge that the room is recorded.
    private static final String OPENING = "opening";

    private final RoomRows rooms;
    private final EntryRows entries;
    private final Door door;
    private final MediaRooms media;
    private final NeverRecorded never;
    private final People people;
    private final Envelope envelope;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final ProductClock clock;
    private final MeetingSettings settings;
    private final InstantSource machine = InstantSource.system();

    KeptRooms(
            RoomRows rooms,
            EntryRows entries,
            Door door,
            MediaRooms media,
            NeverRecorded never,
            People people,
            Envelope envelope,
            AuditTrail audit,
            ApplicationEventPublisher events,
            ProductClock clock,
            MeetingSettings settings) {
        this.rooms = rooms;
        this.entries = entries;
        this.door = door;
        this.media = media;
        this.never = never;
        this.people = people;
        this.envelope = envelope;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public Room prepare(RoomPlan plan) {
        var id = rooms.add(plan);
        for (var guest : plan.guests()) {
            entries.add(id, guest);
        }
        return rooms.find(id).orElseThrow();
    }

    @Override
    public void reschedule(UUID about, Instant startsAt, Instant endsAt) {
        var room = rooms.lockAbout(about).orElseThrow(Parties::unknown);
        if (room.status().over()) return;
        rooms.save(new Room(
                room.id(),
                room.plan().at(startsAt, endsAt),
                room.status(),
                room.openedBy(),
                room.openedAt(),
                null,
                null,
                room.version()));
        changed(room);
    }

    @Override
    public void callOff(UUID about, Actor by) {
        var room = rooms.lockAbout(about).orElseThrow(Parties::unknown);
        end(room, by, "called-off");
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Room> about(UUID about) {
        return rooms.about(about);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Room> find(RoomId room) {
        return rooms.find(room);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Entry> entries(RoomId room) {
        return entries.of(room, machine.instant());
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Entry> entry(EntryId entry) {
        return entries.find(entry, machine.instant());
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Entry> entry(Reference publicRef) {
        return entries.find(publicRef, machine.instant());
    }

    @Override
    public Optional<String> codeForDelivery(EntryId entry) {
        return door.codeNow(entry);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<String> mobileForDelivery(EntryId entry) {
        return entries.mobileSealed(entry)
                .flatMap(closed -> envelope.open(MOBILE, closed))
                .map(number -> new String(number, StandardCharsets.UTF_8));
    }

    @Override
    public Knock knock(Reference publicRef, Actor by, String code, String browser) {
        return door.knock(publicRef, by, code, browser);
    }

    @Override
    public Knock enter(Reference publicRef, Actor by, String browser) {
        return door.enter(publicRef, by, browser);
    }

    @Override
    public boolean boundTo(EntryId entry, String browser) {
        return door.boundTo(entry, browser);
    }

    @Override
    public Resend resend(EntryId entry, Actor by) {
        return door.resend(entry, by);
    }

    @Override
    public void shareDevice(EntryId guest, Optional<EntryId> with, Actor by) {
        var entry = known(guest);
        var room = rooms.lock(entry.room()).orElseThrow();
        var everybody = entries(room.id());
        boolean may = with.isPresent()
                ? maySeat(room, everybody, entry, with.get(), by)
                : mayUnseat(room, everybody, entry, by);
        if (!may || entry.official() || room.status().over()) throw Parties.unknown();
        if (with.isPresent()) {
            var host = everybody.stream()
                    .filter(other -> other.id().equals(with.get()))
                    .findFirst()
                    .orElseThrow(Parties::unknown);
            boolean hostsOthers = everybody.stream().anyMatch(other -> guest.equals(other.sharesWith()));
            if (host.official() || host.id().equals(guest) || host.sharesWith() != null || hostsOthers) {
                throw Parties.unknown();
            }
        }
        entries.share(guest, with.orElse(null));
        changed(room);
    }

    /// Rule D13: who enters with own identity sits beside another only by their own word, having entered
    /// themselves; somebody else's word never lets them in. Who enters by link is brought along by who showed an
    /// identity, or by the official; a companion by anybody who is there.
    private static boolean maySeat(Room room, List<Entry> everybody, Entry guest, EntryId host, Actor by) {
        if (guest.person() != null) return guest.bound() && Parties.is(guest, by);
        if (by instanceof Actor.Official official) return Parties.mayHold(room, everybody, official);
        if (Parties.is(guest, by)) return true;
        return everybody.stream()
                .filter(other -> other.id().equals(host) && Parties.is(other, by))
                .anyMatch(other -> other.person() != null || INVITED_ROLES.contains(guest.role()));
    }

    private static boolean mayUnseat(Room room, List<Entry> everybody, Entry guest, Actor by) {
        if (by instanceof Actor.Official official) return Parties.mayHold(room, everybody, official);
        return everybody.stream()
                .filter(other -> other.id().equals(guest.id()) || other.id().equals(guest.sharesWith()))
                .anyMatch(other -> Parties.is(other, by));
    }

    @Override
    public void seen(EntryId id) {
        var now = machine.instant();
        if (!entries.seen(id, clock.instant(), now)) return;
        entries.attended(id, "came", now);
        waitingChanged(roomOf(id));
    }

    @Override
    public void left(EntryId id) {
        var now = machine.instant();
        if (!entries.left(id, now)) return;
        entries.attended(id, "went", now);
        waitingChanged(roomOf(id));
    }

    @Override
    @Transactional(readOnly = true)
    public boolean present(EntryId id) {
        return entry(id).map(entry -> entry.waitingSince() != null).orElse(false);
    }

    @Override
    public void acknowledge(EntryId id, String noticeVersion, Locale language, Actor by) {
        answerNotice(id, true, noticeVersion, language, by);
    }

    @Override
    public void refuseRecording(EntryId id, String noticeVersion, Locale language, Actor by) {
        answerNotice(id, false, noticeVersion, language, by);
    }

    private void answerNotice(EntryId id, boolean accepted, String version, Locale language, Actor by) {
        var entry = known(id);
        var room = rooms.find(entry.room()).orElseThrow();
        boolean own = Parties.is(entry, by);
        boolean beside = entry.sharesWith() != null
                && entries.find(entry.sharesWith(), machine.instant())
                        .map(host -> Parties.is(host, by))
                        .orElse(false);
        if ((!own && !beside) || room.status().over()) throw Parties.unknown();
        if (!room.plan().recorded()) {
            never.tried(room, by.doer(), "notice");
            throw Parties.unknown();
        }
        entries.answerNotice(id, accepted, version, language.toLanguageTag(), machine.instant());
        audit.record(
                Act.of(accepted ? "meeting.recording-acknowledged" : "meeting.recording-refused"),
                by.doer(),
                new Subject("entry", id.value()),
                Map.of("notice", version, "language", language.toLanguageTag(), "beside", "" + beside));
        changed(room);
    }

    @Override
    public Opening open(RoomId id, Actor.Official by) {
        var found = rooms.lock(id);
        if (found.isEmpty() || !Parties.mayHold(found.get(), entries(id), by)) return new Opening.NotFound();
        var room = found.get();
        if (room.status().over()) return new Opening.Over();
        if (room.status() == Status.OPEN) {
            var holder = Objects.requireNonNull(room.openedBy());
            return holder.equals(by.staff()) ? new Opening.Opened(room) : new Opening.HeldBy(holder);
        }
        if (room.plan().recorded() && media.availability() instanceof MediaServer.Availability.Missing(String why)) {
            return new Opening.NoRecorder(why);
        }
        var now = clock.instant();
        var openedAt = room.openedAt() == null ? now : room.openedAt();
        rooms.save(new Room(id, room.plan(), Status.OPEN, by.staff(), openedAt, null, null, room.version()));
        var name = people.find(by.person()).map(Person::givenName).orElse("");
        var official = entries.officialIn(id, by.staff(), name, by.person(), now, machine.instant());
        if (room.plan().recorded()) entries.answerNotice(official, true, OPENING, "it", machine.instant());
        audit.record(Act.of("meeting.opened"), by.doer(), subject(room));
        events.publishEvent(new RoomOpened(id, room.plan().about()));
        changed(room);
        return new Opening.Opened(rooms.find(id).orElseThrow());
    }

    @Override
    public Admission admit(EntryId id, Actor.Official by) {
        var found = entry(id);
        if (found.isEmpty() || found.get().official()) return new Admission.NotFound();
        var room = rooms.lock(found.get().room()).orElseThrow();
        var everybody = entries(room.id());
        if (!Parties.holds(room, everybody, by)) return new Admission.NotFound();
        var entry = everybody.stream()
                .filter(other -> other.id().equals(id))
                .findFirst()
                .orElseThrow();
        if (room.status() != Status.OPEN) return new Admission.NotWaiting();
        if (entry.admittedAt() != null) return new Admission.Admitted(entry);
        if (entry.waitingSince() == null) return new Admission.NotWaiting();
        if (room.plan().recorded() && !Device.of(entry.device(), everybody).acknowledged()) {
            return new Admission.NotAcknowledged();
        }
        if (entries.admitted(room.id()) >= room.plan().mostPeople()) {
            return new Admission.Full(room.plan().mostPeople());
        }
        entries.admit(id, clock.instant());
        entries.attended(id, "admitted", machine.instant());
        audit.record(Act.of("meeting.admitted"), by.doer(), new Subject("entry", id.value()));
        events.publishEvent(new GuestAdmitted(room.id(), id, room.plan().about()));
        changed(room);
        return new Admission.Admitted(entry(id).orElseThrow());
    }

    @Override
    public Entry invite(RoomId id, String role, String name, String mobile, Actor.Official by) {
        var room = rooms.lock(id).orElseThrow(Parties::unknown);
        var everybody = entries(id);
        if (!Parties.mayHold(room, everybody, by) || room.status().over()) throw Parties.unknown();
        if (!INVITED_ROLES.contains(role) || name.isBlank() || mobile.isBlank())
            throw new IllegalArgumentException("Whom to invite");
        var invited = entries.add(id, new RoomPlan.Guest(role, shortened(name, 80), null, "it"));
        entries.reachAt(invited, envelope.close(MOBILE, mobile.getBytes(StandardCharsets.UTF_8)));
        audit.record(Act.of("meeting.invited"), by.doer(), new Subject("entry", invited.value()), Map.of("role", role));
        events.publishEvent(new GuestInvited(id, invited, room.plan().about(), by.person()));
        changed(room);
        return entry(invited).orElseThrow();
    }

    @Override
    public void putOut(EntryId id, Actor.Official by) {
        var room = heldRoomOf(id, by);
        if (!entries.putOut(id, clock.instant())) return;
        entries.attended(id, "put-out", machine.instant());
        audit.record(Act.of("meeting.put-out"), by.doer(), new Subject("entry", id.value()));
        changed(room);
    }

    @Override
    public void letIn(EntryId id, Actor.Official by) {
        var room = heldRoomOf(id, by);
        if (!entries.letIn(id)) return;
        entries.attended(id, "let-in", machine.instant());
        audit.record(Act.of("meeting.let-in"), by.doer(), new Subject("entry", id.value()));
        changed(room);
    }

    @Override
    public void suspend(RoomId id, Actor.Official by) {
        var room = rooms.lock(id).orElseThrow(Parties::unknown);
        if (!Parties.holds(room, entries(id), by)) throw Parties.unknown();
        if (!room.status().mayBecome(Status.SUSPENDED)) return;
        rooms.save(new Room(
                id, room.plan(), Status.SUSPENDED, room.openedBy(), room.openedAt(), null, null, room.version()));
        audit.record(Act.of("meeting.suspended"), by.doer(), subject(room));
        changed(room);
    }

    @Override
    public void close(RoomId id, Actor by, String outcome) {
        var room = rooms.lock(id).orElseThrow(Parties::unknown);
        boolean may = switch (by) {
            case Actor.Official official -> Parties.mayHold(room, entries(id), official);
            case Actor.System _ -> true;
            case Actor.Booker _, Actor.Guest _, Actor.Client _ -> false;
        };
        if (!may) throw Parties.unknown();
        end(room, by, outcome);
    }

    /// What was never opened is called off; what was opened is closed. Written lines and the numbers of who was invited
    /// last as long as the meeting.
    private void end(Room room, Actor by, String outcome) {
        if (room.status().over()) return;
        var next = room.status().mayBecome(Status.CLOSED) ? Status.CLOSED : Status.CALLED_OFF;
        rooms.save(new Room(
                room.id(),
                room.plan(),
                next,
                room.openedBy(),
                room.openedAt(),
                clock.instant(),
                outcome,
                room.version()));
        entries.forgetLines(room.id());
        entries.forgetMobiles(room.id());
        audit.record(Act.of("meeting.closed"), by.doer(), subject(room), Map.of("outcome", outcome));
        events.publishEvent(new RoomClosed(room.id(), room.plan().about(), outcome));
        changed(room);
    }

    @Override
    public void tellWaiting(RoomId id, String text, Actor.Official by) {
        var room = rooms.find(id).orElseThrow(Parties::unknown);
        if (!Parties.mayHold(room, entries(id), by) || room.status().over()) throw Parties.unknown();
        if (text.isBlank()) return;
        rooms.tell(id, shortened(text, LONGEST_WORD), clock.instant());
        waitingChanged(room);
    }

    @Override
    @Transactional(readOnly = true)
    public List<OfficeWord> told(RoomId room) {
        return rooms.told(room);
    }

    @Override
    public Optional<TextLine> say(EntryId from, String text) {
        var entry = known(from);
        var room = rooms.find(entry.room()).orElseThrow();
        var everybody = entries(room.id());
        if (text.isBlank() || !Device.of(entry.device(), everybody).inside(room)) return Optional.empty();
        var out = everybody.stream()
                .map(Entry::device)
                .distinct()
                .filter(device -> Device.of(device, everybody).out())
                .map(EntryId::value)
                .toList();
        var line = new TextLine(from, entry.name(), shortened(text, settings.longestLine()), machine.instant());
        entries.addLine(entry, line.text(), line.at(), out);
        return Optional.of(line);
    }

    @Override
    @Transactional(readOnly = true)
    public List<TextLine> lines(EntryId reader) {
        var entry = known(reader);
        var room = rooms.find(entry.room()).orElseThrow();
        if (!Device.of(entry.device(), entries(room.id())).inside(room)) return List.of();
        return entries.lines(room.id(), entry.device());
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<QueuePlace> queue(RoomId id) {
        var room = rooms.find(id);
        if (room.isEmpty() || room.get().status().over()) return Optional.empty();
        var plan = room.get().plan();
        var day = ProductClock.inRome(plan.startsAt()).toLocalDate();
        var from = day.atStartOfDay(ProductClock.ROME).toInstant();
        var until = day.plusDays(1).atStartOfDay(ProductClock.ROME).toInstant();
        var today = rooms.turns(plan.office(), from, until, machine.instant().minus(settings.presenceGrace()));
        return today.stream()
                .filter(turn -> turn.room().equals(id))
                .findFirst()
                .map(mine -> QueuePlace.of(today, mine, clock.instant()));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Deserted> deserted() {
        return rooms.deserted(clock.instant(), machine.instant().minus(settings.presenceGrace()));
    }

    @Override
    public RecordingState recording(RoomId room) {
        return media.recording(room);
    }

    private Entry known(EntryId id) {
        return entry(id).orElseThrow(Parties::unknown);
    }

    private Room roomOf(EntryId id) {
        return rooms.find(known(id).room()).orElseThrow();
    }

    private Room heldRoomOf(EntryId id, Actor.Official by) {
        var entry = known(id);
        var room = rooms.lock(entry.room()).orElseThrow();
        if (entry.official() || !Parties.holds(room, entries(room.id()), by)) throw Parties.unknown();
        return room;
    }

    private void changed(Room room) {
        events.publishEvent(new RoomChanged(room.id()));
    }

    private void waitingChanged(Room room) {
        events.publishEvent(new WaitingChanged(room.id(), room.plan().about()));
        changed(room);
    }

    private static Subject subject(Room room) {
        return new Subject("room", room.id().value());
    }

    private static String shortened(String text, int most) {
        var tidy = text.strip();
        return tidy.codePointCount(0, tidy.length()) <= most
                ? tidy
                : tidy.substring(0, tidy.offsetByCodePoints(0, most));
    }
}
