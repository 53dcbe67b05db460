package sportello.api.describe;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import sportello.api.problem.Kind;
import sportello.api.problem.Names;
import sportello.partners.Needs;

/// Reads the controllers: each method with an `Operation` becomes an operation of the description.
final class Describer {

    static final String SCHEME = "person";

    private static final Set<Kind> ALWAYS = EnumSet.of(Kind.UNEXPECTED, Kind.BUSY);
    private static final Set<Kind> BEHIND_THE_DOOR =
            EnumSet.of(Kind.LOGIN_NEEDED, Kind.SCOPE_MISSING, Kind.CAPACITY_ENDED, Kind.NOT_ACCEPTABLE, Kind.TOO_MANY);
    private static final Set<Kind> WITH_A_BODY = EnumSet.of(
            Kind.NOT_JSON,
            Kind.UNKNOWN_FIELD,
            Kind.WRONG_TYPE,
            Kind.INVALID,
            Kind.TOO_LARGE,
            Kind.UNSUPPORTED_MEDIA_TYPE);
    private static final Set<Kind> WITH_A_FILE =
            EnumSet.of(Kind.TOO_LARGE, Kind.UNSUPPORTED_MEDIA_TYPE, Kind.UNFIT_FILE);

    private final Schemas schemas = new Schemas();
    private final Answers answers = new Answers(schemas);
    private final Bodies bodies = new Bodies(schemas);
    private final Map<String, Map<String, Object>> paths = new TreeMap<>();

    void add(RequestMappingInfo where, HandlerMethod handler) {
        var operation = handler.getMethodAnnotation(Operation.class);
        if (operation == null) return;
        for (var path : where.getPatternValues())
            for (var method : where.getMethodsCondition().getMethods())
                paths.computeIfAbsent(path, _ -> new LinkedHashMap<>())
                        .merge(
                                method.name().toLowerCase(java.util.Locale.ROOT),
                                described(operation, where, handler.getMethod()),
                                Bodies::both);
    }

    Map<String, Map<String, Object>> paths() {
        return paths;
    }

    Map<String, Object> components() {
        var components = new LinkedHashMap<String, Object>();
        components.put("schemas", schemas.named());
        components.put("responses", answers.named());
        components.put("headers", Headers.named());
        return components;
    }

    private Map<String, Object> described(Operation operation, RequestMappingInfo where, Method method) {
        var all = new LinkedHashMap<String, Object>();
        all.put("operationId", operation.id());
        all.put("tags", List.of(operation.tag().code()));
        all.put("summary", operation.summary());
        var about = operation.about().isEmpty() ? operation.summary() + "." : operation.about();
        all.put("description", operation.open() ? about : about + " Needs the scope `" + scope(method) + "`.");
        all.put("security", List.of(operation.open() ? Map.of() : Map.of(SCHEME, List.of())));
        if (!operation.open()) all.put("x-required-scope", scope(method));
        var parameters = new ArrayList<Object>();
        var refused = EnumSet.copyOf(ALWAYS);
        if (!operation.open()) refused.addAll(BEHIND_THE_DOOR);
        for (var parameter : method.getParameters()) {
            if (parameter.isAnnotationPresent(RequestBody.class) || parameter.isAnnotationPresent(RequestPart.class))
                refused.addAll(WITH_A_BODY);
            if (parameter.isAnnotationPresent(FileBody.class)) refused.addAll(WITH_A_FILE);
            var one = parameter(parameter, operation, refused);
            if (one != null) parameters.add(one);
        }
        bodies.asked(where.getConsumesCondition().getConsumableMediaTypes(), method)
                .ifPresent(body -> all.put("requestBody", body));
        if (!parameters.isEmpty()) all.put("parameters", parameters);
        refused.addAll(List.of(operation.refuses()));
        var responses = new LinkedHashMap<String, Object>();
        responses.put(String.valueOf(operation.answers()), answer(operation, where, method));
        responses.putAll(answers.of(refused, !operation.open()));
        all.put("responses", responses);
        return all;
    }

