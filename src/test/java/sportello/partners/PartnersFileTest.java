package sportello.partners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import sportello.identity.Assurance;
import sportello.identity.Channel;
import sportello.partners.PartnersFile.Reading;

/// What a body writes in `partners.yaml`: taken whole, or refused with all that is wrong.
class PartnersFileTest {

    private static final String HASH = "sha256:" + "0a".repeat(32);

    @Test
    void everyKindOfProgramIsRead() {
        var reading = PartnersFile.read("""
                partners:
                  - {id: app, name: App, kind: app, redirects: ["it.example.app:/login", "http://127.0.0.1/in"],
                     scopes: ["appointments:read"]}
                  - {id: ivr, name: Risponditore, kind: machine, channel: ivr, identifies: low,
                     scopes: ["appointments:write"], requests-per-minute: 90, secrets: ["%s"]}
                  - {id: file, name: Fascicolo, kind: service, delegable: true,
                     redirects: ["https://file.example/callback"], secrets: ["%s", "%s"]}
                """.formatted(HASH, HASH, HASH.replace("0a", "0b")));
        assertThat(reading).isInstanceOfSatisfying(Reading.Fine.class, fine -> {
            var partners =
                    fine.entries().stream().map(PartnersFile.Entry::partner).toList();
            assertThat(partners.getFirst().channel()).isEqualTo(Channel.APP);
            assertThat(partners.getFirst().perMinute()).isEqualTo(120);
            assertThat(partners.get(1))
                    .isEqualTo(Partner.machine(
                            "ivr", "Risponditore", Channel.IVR, Set.of(Scope.APPOINTMENTS_WRITE), Assurance.LOW, 90));
            assertThat(partners.get(2).delegable()).isTrue();
            assertThat(fine.entries().get(2).secrets()).hasSize(2);
        });
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        var reading = PartnersFile.read("""
                partners:
                  - {id: a b, kind: app, redirects: ["http://example.org/", "scheme:/x"], scopes: ["webhooks:manage"],
                     secrets: ["%s"], colour: red}
                  - {id: m, name: Machine, kind: machine, channel: web, scopes: ["notices:read", "nothing:at-all"],
                     identifies: sure, requests-per-minute: 0, secrets: [plain-secret-that-must-not-stand-here]}
                  - {id: s, name: Service, kind: service, redirects: ["https://x/#part"]}
                """.formatted(HASH));
        assertThat(reading).isInstanceOfSatisfying(Reading.Unfit.class, unfit -> {
            assertThat(unfit.wrong())
                    .filteredOn(line -> line.startsWith("partner 1"))
                    .extracting(line -> line.split(": ")[1])
                    .contains("id", "name", "redirects", "scopes", "secrets", "colour");
            assertThat(unfit.wrong())
                    .filteredOn(line -> line.startsWith("partner 2"))
                    .extracting(line -> line.split(": ")[1])
                    .contains("channel", "scopes", "identifies", "requests-per-minute", "secrets");
            assertThat(unfit.wrong())
                    .filteredOn(line -> line.startsWith("partner 3"))
                    .extracting(line -> line.split(": ")[1])
                    .contains("redirects", "secrets");
            assertThat(String.join(" ", unfit.wrong())).doesNotContain("plain-secret");
        });
    }

    @Test
    void whatIsNoListOfPartnersIsRefused() {
        for (var yaml : new String[] {"", "partners: 1", "others: []", "partners: []\nmore: 1", "- {", "partners: [1]"})
            assertThat(PartnersFile.read(yaml)).as(yaml).isInstanceOf(Reading.Unfit.class);
        assertThat(PartnersFile.read("partners: []")).isInstanceOf(Reading.Fine.class);
    }
}
