package sportello.web.citizen;

import java.util.List;

/// Step 1 of a booking.
public record ServiceChoice(Steps steps, List<ServiceOffer> offers) {}
