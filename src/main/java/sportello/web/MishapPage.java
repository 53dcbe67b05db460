package sportello.web;

/// Something broke on our side.
///
/// @param reference as read over the telephone, `K7M2 4QX9`
/// @param retry where trying again leads
public record MishapPage(String reference, String when, String retry) {}
