package sportello.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class InvitationSettingsTest {

    private static final List<String> WHOLE = List.of(
            "sportello.invitations.teams.tenant=inps.example.org",
            "sportello.invitations.teams.client-id=sportello",
            "sportello.invitations.teams.client-secret=a-secret",
            "sportello.invitations.mailboxes[0].address=accertamento.bologna@inps.example.org",
            "sportello.invitations.mailboxes[0].graph-user=7d0b1f7e",
            "sportello.invitations.mailboxes[0].smtp.host=smtp.example.org",
            "sportello.invitations.mailboxes[0].smtp.user=bologna",
            "sportello.invitations.mailboxes[1].address=anagrafica.bologna@inps.example.org");

    private final ApplicationContextRunner product =
            new ApplicationContextRunner().withUserConfiguration(Product.class);

    @EnableConfigurationProperties(InvitationSettings.class)
    static class Product {}

    @Test
    void needsNothingWhereNothingIsSent() {
        product.run(context -> {
            var settings = context.getBean(InvitationSettings.class);
            assertThat(settings.teams()).isNull();
            assertThat(settings.mailboxes()).isEmpty();
            assertThat(settings.lease()).isEqualTo(Duration.ofMinutes(1));
        });
    }

    @Test
    void knowsEachUnitsMailboxWithItsOwnAccount() {
        product.withPropertyValues(WHOLE.toArray(String[]::new)).run(context -> {
            var mailboxes = new MailboxesBySetting(context.getBean(InvitationSettings.class));
            var box = mailboxes.of("Accertamento.Bologna@inps.example.org").orElseThrow();
            assertThat(box.graphUser()).isEqualTo("7d0b1f7e");
            assertThat(box.smtp()).isEqualTo(new Mailbox.Smtp("smtp.example.org", 587, "bologna", "", true));
            assertThat(mailboxes
                            .of("anagrafica.bologna@inps.example.org")
                            .orElseThrow()
                            .smtp())
                    .isNull();
            assertThat(mailboxes.of("nobody@inps.example.org")).isEmpty();
            assertThat(mailboxes.tenant().orElseThrow().tokenAddress())
                    .hasToString("https://login.microsoftonline.com/inps.example.org/oauth2/v2.0/token");
        });
    }

    @Test
    void namesNoSecretWhenPrinted() {
        product.withPropertyValues(WHOLE.toArray(String[]::new)).run(context -> {
            var mailboxes = new MailboxesBySetting(context.getBean(InvitationSettings.class));
            assertThat(mailboxes.tenant().orElseThrow().toString()).doesNotContain("a-secret");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sportello.invitations.teams.client-id=",
                "sportello.invitations.teams.certificate=both",
                "sportello.invitations.mailboxes[0].address=not an address",
                "sportello.invitations.mailboxes[0].smtp.host=",
                "sportello.invitations.mailboxes[0].smtp.port=0",
                "sportello.invitations.lease=5s",
                "sportello.invitations.workers=0"
            })
    void doesNotStartWithWhatCannotWork(String wrong) {
        var values = new ArrayList<>(WHOLE);
        values.add(wrong);
        product.withPropertyValues(values.toArray(String[]::new))
                .run(context -> assertThat(context).hasFailed());
    }
}
