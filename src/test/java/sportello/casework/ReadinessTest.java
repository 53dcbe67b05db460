package sportello.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import sportello.booking.AppointmentId;
import sportello.casework.CaseFile.PaperItem;
import sportello.casework.CaseFile.Status;
import sportello.casework.CaseFile.Tick;
import sportello.casework.Cases.Missing;
import sportello.meeting.Entry;
import sportello.meeting.EntryId;
import sportello.meeting.RecordingState;
import sportello.meeting.RoomId;
import sportello.offices.ServicePolicy;
import sportello.offices.Venue;
import sportello.platform.Reference;

/// Rule D14: what stands between now and the conclusion.
class ReadinessTest {

    static final Instant NOW = Instant.parse("2027-03-02T08:40:00Z");
    static final UUID CARLA = UUID.randomUUID();

    final Entry bruno = entry("delegate", null, NOW.minusSeconds(600), null);
    final Entry anna = entry("delegator", null, NOW.minusSeconds(600), null);
    final List<Tick> ticks = new ArrayList<>(List.of(tick("will", "yes", true), tick("alone", "yes", true)));
    final List<PaperItem> papers = new ArrayList<>(List.of(paper("AA08", "ACCEPTED")));
    final List<RecordingState.Track> tracks = new ArrayList<>();
    final List<RecordingState.Gap> gaps = new ArrayList<>();
    List<Entry> people = List.of(bruno, anna);
    Map<String, String> obstacles = Map.of();
    Status status = Status.OPEN;
    boolean running = true;

    ReadinessTest() {
        grow(bruno, NOW);
        grow(anna, NOW);
    }

    @Test
    void nothingIsMissingWhenAllIsDone() {
        assertThat(missing()).isEmpty();
    }

    @Test
    void aStepUndoneIsNamed() {
        ticks.removeFirst();
        assertThat(missing()).containsExactly(new Missing("step", "will", "case.missing.step_undone"));
    }

    @Test
    void aStepWithNoAsOutcomeIsNamed() {
        ticks.set(0, tick("will", "no", true));
        assertThat(missing()).containsExactly(new Missing("step", "will", "case.missing.step_no"));
    }

    @Test
    void aStepTickedInAGapIsUndone() {
        ticks.set(0, tick("will", "yes", false));
        assertThat(missing()).containsExactly(new Missing("step", "will", "case.missing.step_in_gap"));
    }

    @Test
    void aGapFoundOnlyLaterUndoesTheStepToo() {
        gaps.add(new RecordingState.Gap(NOW.minusSeconds(61), NOW.minusSeconds(59)));
        assertThat(missing())
                .containsExactly(
                        new Missing("step", "will", "case.missing.step_in_gap"),
                        new Missing("step", "alone", "case.missing.step_in_gap"));
    }

    @Test
    void papersNotSentOrNotAcceptedAreNamed() {
        papers.set(0, paper("AA08", "SENT"));
        assertThat(missing()).containsExactly(new Missing("paper", "AA08", "case.missing.paper_not_accepted"));
        papers.set(0, paper("AA08", "ASKED_AGAIN"));
        assertThat(missing()).containsExactly(new Missing("paper", "AA08", "case.missing.paper_not_sent"));
    }

    @Test
    void bothPartiesMustBeInside() {
        people = List.of(entry("delegate", null, NOW.minusSeconds(600), NOW), anna);
        assertThat(missing()).containsExactly(new Missing("party", "delegate", "case.missing.party_not_inside"));
    }

    @Test
    void aStoppedRecordingIsNamed() {
        running = false;
        assertThat(missing()).containsExactly(new Missing("recording", "running", "case.missing.recording_stopped"));
    }

    @Test
    void anOpenGapIsNamed() {
        gaps.add(new RecordingState.Gap(NOW.minusSeconds(1), null));
        assertThat(missing()).containsExactly(new Missing("recording", "gap", "case.missing.recording_gap"));
    }

    @Nested
    class FiveSecondsAgo {
        @Test
        void aTrackThatGrewIsFresh() {
            tracks.clear();
            grow(bruno, NOW);
            grow(anna, NOW.minusSeconds(5));
            assertThat(missing()).isEmpty();
        }

        @Test
        void oneThatGrewEarlierIsNot() {
            tracks.clear();
            grow(bruno, NOW);
            grow(anna, NOW.minus(Duration.ofMillis(5001)));
            assertThat(missing()).containsExactly(new Missing("recording", "delegator", "case.missing.track_stopped"));
        }

        @Test
        void soundWithoutPictureIsNotEnough() {
            tracks.clear();
            grow(bruno, NOW);
            tracks.add(new RecordingState.Track(anna.id().value(), "audio", NOW));
            assertThat(missing()).containsExactly(new Missing("recording", "delegator", "case.missing.track_stopped"));
        }
    }

