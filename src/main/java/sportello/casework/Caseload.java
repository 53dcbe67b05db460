package sportello.casework;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import sportello.booking.Appointment;
import sportello.booking.Bookings;
import sportello.booking.Matter;
import sportello.identity.Actor;
import sportello.identity.FiscalCode;
import sportello.identity.People;
import sportello.identity.Person;
import sportello.identity.Right;
import sportello.meeting.Entry;
import sportello.meeting.EntryId;
import sportello.meeting.Rooms;
import sportello.offices.ServicePolicy;
import sportello.offices.Services;
import sportello.platform.KeyRing;

/// Whose case it is: decides who may read and who may act, and puts the file together for them.
@Component
class Caseload {

    private static final String PARTY = "casework.party";

    private final CaseRows rows;
    private final PaperRows papers;
    private final Services services;
    private final Bookings bookings;
    private final Rooms rooms;
    private final People people;
    private final KeyRing keys;

    Caseload(
            CaseRows rows,
            PaperRows papers,
            Services services,
            Bookings bookings,
            Rooms rooms,
            People people,
            KeyRing keys) {
        this.rows = rows;
        this.papers = papers;
        this.services = services;
        this.bookings = bookings;
        this.rooms = rooms;
        this.people = people;
        this.keys = keys;
    }

    /// The case for an official who may hold its meeting, locked until the transaction ends.
    Optional<CaseRow> locked(CaseId id, Actor.Official by) {
        return rows.lock(id).filter(held(by));
    }

    Optional<CaseRow> readable(CaseId id, Actor.Official by) {
        return rows.find(id).filter(held(by));
    }

    Optional<CaseRow> playable(CaseId id, Actor.Official by) {
        return by.may(Right.PLAY_RECORDINGS) || by.may(Right.READ_AUDIT)
                ? rows.find(id).filter(ofOffice(by))
                : readable(id, by);
    }

    /// Rule G13: officials of the office with the right, and nobody who is a party.
    Predicate<CaseRow> held(Actor.Official by) {
        return by.may(Right.HOLD_MEETINGS) ? ofOffice(by) : row -> false;
    }

    private Predicate<CaseRow> ofOffice(Actor.Official by) {
        var own = people.find(by.person()).flatMap(Person::taxCode).map(this::mark);
        return row -> row.office().equals(by.office())
                && (row.unit().equals(CaseRow.WHOLE_OFFICE) || by.units().contains(row.unit()))
                && !row.bookedBy().equals(by.person())
                && own.stream()
                        .noneMatch(mark -> row.partyMarks().stream().anyMatch(it -> MessageDigest.isEqual(it, mark)))
                && (row.judged() == null || !bookings.isParty(row.appointment(), by.person()));
    }

    /// What the queue's statement needs to show this official their cases only.
    QueueRows.Reader reader(Actor.Official by) {
        var units = new HashSet<>(by.units());
        units.add(CaseRow.WHOLE_OFFICE);
        return new QueueRows.Reader(
                by.staff(),
                by.person(),
                by.office(),
                units,
                people.find(by.person())
                        .flatMap(Person::taxCode)
                        .map(this::mark)
                        .orElse(new byte[0]),
                bookings.partiesOf(by.person()));
    }

    /// Whether this actor acts for the party.
    boolean onTheOtherSide(CaseRow row, Actor.Booker by) {
        return !(by instanceof Actor.Assisted)
                && bookings.own(row.appointment(), by).isPresent();
    }

    /// Marks of every codice fiscale stated for a party.
    List<byte[]> marks(ServicePolicy policy, Matter matter) {
        return policy.parties().stream()
                .flatMap(party -> FiscalCode.parse(matter.get(party.role() + ".tax_code")).stream())
                .map(this::mark)
                .toList();
    }

    private byte[] mark(FiscalCode code) {
        return keys.mac(PARTY, code.value().getBytes(StandardCharsets.UTF_8));
    }

