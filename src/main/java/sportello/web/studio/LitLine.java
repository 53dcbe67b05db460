package sportello.web.studio;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import sportello.identity.Actor;
import sportello.intermediaries.QuestionId;
import sportello.intermediaries.Questions;
import sportello.web.line.LineInFront;
import sportello.web.security.Actors;

/// The same line before the page on which a studio chooses its hour. Whose the question is not finds no line, but
/// nothing.
@Configuration(proxyBeanMethods = false)
class LitLine implements WebMvcConfigurer, HandlerInterceptor {

    private final Questions questions;
    private final LitDrafts drafts;
    private final LineInFront line;
    private final Actors actors;

    LitLine(Questions questions, LitDrafts drafts, LineInFront line, Actors actors) {
        this.questions = questions;
        this.drafts = drafts;
        this.line = line;
        this.actors = actors;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/questions/{id}/book/hour");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!(actors.of(request).orElse(null) instanceof Actor.Intermediary by)) return true;
        var policy = question(request)
                .flatMap(id -> questions.find(id, by))
                .flatMap(question -> drafts.policy(question.position().cassetto()));
        return policy.isEmpty() || line.passes(request, response, policy.get().code(), by);
    }

    private static Optional<QuestionId> question(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> named
                ? QuestionId.parse(String.valueOf(named.get("id")))
                : Optional.empty();
    }
}
