package sportello.identity;

import org.jspecify.annotations.Nullable;

/// How a person is reached: mobile number in E.164 (`+39…`), e-mail address, language (`it`, `en`, `de`).
/// They change through `ContactBook` alone (rule G7).
public record Contacts(@Nullable String mobile, @Nullable String email, String language) {}
