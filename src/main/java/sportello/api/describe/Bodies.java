package sportello.api.describe;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.multipart.MultipartFile;
import sportello.api.problem.ApiJson;

/// What is sent and what comes back, as the description shows it: JSON, a file, or JSON with files.
final class Bodies {

    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
    private static final long LARGEST_FILE = 16L * 1024 * 1024;

    private final Schemas schemas;

    Bodies(Schemas schemas) {
        this.schemas = schemas;
    }

    Optional<Map<String, Object>> asked(Collection<MediaType> consumed, Method method) {
        var parameters = List.of(method.getParameters());
        var parts = parameters.stream()
                .filter(each -> each.isAnnotationPresent(RequestPart.class))
                .toList();
        if (!parts.isEmpty()) return Optional.of(required(Map.of(MediaType.MULTIPART_FORM_DATA_VALUE, parts(parts))));
        for (var parameter : parameters) {
            if (parameter.isAnnotationPresent(RequestBody.class))
                return Optional.of(required(Map.of(JSON, json(parameter.getType()))));
            if (parameter.isAnnotationPresent(FileBody.class)) return Optional.of(required(files(consumed)));
        }
        return Optional.empty();
    }

    Map<String, Object> answered(Collection<MediaType> produced, Type type) {
        if (type == InputStreamResource.class) return files(produced);
        var media = produced.stream().findFirst().map(Object::toString).orElse(JSON);
        return Map.of(media, type == String.class ? text() : json(type));
    }

    /// The same operation, asked with a body of another type.
    static Object both(Object known, Object other) {
        content(known).putAll(content(other));
        return known;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> content(Object operation) {
        var body = (Map<String, Object>) ((Map<String, Object>) operation).get("requestBody");
        if (body == null) throw new IllegalStateException("Two operations at one address: " + operation);
        return (Map<String, Object>) body.get("content");
    }

    private static Map<String, Object> required(Map<String, Object> content) {
        var body = new LinkedHashMap<String, Object>();
        body.put("required", true);
        body.put("content", new TreeMap<>(content));
        return body;
    }

    private Map<String, Object> json(Type type) {
        var content = new LinkedHashMap<String, Object>();
        content.put("schema", schemas.of(type));
        content.put("example", exampleOf(type));
        return content;
    }

    /// Every record that comes or goes has a static `example()`; a page shows the one of what it lists.
    private static Object exampleOf(Type type) {
        if (type instanceof ParameterizedType page)
            return Map.of("items", List.of(exampleOf(page.getActualTypeArguments()[0])));
        try {
            var example = ((Class<?>) type).getMethod("example");
            return ApiJson.MAPPER.convertValue(example.invoke(null), Map.class);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException missing) {
            throw new IllegalStateException(type + " has no example()", missing);
        }
    }

    private static Map<String, Object> files(Collection<MediaType> types) {
        var content = new TreeMap<String, Object>();
        for (var type : types) {
            var one = new LinkedHashMap<String, Object>();
            one.put("schema", file());
            // A PDF is the one that can be written down here.
            if (type.equals(MediaType.APPLICATION_PDF)) one.put("example", Samples.PDF);
            content.put(type.toString(), one);
        }
        return content;
    }

    private static Map<String, Object> file() {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "string");
        schema.put("format", "binary");
        schema.put("maxLength", LARGEST_FILE);
        return schema;
    }

    /// One part of JSON and files beside it.
    private Map<String, Object> parts(List<Parameter> parts) {
        var properties = new LinkedHashMap<String, Object>();
        var encoding = new LinkedHashMap<String, Object>();
        var example = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        for (var part : parts) {
            var name = Objects.requireNonNull(part.getAnnotation(RequestPart.class))
                    .value();
            boolean files = part.getParameterizedType() instanceof ParameterizedType list
                    && list.getActualTypeArguments()[0] == MultipartFile.class;
            properties.put(name, files ? schemas.list(part, file()) : schemas.of(part.getType()));
            example.put(name, files ? List.of(Samples.PDF) : exampleOf(part.getType()));
            encoding.put(name, Map.of("contentType", files ? types(part) : JSON));
            required.add(name);
        }
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        schema.put("required", required);
        schema.put("properties", properties);
        var content = new LinkedHashMap<String, Object>();
        content.put("schema", schema);
        content.put("encoding", encoding);
        content.put("example", example);
        return content;
    }

    private static String types(Parameter part) {
        return String.join(
                ", ", Arrays.asList(part.getAnnotation(FileTypes.class).value()));
    }

    private static Map<String, Object> text() {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "string");
        schema.put("maxLength", 1_000_000);
        schema.put("pattern", "^[^\\u0000]*$");
        return Map.of("schema", schema);
    }
}
