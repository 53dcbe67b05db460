package sportello.offices;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import sportello.platform.CannotStart;
import sportello.platform.DataFolder;

/// The services the product ships and those a body adds in `<data>/services/`; a body's file of the same name wins. A
/// demonstration may show more of them.
/// An unfit file stops the start, saying all that is wrong. Where each may be opened is told to the database, which
/// then refuses a counter elsewhere.
@Component
class ServiceFiles implements Services {

    private static final List<String> DEMONSTRATION = List.of("classpath*:demonstration/services/*.yaml");

    private final Map<String, ServicePolicy> policies;

    ServiceFiles(DataFolder data, OfficesSettings settings, JdbcClient jdbc) throws IOException {
        policies = load(data.sharedFile("services"), settings.demonstrationServices() ? DEMONSTRATION : List.of());
        policies.values().forEach(policy -> keepKinds(policy, jdbc));
    }

    @Override
    public Optional<ServicePolicy> find(String code) {
        return Optional.ofNullable(policies.get(code));
    }

    @Override
    public ServicePolicy policy(String code) {
        return find(code).orElseThrow(() -> new IllegalArgumentException("No service called " + code));
    }

    @Override
    public List<ServicePolicy> all() {
        return List.copyOf(policies.values());
    }

    static Map<String, ServicePolicy> load(Path folder) throws IOException {
        return load(folder, List.of());
    }

    private static Map<String, ServicePolicy> load(Path folder, List<String> more) throws IOException {
        var places = new ArrayList<>(List.of("classpath*:services/*.yaml"));
        places.addAll(more);
        places.add(folder.toAbsolutePath().toUri() + "*.yaml");
        var resolver = new PathMatchingResourcePatternResolver();
        var files = new TreeMap<String, Resource>();
        for (var place : places)
            for (var file : resolver.getResources(place)) files.put(String.valueOf(file.getFilename()), file);
        var policies = new TreeMap<String, ServicePolicy>();
        var wrong = new ArrayList<String>();
        for (var file : files.entrySet()) {
            switch (PolicyFile.read(file.getValue().getContentAsString(StandardCharsets.UTF_8))) {
                case PolicyFile.Reading.Unfit unfit ->
                    unfit.wrong().forEach(line -> wrong.add(file.getKey() + ": " + line));
                case PolicyFile.Reading.Fine(var policy) -> {
                    if (!file.getKey().equals(policy.code() + ".yaml"))
                        wrong.add(file.getKey() + ": code: the file of '" + policy.code() + "' is called "
                                + policy.code() + ".yaml");
                    policies.put(policy.code(), policy);
                }
            }
        }
        if (!wrong.isEmpty()) throw new CannotStart("The services cannot be offered:\n  " + String.join("\n  ", wrong));
        return policies;
    }

    private static void keepKinds(ServicePolicy policy, JdbcClient jdbc) {
        for (var kind : policy.kinds())
            jdbc.sql("""
                            insert into offices.service_kind (service, kind, cassetto) values (:service, :kind, :cassetto)
                            on conflict (service, kind) do update set cassetto = excluded.cassetto
                            """)
                    .param("service", policy.code())
                    .param("kind", kind.name())
                    .param(
                            "cassetto",
                            policy.cassetto() == null ? null : policy.cassetto().name())
                    .update();
        jdbc.sql("""
                        delete from offices.service_kind as was
                         where service = :service and kind <> all (:kinds)
                           and not exists (select from offices.counter as open
                                            where open.service = was.service and open.kind = was.kind)
                        """)
                .param("service", policy.code())
                .param("kinds", policy.kinds().stream().map(Enum::name).toArray(String[]::new))
                .update();
    }
}
