package sportello.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.MethodParameter;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import sportello.identity.Actor;
import sportello.identity.Right;
import sportello.platform.ProductClock;
import sportello.platform.Words;
import sportello.web.Frame.NavItem;
import sportello.web.Visitors.Visitor;

/// Builds the frame of a page from its request. A controller method asks for it with a `Frame` parameter.
@Component
public class Frames implements HandlerMethodArgumentResolver {

    private final Words words;
    private final Languages languages;
    private final ProductClock clock;
    private final WebSettings settings;
    private final Statics statics;
    private final Icons icons;
    private final ObjectProvider<Visitors> visitors;
    private final ObjectProvider<UnitDuty> duty;
    private final boolean demo;

    Frames(
            Words words,
            Languages languages,
            ProductClock clock,
            WebSettings settings,
            Statics statics,
            Icons icons,
            ObjectProvider<Visitors> visitors,
            ObjectProvider<UnitDuty> duty,
            @Value("${sportello.demo.enabled:false}") boolean demo) {
        this.words = words;
        this.languages = languages;
        this.clock = clock;
        this.settings = settings;
        this.statics = statics;
        this.icons = icons;
        this.visitors = visitors;
        this.duty = duty;
        this.demo = demo;
    }

    public Frame of(HttpServletRequest request) {
        var asked = visitors.getIfAvailable();
        var visitor = asked == null ? null : asked.of(request).orElse(null);
        return frame(request, visitor);
    }

    /// For pages that must not ask anything of the rest of the house: the page shown when something broke.
    public Frame bare(HttpServletRequest request) {
        return frame(request, null);
    }

    /// For a page that is the same for everybody and whose address says its language.
    Frame bare(HttpServletRequest request, Locale language) {
        return frame(request, null, language);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Frame.class;
    }

    @Override
    public Frame resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var servletRequest = request.getNativeRequest(HttpServletRequest.class);
        if (servletRequest == null) throw new IllegalStateException("Not a servlet request");
        return of(servletRequest);
    }

    private Frame frame(HttpServletRequest request, @Nullable Visitor visitor) {
        return frame(request, visitor, languages.resolveLocale(request));
    }

    private Frame frame(HttpServletRequest request, @Nullable Visitor visitor, Locale language) {
        return new Frame(
                language,
                words,
                csrf(request),
                visitor,
                visitor == null ? List.of() : nav(visitor, request.getRequestURI(), new Says(words, language)),
                demo,
                settings,
                statics,
                icons.sheet(),
                here(request),
                clock.instant());
    }

    private List<NavItem> nav(Visitor visitor, String path, Says says) {
        return switch (visitor.actor()) {
            case Actor.Citizen _ ->
                List.of(
                        item(
                                says,
                                "page.nav.home",
                                "/home",
                                "it-calendar",
                                path,
                                0,
                                "/home",
                                "/appointments",
                                "/waiting"),
                        item(says, "page.nav.notices", "/notices", "it-mail", path, visitor.unread(), "/notices"),
                        item(says, "page.nav.delegations", "/delegations", "it-user", path, 0, "/delegations"),
                        item(says, "page.nav.book", "/book", "it-plus-circle", path, 0, "/book"));
            case Actor.Intermediary _ ->
                List.of(
                        item(
                                says,
                                "page.nav.studio",
                                "/studio",
                                "it-calendar",
                                path,
                                0,
                                "/studio",
                                "/appointments",
                                "/waiting"),
                        item(says, "page.nav.cassetti", "/cassetti", "it-folder", path, 0, "/cassetti"),
                        item(says, "page.nav.questions", "/questions", "it-comment", path, 0, "/questions"),
                        item(says, "page.nav.notices", "/notices", "it-mail", path, visitor.unread(), "/notices"));
            case Actor.Official official -> official(official, path, says);
            case Actor.Assisted _, Actor.Guest _, Actor.Client _, Actor.System _ -> List.of();
        };
    }

    private List<NavItem> official(Actor.Official official, String path, Says says) {
        var people = MeetingPeople.may(official)
                ? List.of(item(
                        says,
                        "page.nav.people",
                        "/office/people",
                        "it-telephone",
                        path,
                        0,
                        "/office/people",
                        "/office/calls"))
                : List.<NavItem>of();
        if (MeetingPeople.only(official)) return people;
        return all(people, desk(official, path, says));
    }

    private List<NavItem> desk(Actor.Official official, String path, Says says) {
        var desk = item(says, "page.nav.desk", "/office", "it-calendar", path, 0, "/office/cases");
        var openings = official.may(Right.MANAGE_OFFICE)
                ? List.of(item(says, "page.nav.openings", "/office/openings", "it-clock", path, 0, "/office/openings"))
                : List.<NavItem>of();
        var texts = official.may(Right.WRITE_MESSAGES)
                ? List.of(item(says, "page.nav.texts", "/office/texts", "it-pencil", path, 0, "/office/texts"))
                : List.<NavItem>of();
        var rest = all(
                all(openings, texts),
                List.of(
                        item(
                                says,
                                "page.nav.register",
                                "/office/delegations",
                                "it-user",
                                path,
                                0,
                                "/office/delegations"),
                        item(
                                says,
                                "page.nav.recordings",
                                "/office/recordings",
                                "it-video",
                                path,
                                0,
                                "/office/recordings")));
        if (official.may(Right.HOLD_MEETINGS))
            rest = all(
                    rest,
                    List.of(item(
                            says, "page.nav.messages", "/office/messages", "it-mail", path, 0, "/office/messages")));
        var consultancies = duty.getIfAvailable();
        if (consultancies == null || !consultancies.has(official)) return all(List.of(desk), rest);
        return all(
                List.of(
                        desk,
                        item(
                                says,
                                "page.nav.queue",
                                "/office/queue",
                                "it-list",
                                path,
                                0,
                                "/office/queue",
                                "/office/consultancies"),
                        item(
                                says,
                                "page.nav.office-questions",
                                "/office/questions",
                                "it-comment",
                                path,
                                0,
                                "/office/questions")),
                rest);
    }

    private static List<NavItem> all(List<NavItem> first, List<NavItem> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }

    private static NavItem item(
            Says says, String key, String href, String icon, String path, int count, String... under) {
        var current = path.equals(href);
        for (var place : under) current |= path.equals(place) || path.startsWith(place + "/");
        return new NavItem(says.say(key), href, icon, current, count);
    }

    private static Frame.@Nullable Csrf csrf(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
                ? new Frame.Csrf(token.getParameterName(), token.getToken())
                : null;
    }

    private static String here(HttpServletRequest request) {
        if (!"GET".equals(request.getMethod()) || request.getQueryString() == null) return request.getRequestURI();
        return request.getRequestURI() + "?" + request.getQueryString();
    }

    private record Says(Words words, Locale language) {
        String say(String key) {
            return words.say(language, key);
        }
    }
}
