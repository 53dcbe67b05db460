package sportello.web.office.consultancy;

import java.io.InputStream;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// A file somebody sent, shown where the browser can show it safely.
final class Papers {

    private Papers() {}

    static ResponseEntity<InputStreamResource> shown(String name, String mediaType, long length, InputStream content) {
        var type = MediaType.parseMediaType(mediaType);
        var dot = name.lastIndexOf('.');
        var whole = dot > 0 ? name : name + "." + type.getSubtype();
        return ResponseEntity.ok()
                .contentType(type)
                .contentLength(length)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename(whole, java.nio.charset.StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(new InputStreamResource(content));
    }
}
