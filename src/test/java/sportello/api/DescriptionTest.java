package sportello.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;
import sportello.testing.SportelloTest;

/// The description says neither more nor less than what programs are answered.
@SportelloTest
class DescriptionTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping addresses;

    @Test
    void describesEveryAddressForProgramsAndNoOther() throws Exception {
        var text = mvc.perform(get("/openapi.yaml"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        Map<String, Object> description = new Yaml().load(text);
        assertThat(description).containsEntry("openapi", "3.1.0");

        var described = ((Map<?, ?>) Objects.requireNonNull(description.get("paths")))
                .keySet().stream().map(Object::toString).collect(Collectors.toSet());
        assertThat(described).isEqualTo(forPrograms());
    }

    private Set<String> forPrograms() {
        return addresses.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream())
                .filter(path -> path.startsWith("/oauth2/")
                        || path.startsWith("/.well-known/")
                        || path.equals("/status")
                        || path.equals("/openapi.yaml"))
                .collect(Collectors.toSet());
    }
}
