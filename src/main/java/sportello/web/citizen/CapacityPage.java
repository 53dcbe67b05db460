package sportello.web.citizen;

import java.util.List;

/// The capacities to choose from; `ended`: the one chosen before is no longer theirs; `wanted`:
/// what they go to belongs to the one chosen here.
public record CapacityPage(List<Choice> choices, boolean ended, boolean wanted, String next) {

    public record Choice(String key, String label, String hint, boolean chosen) {}
}
