package sportello.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sportello.testing.SeparateProduct;

/// A consultancy during which the application is killed four times, each time just after somebody was told that
/// something is done: it is, and nobody hears of it twice.
class ConsultancyRestartJourneyTest {

    @TempDir
    Path data;

    private Demo demo;

    @Test
    void whatWasSaidToBeDoneIsDoneOnce() throws Exception {
        try (var product =
                SeparateProduct.start(data, Path.of("target", "journey", "consultancy-restart-product.log"))) {
            demo = new Demo(product::url);
            demo.clock("2027-03-01T10:00:00+01:00");
            var at = PlainConsulting.at(product::url);
            var question = at.lit(at.position("Officina del Reno"), "Con un riavvio");
            var summary = at.hold(question, "2027-03-03T08:20:00Z").shows("Controlla e conferma");
            again(product);
            var appointment =
                    at.confirm(summary).says("Appuntamento confermato").at().getPath();
            again(product);
            assertThat(at.confirm(summary).is(200).at().getPath()).isEqualTo(appointment);
            once(mail -> mail.subject().startsWith("Appuntamento di mercoled"));

            var file = at.caseOf(appointment);
            at.act(file, "/charges", Map.of());
            at.act(file, "/acceptances", Map.of());
            at.act(file, "/venues", Map.of("venue.where", "TEAMS"));
            again(product);
            var invitation = once(mail -> mail.calendar().contains("METHOD:REQUEST"));
            assertThat(invitation.subject()).isEqualTo(Consulting.SUBJECT);
            assertThat(invitation.from()).isEqualTo(Consulting.MAILBOX);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> at.carla().get(file).says("Invito mandato"));

            at.act(file, "/written-settlements", Map.of("settle.answer", "Non serve più."));
            again(product);
            once(mail -> mail.calendar().contains("METHOD:CANCEL"));
            once(mail -> mail.calendar().contains("METHOD:REQUEST"));
            at.dario().get(appointment).says("Chiuso e definito").says("Non serve più.");
        }
    }

    private static void again(SeparateProduct product) throws Exception {
        product.kill();
        product.startAgain();
    }

    /// It comes, and for three seconds more no second one does.
    private Demo.Mail once(Predicate<Demo.Mail> which) {
        return await().atMost(Duration.ofSeconds(40))
                .during(Duration.ofSeconds(3))
                .until(() -> fitting(which), fitting -> fitting.size() == 1)
                .getFirst();
    }

    private List<Demo.Mail> fitting(Predicate<Demo.Mail> which) {
        return demo.mails(Consulting.MAIL).stream().filter(which).toList();
    }
}
