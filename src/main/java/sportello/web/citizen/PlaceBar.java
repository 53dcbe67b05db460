package sportello.web.citizen;

import org.jspecify.annotations.Nullable;

/// Above the days: where one looks and with which needs.
///
/// @param office null for all of Italy
/// @param needs in words, empty for none
public record PlaceBar(String href, @Nullable String office, String needs) {}
