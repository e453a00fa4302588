package org.hobnob.launcher.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.LoggerContext;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class OutOfMemoryFilterTest {
    private final AtomicInteger halts = new AtomicInteger();
    private final LoggerContext context = new LoggerContext();
    private final Logger log = context.getLogger("io.netty");

    @BeforeEach
    void install() {
        context.addTurboFilter(new OutOfMemoryFilter(halts::incrementAndGet));
    }

    @Test
    void loggedOutOfMemoryHalts() {
        log.warn("a task failed", new OutOfMemoryError("Java heap space"));
        assertEquals(1, halts.get());
        log.trace("a task {} failed {}", "x", "y", new OutOfMemoryError("direct memory"));
        assertEquals(2, halts.get());
        log.error("caused by it", new IllegalStateException(new OutOfMemoryError("metaspace")));
        assertEquals(3, halts.get());
    }

    @Test
    void otherFaultsDoNotHalt() {
        log.error("a task {} failed", "x", new IllegalStateException("out of memory", new StackOverflowError()));
        log.error("nothing {}", "thrown");
        assertEquals(0, halts.get());
    }
}
