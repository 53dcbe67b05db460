package sportello.api;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// What other programs may ask, as OpenAPI 3.1.
@RestController
class DescriptionController {

    @GetMapping("/openapi.yaml")
    ResponseEntity<Resource> description() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/yaml"))
                .body(new ClassPathResource("openapi.yaml"));
    }
}
