package sportello.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.identity.FiscalCode;
import sportello.identity.People;
import sportello.offices.Counter;
import sportello.offices.Office;
import sportello.offices.OfficeKind;
import sportello.offices.Offices;
import sportello.offices.Services;
import sportello.testing.RunningProduct;

/// The nation as `./sportello run` starts with it.
class NationTest {

    static RunningProduct product;
    static Offices offices;
    static JdbcClient jdbc;

    @BeforeAll
    static void start() {
        product = RunningProduct.with(Map.of("sportello.media.janus", "off", "sportello.offices.nation", "true"));
        offices = product.bean(Offices.class);
        jdbc = product.bean(JdbcClient.class);
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    static int count(String what) {
        return jdbc.sql("select count(" + what).query(Integer.class).single();
    }

    @Test
    void hasEveryProvinceAndSomeTwoThousandCounters() {
        assertThat(count("*) from offices.office where code is not null")).isGreaterThan(450);
        assertThat(count("distinct province) from offices.office")).isEqualTo(107);
        assertThat(count("*) from offices.counter")).isBetween(1_900, 2_200);
        assertThat(count("*) from offices.office where bolzano and province <> 'BZ'"))
                .isZero();
        assertThat(count("*) from offices.office where bolzano")).isPositive();
        assertThat(count("distinct mailbox) from offices.unit"))
                .isEqualTo(count("*) from offices.unit"))
                .isGreaterThan(300);
    }

    @Test
    void opensNoCounterInATerritorialAgency() {
        assertThat(count("*) from offices.counter where kind = 'AGENZIA_TERRITORIALE'"))
                .isZero();
        assertThat(offices.directory().officesFor(Services.DELEGATION))
                .extracting(Office::kind)
                .doesNotContain(OfficeKind.AGENZIA_TERRITORIALE)
                .contains(OfficeKind.AGENZIA_COMPLESSA, OfficeKind.FILIALE_METROPOLITANA);
    }

    @Test
    void hasACounterForEveryNeedItSpeaksOf() {
        var served = offices.directory().servedBy(Services.DELEGATION);
        assertThat(served).contains("de", "en", "fr", "sl", "lis", "subtitles");
        assertThat(offices.countersFor(Services.DELEGATION))
                .filteredOn(counter -> "BZ".equals(province(counter)))
                .isNotEmpty()
                .allMatch(counter -> counter.fits(List.of("de")));
    }

    static String province(Counter counter) {
        return offices.find(counter.office()).orElseThrow().province();
    }

    @Test
    void meetsTheDemonstrationInItsOwnBologna() {
        var bologna = offices.withCode("BO").orElseThrow();
        assertThat(count("*) from offices.office where name = 'Direzione provinciale di Bologna'"))
                .isOne();
        assertThat(count("*) from offices.office where name = 'Direzione provinciale di Modena'"))
                .isOne();
        assertThat(offices.officials(bologna.id())).hasSizeGreaterThanOrEqualTo(5);
        var bruno = product.bean(People.class)
                .withFiscalCode(new FiscalCode("DLGBRN71E14A944W"))
                .orElseThrow();
        assertThat(offices.usual(bruno.id(), Services.DELEGATION)).contains(bologna);
    }
}
