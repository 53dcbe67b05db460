package sportello.web.citizen;

/// Step 4 of a booking.
public record ContactsPage(Steps steps, String mobile, String email, Errors errors) {}