    private static String scope(Method method) {
        var needs = method.getAnnotation(Needs.class);
        if (needs == null) throw new IllegalStateException(method + " names no scope");
        return needs.value().code();
    }

    private @Nullable Map<String, Object> parameter(Parameter parameter, Operation operation, Set<Kind> refused) {
        var path = parameter.getAnnotation(PathVariable.class);
        if (path != null) {
            refused.add(Kind.NOT_FOUND);
            return parameter(parameter, operation, "path", path.value(), true);
        }
        var query = parameter.getAnnotation(RequestParam.class);
        if (query != null) {
            refused.addAll(Set.of(Kind.WRONG_TYPE, Kind.INVALID));
            if (isAsked(query)) refused.add(Kind.MISSING);
            var one = parameter(parameter, operation, "query", query.value(), isAsked(query));
            if (!query.defaultValue().equals(ValueConstants.DEFAULT_NONE)) withDefault(one, query.defaultValue());
            return one;
        }
        var header = parameter.getAnnotation(RequestHeader.class);
        if (header == null) return null;
        if (header.required())
            refused.add(header.value().equals("If-Match") ? Kind.PRECONDITION_MISSING : Kind.MISSING);
        refused.addAll(header.value().equals("If-Match") ? Set.of(Kind.STALE) : Set.of(Kind.WRONG_TYPE));
        return parameter(parameter, operation, "header", header.value(), header.required());
    }

    private static boolean isAsked(RequestParam query) {
        return query.required() && query.defaultValue().equals(ValueConstants.DEFAULT_NONE);
    }

    @SuppressWarnings("unchecked")
    private static void withDefault(Map<String, Object> parameter, String said) {
        var schema = (Map<String, Object>) parameter.get("schema");
        if (schema != null) schema.put("default", "integer".equals(schema.get("type")) ? Integer.valueOf(said) : said);
    }

    private Map<String, Object> parameter(
            Parameter parameter, Operation operation, String in, String said, boolean asked) {
        var name = said.isEmpty() ? Names.snake(parameter.getName()) : said;
        var one = new LinkedHashMap<String, Object>();
        one.put("name", name);
        one.put("in", in);
        var about = parameter.getAnnotation(About.class);
        if (about != null) one.put("description", about.value());
        one.put("required", asked);
        var schema = schemas.of(parameter.getAnnotatedType(), operation.id() + " " + name);
        one.put("schema", schema);
        var sample = parameter.getAnnotation(Sample.class);
        if (sample != null) one.put("example", example(schema, sample.value()));
        return one;
    }

    private static Object example(Map<String, Object> schema, String sample) {
        return switch (String.valueOf(schema.get("type"))) {
            case "integer" -> Integer.valueOf(sample);
            case "array" -> List.of(sample);
            default -> sample;
        };
    }

    private Map<String, Object> answer(Operation operation, RequestMappingInfo where, Method method) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("description", operation.summary());
        var headers = new LinkedHashMap<String, Object>();
        if (!operation.open()) {
            headers.putAll(Headers.limits());
            headers.put("Cache-Control", Headers.reference("CacheControl"));
        }
        if (operation.versioned()) headers.put("ETag", Headers.reference("ETag"));
        if (operation.answers() == 201) headers.put("Location", Headers.reference("Location"));
        if (!headers.isEmpty()) answer.put("headers", headers);
        var type = answered(method);
        if (type == Void.class || type == void.class) return answer;
        if (type == InputStreamResource.class)
            headers.put("Content-Disposition", Headers.reference("ContentDisposition"));
        answer.put("content", bodies.answered(where.getProducesCondition().getProducibleMediaTypes(), type));
        return answer;
    }

    private static Type answered(Method method) {
        return method.getGenericReturnType() instanceof ParameterizedType entity
                        && entity.getRawType() == ResponseEntity.class
                ? entity.getActualTypeArguments()[0]
                : method.getGenericReturnType();
    }
}
