package sportello.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.Nulls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/// JSON as programs write and read it here: names in snake_case, codes in kebab-case, nothing guessed. A field nobody
/// described, a number sent as text, nothing where a list has a value or a body that goes on after its end is refused,
/// not passed over.
@Configuration(proxyBeanMethods = false)
public class ApiJson implements WebMvcConfigurer {

    private static final String PLACE = "sportello.api.";

    public static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
            .changeDefaultPropertyInclusion(was -> was.withValueInclusion(JsonInclude.Include.NON_NULL))
            .changeDefaultNullHandling(was -> was.withContentNulls(Nulls.FAIL))
            .addModule(new SimpleModule().addDeserializer(Instant.class, new Moment()))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    numbers -> numbers.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.addCustomConverter(new OfTheApi());
    }

    private static final class OfTheApi extends JacksonJsonHttpMessageConverter {

        OfTheApi() {
            super(MAPPER);
        }

        @Override
        public boolean canRead(ResolvableType type, @Nullable MediaType media) {
            return isOurs(type.toClass()) && super.canRead(type, media);
        }

        @Override
        public boolean canWrite(ResolvableType target, Class<?> type, @Nullable MediaType media) {
            return isOurs(type) && super.canWrite(target, type, media);
        }

        /// RFC 8259: JSON between programs is UTF-8. Who names another charset is not believed, and not guessed at.
        @Override
        public Object read(ResolvableType type, HttpInputMessage message, @Nullable Map<String, Object> hints)
                throws IOException {
            var media = message.getHeaders().getContentType();
            if (media != null && media.getCharset() != null && !StandardCharsets.UTF_8.equals(media.getCharset()))
                throw new HttpMessageNotReadableException("Another charset", message);
            return super.read(type, message, hints);
        }

        private static boolean isOurs(Class<?> type) {
            return type.getName().startsWith(PLACE);
        }
    }
}
