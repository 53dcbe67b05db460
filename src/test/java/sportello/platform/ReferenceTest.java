package sportello.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReferenceTest {

    @Test
    void isReadInTwoGroupsAndTypedAnyHow() {
        var reference = Reference.next();
        assertThat(reference.spoken()).matches("\\S{4} \\S{4}");
        assertThat(Reference.parse(" " + reference.spoken().toLowerCase(java.util.Locale.ROOT) + " "))
                .isEqualTo(reference);
    }

    @Test
    void hasNoLookAlikes() {
        assertThatThrownBy(() -> new Reference("K7M20QX9")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Reference("K7MIBQX9")).isInstanceOf(IllegalArgumentException.class);
    }
}
