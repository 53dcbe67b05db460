package sportello.demo;

import java.util.List;

/// The page of the demonstration identity provider: who can be chosen, at which level, and what travels back.
public record ChoicePage(
        List<CastLine> cast,
        List<String> levels,
        String proposed,
        String clientId,
        String redirectUri,
        String state,
        String nonce,
        String challenge,
        String givenUp) {

    /// @param login empty for who has no digital identity
    public record CastLine(String login, String name, String role, String what) {}
}
