package sportello.demo;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import sportello.notification.Carrier;
import sportello.notification.Handed;
import sportello.notification.Outgoing;
import sportello.platform.ProductClock;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Where messages arrive in the demonstration, readable by whoever is at this machine. Their text stands here in clear,
/// which no real carrier of the product does.
@Repository
@InDemo
class DemoOutbox {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;

    DemoOutbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Attachment(String name, String type, String base64) {}

    record Arrived(
            String kind,
            String to,
            @Nullable String from,
            @Nullable String subject,
            String text,
            List<Attachment> attachments,
            OffsetDateTime at) {}

    @Configuration(proxyBeanMethods = false)
    @InDemo
    static class Carriers {

        @Bean
        Carrier demoSms(DemoOutbox outbox) {
            return new IntoTheOutbox("sms", outbox);
        }

        @Bean
        Carrier demoMail(DemoOutbox outbox) {
            return new IntoTheOutbox("mail", outbox);
        }

        @Bean
        Carrier demoApp(DemoOutbox outbox) {
            return new IntoTheOutbox("app", outbox);
        }
    }

    record IntoTheOutbox(String kind, DemoOutbox outbox) implements Carrier {
        @Override
        public String name() {
            return "demo";
        }

        @Override
        public int atOnce() {
            return 4;
        }

        @Override
        public Handed handOver(Outgoing message) {
            outbox.keep(message);
            return new Handed.Taken(List.of());
        }
    }

    /// A message handed over twice arrives once.
    void keep(Outgoing message) {
        var attachments = message.attachments().stream()
                .map(part -> new Attachment(
                        part.name(), part.type(), Base64.getEncoder().encodeToString(part.content())))
                .toList();
        jdbc.sql("""
                        insert into demo.outbox (key, kind, recipient, sender, subject, body, attachments, at)
                        values (:key, :kind, :to, :from, :subject, :text, cast(:attachments as jsonb), :at)
                        on conflict on constraint a_message_arrives_once do nothing
                        """)
                .param("key", message.key())
                .param("kind", message.kind())
                .param("to", message.to())
                .param("from", message.from())
                .param("subject", message.subject())
                .param("text", message.text())
                .param("attachments", JSON.writeValueAsString(attachments))
                .param("at", message.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    /// Newest first, to everybody when nobody is named.
    List<Arrived> arrived(@Nullable String to, int most) {
        return jdbc.sql("""
                        select kind, recipient, sender, subject, body, attachments, at
                          from demo.outbox
                         where cast(:to as text) is null or recipient = :to
                         order by at desc, id desc
                         limit :most
                        """)
                .param("to", to)
                .param("most", most)
                .query((row, n) -> new Arrived(
                        row.getString("kind"),
                        row.getString("recipient"),
                        row.getString("sender"),
                        row.getString("subject"),
                        row.getString("body"),
                        JSON.readValue(row.getString("attachments"), new TypeReference<List<Attachment>>() {}),
                        inRome(row.getObject("at", OffsetDateTime.class).toInstant())))
                .list();
    }

    private static OffsetDateTime inRome(Instant at) {
        return ProductClock.inRome(at).toOffsetDateTime();
    }
}
