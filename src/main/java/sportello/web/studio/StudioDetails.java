package sportello.web.studio;

import sportello.web.citizen.Errors;
import sportello.web.citizen.Steps;

/// Step 3: where the officer calls, and what it is about.
public record StudioDetails(Steps steps, String mobile, String email, String note, Errors errors) {}
