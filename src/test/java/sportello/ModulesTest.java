package sportello;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {

    @Test
    void arrowsPointOneWay() {
        ApplicationModules.of(Sportello.class).verify();
    }
}
