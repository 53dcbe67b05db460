package sportello.partners;

import java.util.List;

/// Another body's service that lets people in through us.
///
/// @param redirectUris compared letter by letter
/// @param delegable whether a delegate may enter on behalf of a delegator (rule D12)
public record RelyingService(String clientId, String name, List<String> redirectUris, boolean delegable) {}
