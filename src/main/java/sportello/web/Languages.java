package sportello.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;
import sportello.platform.Words;

/// The language of a page: chosen once (a cookie), else what the browser asks for, else Italian (rule G11).
@Component("localeResolver")
class Languages implements LocaleResolver {

    static final String COOKIE = "language";

    private final Words words;

    Languages(Words words) {
        this.words = words;
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        var cookies = request.getCookies() == null ? new Cookie[0] : request.getCookies();
        return Arrays.stream(cookies)
                .filter(cookie -> COOKIE.equals(cookie.getName()))
                .map(cookie -> Locale.forLanguageTag(cookie.getValue()))
                .filter(words.languages()::contains)
                .findFirst()
                .orElseGet(() -> asked(request));
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new UnsupportedOperationException("The language is chosen at /language");
    }

    private Locale asked(HttpServletRequest request) {
        if (request.getHeader("Accept-Language") == null) return Locale.ITALIAN;
        return Collections.list(request.getLocales()).stream()
                .map(locale -> Locale.of(locale.getLanguage()))
                .filter(words.languages()::contains)
                .findFirst()
                .orElse(Locale.ITALIAN);
    }
}
