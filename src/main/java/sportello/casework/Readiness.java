package sportello.casework;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sportello.casework.Cases.Missing;
import sportello.meeting.Entry;
import sportello.meeting.RecordingState;

/// What stands between now and the conclusion (rule D14): all of it, in the order in which the official mends it.
record Readiness(
        Script script,
        CaseFile file,
        List<Entry> people,
        RecordingState recording,
        Map<String, String> obstacles,
        Instant machineNow) {

    /// Every party's track must have grown this recently.
    static final Duration FRESH = Duration.ofSeconds(5);

    List<Missing> missing() {
        var missing = new ArrayList<Missing>();
        if (file.status() != CaseFile.Status.OPEN) missing.add(new Missing("room", "open", "case.missing.not_open"));
        steps(missing);
        papers(missing);
        parties(missing);
        if (script.policy().recorded()) recording(missing);
        obstacles.forEach((code, why) -> missing.add(new Missing("effect", code, why)));
        return missing;
    }

    private void steps(List<Missing> missing) {
        for (var step : script.policy().script()) {
            if (!step.required()) continue;
            var tick = file.tick(step.code());
            if (tick.isEmpty()) missing.add(new Missing("step", step.code(), "case.missing.step_undone"));
            else if (!tick.get().outcome().equals(Script.YES))
                missing.add(new Missing("step", step.code(), "case.missing.step_no"));
            else if (!script.counts(tick.get(), recording))
                missing.add(new Missing("step", step.code(), "case.missing.step_in_gap"));
        }
    }

    private void papers(List<Missing> missing) {
        for (var paper : file.papers()) {
            if (!paper.required() || paper.state().equals("ACCEPTED")) continue;
            var why = paper.state().equals("SENT") ? "case.missing.paper_not_accepted" : "case.missing.paper_not_sent";
            missing.add(new Missing("paper", paper.code(), why));
        }
    }

    private void parties(List<Missing> missing) {
        for (var party : script.requiredParties()) {
            if (people.stream().noneMatch(it -> it.role().equals(party.role()) && it.inside()))
                missing.add(new Missing("party", party.role(), "case.missing.party_not_inside"));
        }
    }

    private void recording(List<Missing> missing) {
        if (!recording.running()) {
            missing.add(new Missing("recording", "running", "case.missing.recording_stopped"));
            return;
        }
        if (recording.inGap(machineNow)) missing.add(new Missing("recording", "gap", "case.missing.recording_gap"));
        for (var party : script.requiredParties()) {
            people.stream()
                    .filter(it -> it.role().equals(party.role()) && it.inside())
                    .filter(it -> !grows(it))
                    .forEach(it -> missing.add(new Missing("recording", party.role(), "case.missing.track_stopped")));
        }
    }

    /// Who sits beside another is recorded by that device.
    private boolean grows(Entry entry) {
        var device = entry.sharesWith() == null ? entry.id() : entry.sharesWith();
        var kinds = script.policy().cameraRequired() ? List.of("audio", "video") : List.of("audio");
        var since = machineNow.minus(FRESH);
        return kinds.stream()
                .allMatch(kind -> recording.tracks().stream()
                        .anyMatch(track -> track.entry().equals(device.value())
                                && track.kind().equals(kind)
                                && !track.lastGrewAt().isBefore(since)));
    }
}
