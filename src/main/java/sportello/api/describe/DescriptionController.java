package sportello.api.describe;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import sportello.platform.PublicAddress;

/// What other programs may ask, as OpenAPI 3.1, made from the controllers when first asked for.
@RestController
class DescriptionController {

    private static final String VERSION = "1.1.0";
    private static final String YAML = "application/yaml";

    private final ObjectProvider<RequestMappingHandlerMapping> addresses;
    private final ApiSettings settings;
    private final PublicAddress here;
    private volatile @Nullable String made;

    DescriptionController(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> addresses,
            ApiSettings settings,
            PublicAddress here) {
        this.addresses = addresses;
        this.settings = settings;
        this.here = here;
    }

    @Operation(id = "readDescription", summary = "This description", tag = Operation.Tag.HEALTH, open = true)
    @GetMapping(
            value = "/openapi.yaml",
            produces = {YAML, MediaType.ALL_VALUE})
    ResponseEntity<String> description() {
        var text = made;
        if (text == null) made = text = make();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(YAML + ";charset=UTF-8"))
                .body(text);
    }

    private String make() {
        var describer = new Describer();
        addresses.getObject().getHandlerMethods().forEach(describer::add);
        var all = new LinkedHashMap<String, Object>();
        all.put("openapi", "3.1.0");
        all.put("info", info());
        all.put("servers", List.of(server()));
        all.put(
                "tags",
                Arrays.stream(Operation.Tag.values())
                        .map(DescriptionController::tag)
                        .toList());
        all.put("paths", describer.paths());
        var components = describer.components();
        components.put("securitySchemes", Map.of(Describer.SCHEME, scheme()));
        all.put("components", components);
        return yaml(all);
    }

    private Map<String, Object> info() {
        var info = new LinkedHashMap<String, Object>();
        info.put("title", "Sportello");
        info.put("version", VERSION);
        info.put("summary", "Appointments by video call with a public body");
        info.put("x-summary", "Prenotare, spostare e disdire appuntamenti con l'ente; avvisi, contatti, deleghe");
        info.put("x-api-id", settings.id());
        info.put("description", Introduction.TEXT);
        info.put("termsOfService", settings.terms().toString());
        var contact = new LinkedHashMap<String, Object>();
        contact.put("name", settings.contactName());
        contact.put("url", settings.contactPage().toString());
        contact.put("email", settings.contactMail());
        info.put("contact", contact);
        info.put("license", Map.of("name", "EUPL-1.2", "identifier", "EUPL-1.2"));
        return info;
    }

    /// An installation without an address of its own, secured, is for trying out.
    private Map<String, Object> server() {
        var server = new LinkedHashMap<String, Object>();
        if ("https".equals(here.base().getScheme())) {
            server.put("url", here.base().toString());
            server.put("description", "This installation");
        } else {
            server.put("url", "/");
            server.put("description", "This installation, to try out");
            server.put("x-sandbox", true);
        }
        return server;
    }

    private static Map<String, Object> tag(Operation.Tag tag) {
        var one = new LinkedHashMap<String, Object>();
        one.put("name", tag.code());
        one.put("description", tag.about());
        return one;
    }

    private static Map<String, Object> scheme() {
        var scheme = new LinkedHashMap<String, Object>();
        scheme.put("type", "http");
        scheme.put("scheme", "bearer");
        scheme.put(
                "description",
                "An access token of this installation's own OpenID provider, described at "
                        + "`/.well-known/openid-configuration`: authorization code with PKCE for an app, client "
                        + "credentials for another system");
        return scheme;
    }

    /// The same example in two places is written twice: not every reader knows YAML's references.
    private static String yaml(Map<String, Object> all) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        options.setWidth(10_000);
        options.setDereferenceAliases(true);
        return new Yaml(options).dump(all);
    }
}
