package sportello.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Files that are the same for everybody, under `/static/`. Their address changes with their content, so a browser may
/// keep them for a year.
@Configuration(proxyBeanMethods = false)
public class Statics implements WebMvcConfigurer {

    static final String BOOTSTRAP_ITALIA = "META-INF/resources/webjars/bootstrap-italia/2.17.0/dist/";

    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    /// `css/tokens.css` → `/static/css/tokens.css?v=3f9a0b1c`
    public String address(String path) {
        return addresses.computeIfAbsent(path, Statics::versioned);
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        var year = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
        registry.addResourceHandler("/static/fonts/**")
                .addResourceLocations("classpath:/" + BOOTSTRAP_ITALIA + "fonts/")
                .setCacheControl(year);
        // Scripts import each other without a version: a browser asks each time whether they changed.
        registry.addResourceHandler("/static/js/**")
                .addResourceLocations("classpath:/static/js/")
                .setCacheControl(CacheControl.noCache().cachePublic());
        registry.addResourceHandler("/static/**")
                .addResourceLocations("classpath:/static/")
                .setCacheControl(year);
    }

    private static String versioned(String path) {
        var file = new ClassPathResource("static/" + path);
        try (var in = file.getInputStream()) {
            var digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
            return "/static/" + path + "?v=" + HexFormat.of().formatHex(digest, 0, 4);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
