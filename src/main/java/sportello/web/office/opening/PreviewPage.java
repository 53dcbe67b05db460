package sportello.web.office.opening;

import java.util.List;
import java.util.Map;

/// What a change would mean, before it is kept. `fields`: the form as it was sent, to be sent again.
public record PreviewPage(String action, String back, String name, List<String> moving, Map<String, String> fields) {}
