package sportello.web.security;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import sportello.partners.ApiAccess;

/// The API's own door: an access token at every request, no session, no cookie, no form's token; each operation says
/// which scope it needs.
@Configuration(proxyBeanMethods = false)
class ApiDoor implements WebMvcConfigurer {

    private static final String[] HERE = {"/api", "/api/**"};

    private final ApiRefusals refusals;

    ApiDoor(ApiRefusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new ScopeCheck(refusals)).addPathPatterns(HERE);
    }

    @Bean
    @Order(0)
    SecurityFilterChain apiChain(HttpSecurity http, Headers headers, ApiAccess access) throws Exception {
        return http.securityMatcher(HERE)
                .headers(all -> all.defaultsDisabled().addHeaderWriter(headers))
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.requestCache(new NullRequestCache()))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .logout(logout -> logout.disable())
                .anonymous(nobody -> nobody.disable())
                .addFilterBefore(new BearerFilter(access, refusals), AuthorizationFilter.class)
                .authorizeHttpRequests(rules -> rules.anyRequest().authenticated())
                .build();
    }
}
