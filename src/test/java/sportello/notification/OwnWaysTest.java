package sportello.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import sportello.audit.Doer;
import sportello.delegation.Register;
import sportello.identity.Actor;
import sportello.identity.Contacts;
import sportello.identity.People;
import sportello.identity.PersonId;
import sportello.testing.SportelloTest;
import sportello.testing.TaxCodes;

/// Rule D11: a contact shared with the delegate never counts as the delegator's own.
class OwnWaysTest {

    static final String BRUNOS = "+393200000002";
    static final String ANNAS = "+393200000001";

    final Contacts bruno = new Contacts(BRUNOS, "bruno@example.org", "it");

    @Test
    void eachContactCountsByItself() {
        assertThat(OwnWays.of(new Contacts(ANNAS, "anna@example.org", "it"), bruno))
                .containsExactly("sms", "mail");
        assertThat(OwnWays.of(new Contacts(ANNAS, "Bruno@Example.org", "it"), bruno))
                .containsExactly("sms");
        assertThat(OwnWays.of(new Contacts(BRUNOS, "anna@example.org", "it"), bruno))
                .containsExactly("mail");
        assertThat(OwnWays.of(new Contacts(BRUNOS, "bruno@example.org", "it"), bruno))
                .isEmpty();
        assertThat(OwnWays.of(new Contacts(null, null, "it"), bruno)).isEmpty();
        assertThat(OwnWays.of(null, bruno)).isEmpty();
    }

    @Nested
    @SportelloTest
    class WhenADelegationIsGranted {

        @Autowired
        People people;

        @Autowired
        Register register;

        @Autowired
        JdbcClient jdbc;

        final String bruno = "+39333" + Math.abs(UUID.randomUUID().hashCode() % 9_000_000 + 1_000_000);
        final String address = UUID.randomUUID() + "@example.org";

        @Test
        void theSharedAddressIsNotWrittenTo() {
            var anna = person("Anna", null, address);
            register.grant(anna, person("Bruno", bruno, address), null, null, new Actor.System("test"));
            assertThat(jdbc.sql("select kind from notification.outbox where person_id = :anna order by kind")
                            .param("anna", anna.value())
                            .query(String.class)
                            .list())
                    .containsExactly("letter");
        }

        private PersonId person(String name, @Nullable String mobile, String email) {
            return people.identified(
                            name, "", TaxCodes.next(), null, new Contacts(mobile, email, "it"), Doer.system("test"))
                    .id();
        }
    }
}
