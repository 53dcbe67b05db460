package sportello.web.citizen;

/// Step 5 of a booking: what will be booked.
///
/// @param helped in which language and with which aids, empty for none
/// @param bornOn as people say it
public record SummaryPage(
        Steps steps,
        String service,
        String when,
        String helped,
        String name,
        String taxCode,
        String bornOn,
        String mobile,
        String email,
        String situation,
        String ownMobile,
        String ownEmail,
        String hold,
        String idempotencyKey) {}
