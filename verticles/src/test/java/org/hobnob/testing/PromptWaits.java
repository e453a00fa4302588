package org.hobnob.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How all tests wait by {@link Awaitility}: they look every 10 ms, since its own 100 ms add up to minutes, and give up late
 * enough for a machine that is busy.
 */
public final class PromptWaits implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
        Awaitility.setDefaultTimeout(Await.PATIENCE);
    }
}
