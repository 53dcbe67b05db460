package sportello.api.describe;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import sportello.api.problem.ApiJson;
import sportello.api.problem.Kind;
import sportello.api.problem.ProblemBody;

/// The refusals as the description shows them, each group once.
final class Answers {

    private final Map<String, Object> named = new TreeMap<>();
    private final Schemas schemas;

    Answers(Schemas schemas) {
        this.schemas = schemas;
    }

    Map<String, Object> named() {
        return named;
    }

    /// Status → reference to the answer that tells all refusals of that status.
    Map<String, Object> of(Collection<Kind> kinds, boolean limited) {
        var byStatus = new TreeSet<>(kinds)
                .stream().collect(Collectors.groupingBy(Kind::status, TreeMap::new, Collectors.toList()));
        var answers = new LinkedHashMap<String, Object>();
        byStatus.forEach((status, all) -> answers.put(String.valueOf(status), reference(all, limited)));
        return answers;
    }

    private Map<String, Object> reference(List<Kind> kinds, boolean limited) {
        var name = kinds.stream().map(Answers::name).collect(Collectors.joining("Or")) + (limited ? "" : "Open");
        named.computeIfAbsent(name, _ -> answer(kinds, limited));
        return Map.of("$ref", "#/components/responses/" + name);
    }

    private static String name(Kind kind) {
        return Arrays.stream(kind.code().split("-"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    private Map<String, Object> answer(List<Kind> kinds, boolean limited) {
        var content = new LinkedHashMap<String, Object>();
        content.put("schema", schemas.of(ProblemBody.class));
        var examples = new LinkedHashMap<String, Object>();
        for (var kind : kinds)
            examples.put(
                    kind.code(), Map.of("value", ApiJson.MAPPER.convertValue(ProblemBody.example(kind), Map.class)));
        content.put("examples", examples);
        var answer = new LinkedHashMap<String, Object>();
        answer.put(
                "description",
                kinds.stream()
                        .map(kind -> "`" + kind.code() + "`: " + kind.title())
                        .collect(Collectors.joining(". ", "", ".")));
        var headers = headers(kinds.getFirst(), limited);
        if (!headers.isEmpty()) answer.put("headers", headers);
        answer.put("content", Map.of("application/problem+json", content));
        return answer;
    }

    private static Map<String, Object> headers(Kind kind, boolean limited) {
        var headers = new LinkedHashMap<String, Object>();
        if (limited && kind.status() / 100 == 4) headers.putAll(Headers.limits());
        if (kind.comesAgain()) headers.put("Retry-After", Headers.reference("RetryAfter"));
        if (kind == Kind.LOGIN_NEEDED) headers.put("WWW-Authenticate", Headers.reference("WWWAuthenticate"));
        return headers;
    }
}
