package sportello.reception;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import sportello.audit.Act;
import sportello.audit.AuditTrail;
import sportello.audit.Subject;
import sportello.identity.Actor;
import sportello.identity.Channel;
import sportello.identity.PersonId;
import sportello.identity.Right;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;

/// Meets people, and keeps in the audit trail who was met, how they proved who they are, and what was looked at.
@Service
@Transactional
class KeptReception implements Reception {

    private static final int MOST_OPEN = 20;

    private final EncounterRows rows;
    private final Offices offices;
    private final AuditTrail audit;
    private final ReceptionSettings settings;
    private final InstantSource machine = InstantSource.system();

    KeptReception(EncounterRows rows, Offices offices, AuditTrail audit, ReceptionSettings settings) {
        this.rows = rows;
        this.offices = offices;
        this.audit = audit;
        this.settings = settings;
    }

    @Override
    public List<Channel> channels(Actor.Official by) {
        return Stream.of(Channel.CONTACT_CENTRE, Channel.FRONT_DESK)
                .filter(channel -> by.may(right(channel)))
                .toList();
    }

    private static Right right(Channel channel) {
        return channel == Channel.CONTACT_CENTRE ? Right.CONTACT_CENTRE : Right.FRONT_DESK;
    }

    /// Rule D3: an agenzia territoriale has no front desk. Rule G13: nobody helps themselves.
    @Override
    public Meeting meet(PersonId person, Channel channel, Actor.Official by) {
        if (!channels(by).contains(channel)) return new Meeting.Refused("counter.refused.right");
        if (person.equals(by.person())) return new Meeting.Refused("counter.refused.self");
        if (channel == Channel.FRONT_DESK && !hasFrontDesk(by.office()))
            return new Meeting.Refused("counter.refused.front-desk");
        var met = rows.insert(by.staff(), person, channel, machine.instant());
        record("reception.met", met, Map.of("channel", channel.code()), by);
        return new Meeting.Met(met);
    }

    private boolean hasFrontDesk(UUID office) {
        return offices.find(office)
                .filter(found -> found.kind() != OfficeKind.AGENZIA_TERRITORIALE)
                .isPresent();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Encounter> find(UUID encounter, Actor.Official by) {
        return rows.open(encounter, by.staff(), machine.instant().minus(settings.longest()))
                .filter(found -> by.may(right(found.channel())));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Encounter> open(Actor.Official by) {
        return rows.open(by.staff(), machine.instant().minus(settings.longest()), MOST_OPEN);
    }

    @Override
    public Checks checks(Channel channel) {
        return channel == Channel.FRONT_DESK
                ? new Checks(settings.checks(), settings.checks().size(), 0)
                : new Checks(settings.questions(), settings.rightAnswers(), settings.wrongAnswers());
    }

    @Override
    public Identification identify(UUID id, Map<String, Answer> answers, Actor.Official by) {
        var found = find(id, by);
        if (found.isEmpty()) return new Identification.NotFound();
        var encounter = found.get();
        if (encounter.identified()) return new Identification.Identified(encounter);
        var checks = checks(encounter.channel());
        var right = given(checks, answers, Answer.RIGHT);
        var wrong = given(checks, answers, Answer.WRONG);
        var facts = Map.of("right", String.join(" ", right), "wrong", String.join(" ", wrong));
        if (wrong.size() > checks.wrong()) {
            record("reception.not-identified", encounter, facts, by);
            rows.over(id, machine.instant());
            return new Identification.Failed();
        }
        if (right.size() < checks.needed()) return new Identification.NotYet(right.size(), checks.needed());
        rows.identified(id, machine.instant());
        record("reception.identified", encounter, facts, by);
        return new Identification.Identified(find(id, by).orElseThrow());
    }

    private static TreeSet<String> given(Checks checks, Map<String, Answer> answers, Answer which) {
        return checks.questions().stream()
                .filter(question -> answers.get(question) == which)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void looked(Encounter encounter, String what, Actor.Official by) {
        record("reception.looked", encounter, Map.of("at", what), by);
    }

    @Override
    public void searched(String how, int found, Actor.Official by) {
        audit.record(
                Act.of("reception.searched"),
                by.doer(),
                new Subject("office", by.office()),
                Map.of("by", how, "found", String.valueOf(found)));
    }

    @Override
    public void end(UUID id, Actor.Official by) {
        find(id, by).ifPresent(encounter -> {
            rows.over(id, machine.instant());
            record("reception.ended", encounter, Map.of(), by);
        });
    }

    @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT10M")
    public void forget() {
        rows.forgetBefore(machine.instant().minus(settings.kept()));
    }

    private void record(String act, Encounter encounter, Map<String, String> facts, Actor.Official by) {
        var all = new HashMap<>(facts);
        all.put("encounter", encounter.id().toString());
        audit.record(
                Act.of(act), by.doer(), new Subject("person", encounter.person().value()), Map.copyOf(all));
    }
}
