package sportello.web.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import sportello.identity.Actor;
import sportello.web.lanes.LaneMark;

/// Which addresses answer whom. What is not named here takes a login.
@Configuration(proxyBeanMethods = false)
class Security implements WebMvcConfigurer {

    private static final String[] OPEN = {
        "/",
        "/login",
        "/login/**",
        "/enter/**",
        "/rooms/**",
        "/device-test",
        "/device-test/**",
        "/help/**",
        "/static/**",
        "/favicon.ico",
        "/manifest.webmanifest",
        "/sw.js",
        "/offline/**",
        "/status",
        "/openapi.yaml",
        "/.well-known/**",
        "/language",
        "/error"
    };

    private final ActorArguments actors;

    Security(ActorArguments actors) {
        this.actors = actors;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(actors);
    }

    /// Programs with their own credentials, other doors of the demonstration: no session, no cookie of ours.
    @Bean
    @Order(1)
    SecurityFilterChain programsChain(HttpSecurity http, Headers headers, List<Door> doors) throws Exception {
        return http.securityMatcher(request -> isForPrograms(request.getRequestURI(), doors))
                .headers(all -> all.defaultsDisabled().addHeaderWriter(headers))
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.requestCache(new NullRequestCache()))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .logout(logout -> logout.disable())
                .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                .build();
    }

    private static boolean isForPrograms(String path, List<Door> doors) {
        return path.equals("/oauth2/token")
                || path.equals("/oauth2/revoke")
                || path.equals("/oauth2/introspect")
                || path.equals("/oauth2/userinfo")
                || path.equals("/oauth2/jwks")
                || path.equals("/demo")
                || path.startsWith("/demo/")
                || doors.stream().anyMatch(door -> door.owns(path));
    }

    /// No database keeps a NUL: whoever sends one is not understood, wherever they put it.
    @Bean
    HttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowedParameterValues(value -> value == null || value.indexOf('\0') < 0);
        return firewall;
    }

    /// Timing each of its filters would cost a tenth of a request and tells nobody anything.
    @Bean
    SecurityObservationSettings noFilterIsTimed() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    @Order(2)
    SecurityFilterChain peoplesChain(
            HttpSecurity http,
            Headers headers,
            SessionTickets tickets,
            IdentityProviders providers,
            LoginStart start,
            LoginCookie cookie,
            LoginEnd end,
            Unauthenticated unauthenticated,
            Actors actors)
            throws Exception {
        var forgetful = new NoTokensKept();
        var csrf = new CookieCsrfTokenRepository();
        csrf.setCookieName("sportello_csrf");
        csrf.setCookieCustomizer(one -> one.httpOnly(true).sameSite("Lax"));
        return http.headers(all -> all.defaultsDisabled().addHeaderWriter(headers))
                .csrf(all -> all.csrfTokenRepository(csrf))
                .requestCache(cache -> cache.requestCache(new NullRequestCache()))
                .securityContext(context -> context.securityContextRepository(tickets))
                .oauth2Login(login -> login.loginPage("/login")
                        .clientRegistrationRepository(providers)
                        .authorizedClientRepository(forgetful)
                        .oidcSessionRegistry(forgetful)
                        .authorizationEndpoint(
                                at -> at.authorizationRequestResolver(start).authorizationRequestRepository(cookie))
                        .redirectionEndpoint(at -> at.baseUri(IdentityProviders.CALLBACK))
                        .successHandler(end)
                        .failureHandler(end))
                .logout(logout -> logout.logoutUrl("/logout")
                        .logoutSuccessUrl("/?out")
                        .deleteCookies("sportello_csrf", LaneMark.COOKIE))
                .exceptionHandling(problems ->
                        problems.authenticationEntryPoint(unauthenticated).accessDeniedHandler(unauthenticated))
                .authorizeHttpRequests(rules -> rules.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(OPEN)
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/logout")
                        .permitAll()
                        .requestMatchers("/office", "/office/**")
                        .access(onlyStaff(actors))
                        .anyRequest()
                        .authenticated())
                .build();
    }

    private static AuthorizationManager<RequestAuthorizationContext> onlyStaff(Actors actors) {
        return (authentication, context) -> {
            HttpServletRequest request = context.getRequest();
            try {
                return new AuthorizationDecision(actors.of(request)
                        .filter(Actor.Official.class::isInstance)
                        .isPresent());
            } catch (CapacityLost lost) {
                throw new AccessDeniedException("The chosen capacity has ended", lost);
            }
        };
    }
}
