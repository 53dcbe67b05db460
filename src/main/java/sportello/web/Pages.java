package sportello.web;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Lets a controller return a page: a template filled with its view record, checked by the compiler.
@Configuration(proxyBeanMethods = false)
class Pages implements WebMvcConfigurer {

    private final ObjectProvider<Frames> frames;

    Pages(ObjectProvider<Frames> frames) {
        this.frames = frames;
    }

    @Bean
    static Templates templates() {
        return new StaticTemplates();
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(frames.getObject());
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.addCustomConverter(new PageConverter());
    }

    private static final class PageConverter extends AbstractHttpMessageConverter<JteModel> {

        PageConverter() {
            super(StandardCharsets.UTF_8, MediaType.TEXT_HTML);
        }

        @Override
        protected boolean supports(Class<?> type) {
            return JteModel.class.isAssignableFrom(type);
        }

        @Override
        protected boolean canRead(@Nullable MediaType type) {
            return false;
        }

        @Override
        protected JteModel readInternal(Class<? extends JteModel> type, HttpInputMessage message) {
            throw new UnsupportedOperationException("Pages are only written");
        }

        @Override
        protected void writeInternal(JteModel page, HttpOutputMessage message) throws IOException {
            message.getHeaders().setContentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8));
            message.getBody().write(page.render().getBytes(StandardCharsets.UTF_8));
        }
    }
}
