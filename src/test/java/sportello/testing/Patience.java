package sportello.testing;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A busy machine is slow, not wrong: who waits for something in a test gives up only after so long, unless the test
/// says otherwise. What is there sooner is seen sooner.
public final class Patience implements BeforeAllCallback {

    public static final Duration LONG = Duration.ofSeconds(30);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(LONG);
        PlaywrightAssertions.setDefaultAssertionTimeout(LONG.toMillis());
    }
}