    @Test
    void whoSitsBesideTheOtherIsRecordedByThatDevice() {
        tracks.clear();
        grow(bruno, NOW);
        people = List.of(bruno, entry("delegator", bruno.id(), NOW.minusSeconds(600), null));
        assertThat(missing()).isEmpty();
    }

    @Test
    void theEffectsObstaclesComeLast() {
        status = Status.SUSPENDED;
        obstacles = Map.of("delegator_has_delegate", "delegation.obstacle.delegator_has_delegate");
        assertThat(missing())
                .containsExactly(
                        new Missing("room", "open", "case.missing.not_open"),
                        new Missing("effect", "delegator_has_delegate", "delegation.obstacle.delegator_has_delegate"));
    }

    @Nested
    class AloneWithTheDelegator {
        final Script script = new Script(policy());

        @Test
        void isTickedOnlyWhileTheDelegateIsOut() {
            var out = entry("delegate", null, NOW.minusSeconds(600), NOW);
            assertThat(script.refuses("alone", "yes", List.of(bruno, anna))).hasValue("case.refused.not_alone");
            assertThat(script.refuses("alone", "yes", List.of(out, anna))).isEmpty();
        }

        @Test
        void needsTheDelegatorInside() {
            var out = entry("delegate", null, NOW.minusSeconds(600), NOW);
            assertThat(script.refuses("alone", "yes", List.of(out))).hasValue("case.refused.nobody_to_hear");
        }

        @Test
        void otherStepsAreTickedInAnyOrder() {
            assertThat(script.refuses("will", "no", List.of(bruno, anna))).isEmpty();
        }

        @Test
        void whatIsNotInTheScriptIsNotTicked() {
            assertThat(script.refuses("dance", "yes", List.of())).hasValue("case.refused.no_such_step");
            assertThat(script.refuses("will", "maybe", List.of())).hasValue("case.refused.yes_or_no");
        }
    }

    private List<Missing> missing() {
        var file = new CaseFile(
                new CaseId(UUID.randomUUID()),
                new AppointmentId(UUID.randomUUID()),
                Reference.next(),
                "test",
                UUID.randomUUID(),
                new RoomId(UUID.randomUUID()),
                NOW,
                NOW.plusSeconds(1200),
                status,
                CARLA,
                NOW,
                ticks,
                papers,
                List.of(),
                null,
                null,
                null,
                0);
        var recording = new RecordingState(running, NOW.minusSeconds(600), tracks, gaps, null);
        return new Readiness(new Script(policy()), file, people, recording, obstacles, NOW).missing();
    }

    private void grow(Entry entry, Instant at) {
        tracks.add(new RecordingState.Track(entry.id().value(), "audio", at));
        tracks.add(new RecordingState.Track(entry.id().value(), "video", at));
    }

    private static Tick tick(String step, String outcome, boolean counts) {
        return new Tick(step, outcome, null, NOW.minusSeconds(60), CARLA, counts);
    }

    private static PaperItem paper(String code, String state) {
        return new PaperItem(code, "delegator", true, state, null, List.of());
    }

    private static Entry entry(String role, @Nullable EntryId sharesWith, Instant admittedAt, @Nullable Instant outAt) {
        return new Entry(
                new EntryId(UUID.randomUUID()),
                new RoomId(UUID.randomUUID()),
                role,
                role,
                null,
                "it",
                Reference.next(),
                1,
                true,
                sharesWith,
                admittedAt,
                admittedAt,
                admittedAt,
                null,
                admittedAt,
                outAt,
                null,
                false);
    }

    static ServicePolicy policy() {
        return new ServicePolicy(
                "test",
                Set.of(),
                Set.of(),
                List.of(),
                Duration.ofMinutes(20),
                1,
                1,
                30,
                Duration.ofMinutes(10),
                1,
                Duration.ofHours(2),
                Duration.ofMinutes(30),
                Duration.ofMinutes(10),
                true,
                true,
                5,
                new ServicePolicy.EntryCodes(6, 5, Duration.ofMinutes(15), 3),
                List.of(
                        new ServicePolicy.Party("delegate", "identity", true),
                        new ServicePolicy.Party("delegator", "code", true)),
                List.of(
                        new ServicePolicy.Step("will", true, false),
                        new ServicePolicy.Step("alone", true, true),
                        new ServicePolicy.Step("smile", false, false)),
                List.of(),
                "",
                "",
                null,
                "",
                ServicePolicy.Preparation.NONE,
                List.of(Venue.OWN_ROOM),
                Set.of(),
                false,
                new ServicePolicy.Rush(300, Duration.ofMinutes(10), List.of()),
                Period.ofYears(10));
    }
}
