package sportello.web.citizen;

/// Where a new number or address is typed.
///
/// @param kind `mobile` or `email`
/// @param now what is used until the new one is confirmed, empty for none
public record ContactChangePage(String kind, String now, String typed, Errors errors) {}
