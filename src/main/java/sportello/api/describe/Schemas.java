package sportello.api.describe;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sportello.api.problem.Names;

/// The shapes of what comes and goes, read from records and the constraints that judge them: what is described is what
/// is checked. A text without a longest or a number without bounds is a mistake of ours and is not described at all.
final class Schemas {

    private final Map<String, Object> named = new TreeMap<>();

    Map<String, Object> named() {
        return named;
    }

    /// Of a whole body.
    Map<String, Object> of(Type type) {
        return type instanceof ParameterizedType page
                ? reference(page, (Class<?>) page.getRawType())
                : reference(type, (Class<?>) type);
    }

    /// Of a parameter or a component.
    Map<String, Object> of(AnnotatedType annotated, String where) {
        return of(annotated, Map.of(), where);
    }

    private Map<String, Object> of(AnnotatedType annotated, Map<TypeVariable<?>, AnnotatedType> bound, String where) {
        var type = annotated.getType();
        if (type instanceof TypeVariable<?> variable && bound.containsKey(variable))
            return of(bound.get(variable), bound, where);
        if (annotated instanceof AnnotatedParameterizedType generic
                && generic.getType() instanceof ParameterizedType of
                && of.getRawType() == List.class)
            return list(annotated, of(generic.getAnnotatedActualTypeArguments()[0], bound, where), where);
        if (!(type instanceof Class<?> plain)) throw new IllegalStateException("What is " + type + " in " + where);
        if (plain == String.class) return text(annotated, where);
        if (plain == int.class || plain == Integer.class) return number(annotated, "int32", where);
        if (plain == long.class || plain == Long.class) return number(annotated, "int64", where);
        if (plain == boolean.class || plain == Boolean.class) return shape("boolean");
        if (plain == UUID.class) return formatted("uuid", 36);
        if (plain == Instant.class) return formatted("date-time", 40);
        if (plain == LocalDate.class) return formatted("date", 10);
        if (plain == URI.class) return formatted("uri", 2000);
        if (plain == YearMonth.class) return month();
        if (plain.isEnum()) return choice(plain);
        if (plain.isRecord()) return reference(plain, plain);
        throw new IllegalStateException("What is " + plain + " in " + where);
    }

    private Map<String, Object> reference(Type type, Class<?> record) {
        var name = name(type);
        if (!named.containsKey(name)) {
            named.put(name, Map.of());
            named.put(name, object(type, record));
        }
        return new LinkedHashMap<>(Map.of("$ref", "#/components/schemas/" + name));
    }

    /// `Page<Appointment>` is `AppointmentPage`.
    static String name(Type type) {
        if (type instanceof ParameterizedType page)
            return name(page.getActualTypeArguments()[0]) + name(page.getRawType());
        return ((Class<?>) type).getSimpleName().replaceAll("(Body|View)$", "");
    }

    private Map<String, Object> object(Type type, Class<?> record) {
        var bound = new LinkedHashMap<TypeVariable<?>, AnnotatedType>();
        if (type instanceof ParameterizedType page)
            bound.put(record.getTypeParameters()[0], plain(page.getActualTypeArguments()[0]));
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        for (var component : record.getRecordComponents()) {
            var name = Names.snake(component.getName());
            properties.put(name, property(component, bound, record.getSimpleName() + "." + name));
            if (isRequired(component)) required.add(name);
        }
        var schema = shape("object");
        var about = record.getAnnotation(About.class);
        if (about != null) schema.put("description", about.value());
        schema.put("additionalProperties", false);
        if (!required.isEmpty()) schema.put("required", required);
        schema.put("properties", properties);
        return schema;
    }

    private Map<String, Object> property(
            RecordComponent component, Map<TypeVariable<?>, AnnotatedType> bound, String where) {
        var schema = of(component.getAnnotatedType(), bound, where);
        var about = component.getAnnotation(About.class);
        if (about != null) schema.put("description", about.value());
        return schema;
    }

    private static boolean isRequired(RecordComponent component) {
        return component.getType().isPrimitive()
                || component.getAnnotatedType().isAnnotationPresent(NotNull.class)
                || !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /// Of files in a request.
    Map<String, Object> list(Parameter files, Map<String, Object> items) {
        return list(files.getAnnotatedType(), items, files.getName());
    }

    private Map<String, Object> list(AnnotatedType annotated, Map<String, Object> items, String where) {
        var size = told(annotated, Size.class, where);
        var schema = shape("array");
        schema.put("minItems", size.min());
        schema.put("maxItems", size.max());
        schema.put("items", items);
        return schema;
    }

    private static Map<String, Object> text(AnnotatedType annotated, String where) {
        var size = told(annotated, Size.class, where);
        var schema = shape("string");
        if (size.min() > 0) schema.put("minLength", size.min());
        schema.put("maxLength", size.max());
        var pattern = annotated.getAnnotation(Pattern.class);
        schema.put("pattern", pattern == null ? "^[^\\u0000]*$" : pattern.regexp());
        return schema;
    }

    private static Map<String, Object> number(AnnotatedType annotated, String format, String where) {
        var schema = shape("integer");
        schema.put("format", format);
        schema.put("minimum", told(annotated, Min.class, where).value());
        schema.put("maximum", told(annotated, Max.class, where).value());
        return schema;
    }

    private static Map<String, Object> formatted(String format, int longest) {
        var schema = shape("string");
        schema.put("format", format);
        schema.put("maxLength", longest);
        return schema;
    }

    private static Map<String, Object> month() {
        var schema = shape("string");
        schema.put("pattern", "^[0-9]{4}-(0[1-9]|1[0-2])$");
        schema.put("maxLength", 7);
        return schema;
    }

    private static Map<String, Object> choice(Class<?> choices) {
        var schema = shape("string");
        schema.put("enum", codes(choices));
        return schema;
    }

    static List<String> codes(Class<?> choices) {
        return Arrays.stream(choices.getEnumConstants())
                .map(each -> ((Enum<?>) each)
                        .name()
                        .toLowerCase(java.util.Locale.ROOT)
                        .replace('_', '-'))
                .toList();
    }

    private static Map<String, Object> shape(String type) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", type);
        return schema;
    }

    private static <A extends Annotation> A told(AnnotatedElement element, Class<A> bounds, String where) {
        var found = element.getAnnotation(bounds);
        if (found == null) throw new IllegalStateException(where + " has no @" + bounds.getSimpleName());
        return found;
    }

    private static AnnotatedType plain(Type type) {
        return new AnnotatedType() {
            @Override
            public Type getType() {
                return type;
            }

            @Override
            public <T extends Annotation> @Nullable T getAnnotation(Class<T> annotation) {
                return null;
            }

            @Override
            public Annotation[] getAnnotations() {
                return new Annotation[0];
            }

            @Override
            public Annotation[] getDeclaredAnnotations() {
                return new Annotation[0];
            }
        };
    }
}
