package org.hobnob.net;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LineCutsTest {
    @Test
    void connectionEndsBetweenHalfAndOneAndAHalfOfItsTime() {
        for (int seed = 0; seed < 50; seed++) {
            EmbeddedChannel line = new EmbeddedChannel(new LineCuts(10, new SplittableRandom(seed)));
            line.freezeTime();
            line.pipeline().fireChannelActive();
            line.advanceTimeBy(4_900, TimeUnit.MILLISECONDS);
            line.runScheduledPendingTasks();
            assertTrue(line.isActive(), "cut too early: " + seed);
            line.advanceTimeBy(10_200, TimeUnit.MILLISECONDS);
            line.runScheduledPendingTasks();
            assertFalse(line.isActive(), "not cut: " + seed);
        }
    }
}
