package parley.redis.test;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives the waits of all tests that name no time of their own half a minute, in place of ten seconds, for which a busy machine may
 * stand still. JUnit finds it on the class path.
 */
public final class LongWaits implements BeforeAllCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public void beforeAll(ExtensionContext tests) {
        Awaitility.setDefaultTimeout(PATIENCE);
    }
}