    /// The actor's own entry in the case's room, if they are in it as a person with an entry.
    Optional<Entry> entryOf(CaseRow row, Actor by) {
        return switch (by) {
            case Actor.Guest guest ->
                rooms.entry(new EntryId(guest.entry()))
                        .filter(entry -> entry.room().equals(row.room()));
            case Actor.Assisted _ -> Optional.empty();
            case Actor.Booker booker ->
                rooms.entries(row.room()).stream()
                        .filter(entry -> booker.person().equals(entry.person()))
                        .findFirst();
            case Actor.Official official -> Optional.empty();
            case Actor.Client client -> Optional.empty();
            case Actor.System system -> Optional.empty();
        };
    }

    Appointment appointment(CaseRow row) {
        return bookings.find(row.appointment()).orElseThrow();
    }

    ServicePolicy policy(CaseRow row) {
        return services.policy(row.service());
    }

    CaseFile file(CaseId id) {
        return files(List.of(rows.find(id).orElseThrow())).getFirst();
    }

    List<CaseFile> files(List<CaseRow> several) {
        var ids = several.stream().map(CaseRow::id).toList();
        var ticks = rows.ticks(ids);
        var notes = rows.notes(ids);
        var states = papers.papers(ids);
        var copies = papers.copies(ids);
        return several.stream()
                .map(row -> new CaseFile(
                        row.id(),
                        row.appointment(),
                        row.reference(),
                        row.service(),
                        row.office(),
                        row.room(),
                        row.startsAt(),
                        row.endsAt(),
                        row.status(),
                        row.official(),
                        row.openedAt(),
                        last(of(row, ticks)),
                        items(row, of(row, states), of(row, copies)),
                        of(row, notes),
                        row.outcomeReason(),
                        row.settledAt(),
                        row.next() == null ? null : new sportello.booking.AppointmentId(row.next()),
                        row.version()))
                .toList();
    }

    /// What a party may know: their papers and the copies they sent.
    CaseFile fileForParty(CaseRow row, Entry entry) {
        var all = file(row.id());
        var own = papers.copies(List.of(row.id())).stream()
                .map(CaseRows.Of::what)
                .filter(copy -> copy.sentBy().equals(entry.id()))
                .map(copy -> copy.copy().document())
                .toList();
        var items = all.papers().stream()
                .map(item -> new CaseFile.PaperItem(
                        item.code(),
                        item.of(),
                        item.required(),
                        item.state(),
                        item.reason(),
                        item.copies().stream()
                                .filter(copy -> own.contains(copy.document()))
                                .toList()))
                .toList();
        return new CaseFile(
                all.id(),
                all.appointment(),
                all.reference(),
                all.service(),
                all.office(),
                all.room(),
                all.startsAt(),
                all.endsAt(),
                all.status(),
                all.official(),
                all.openedAt(),
                List.of(),
                items,
                List.of(),
                null,
                all.settledAt(),
                all.next(),
                all.version());
    }

    private List<CaseFile.PaperItem> items(CaseRow row, List<PaperRows.Paper> states, List<PaperRows.Copy> copies) {
        var answers = appointment(row).matter().answers();
        return policy(row).papersFor(answers).stream()
                .map(paper -> {
                    var state = states.stream()
                            .filter(it -> it.code().equals(paper.code()))
                            .findFirst();
                    return new CaseFile.PaperItem(
                            paper.code(),
                            paper.of(),
                            paper.required(),
                            state.map(PaperRows.Paper::state).orElse("ASKED_NOT"),
                            state.map(PaperRows.Paper::reason).orElse(null),
                            copies.stream()
                                    .filter(copy -> copy.code().equals(paper.code()))
                                    .map(PaperRows.Copy::copy)
                                    .toList());
                })
                .toList();
    }

    private static List<CaseFile.Tick> last(List<CaseFile.Tick> ticks) {
        Map<String, CaseFile.Tick> last = new LinkedHashMap<>();
        for (var tick : ticks) last.put(tick.step(), tick);
        return new ArrayList<>(last.values());
    }

    private static <T> List<T> of(CaseRow row, List<CaseRows.Of<T>> all) {
        return all.stream()
                .filter(it -> it.id().equals(row.id()))
                .map(CaseRows.Of::what)
                .toList();
    }
}
