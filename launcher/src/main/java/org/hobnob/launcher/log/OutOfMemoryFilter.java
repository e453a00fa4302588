package org.hobnob.launcher.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.hobnob.launcher.cli.ExitCode;
import org.slf4j.Marker;

/**
 * Halts the process when anybody logs an {@link OutOfMemoryError}, at whatever level, or a thread ends with one:
 * Netty and Vert.x catch and log what their handlers throw, and would go on with whatever was half done. {@link
 * org.hobnob.launcher.jvm.MemoryWatch} does it sooner and whoever catches the error, but not for direct memory, and only
 * behind the launching script.
 */
public final class OutOfMemoryFilter extends TurboFilter {
    private static final int MOST_CAUSES = 16;

    private final Runnable halt;

    /** Halts with {@link ExitCode#INTERNAL}; without a word, which might need memory. */
    public OutOfMemoryFilter() {
        this(() -> Runtime.getRuntime().halt(ExitCode.INTERNAL.number()));
        Thread.setDefaultUncaughtExceptionHandler((thread, cause) -> {
            look(cause);
            System.err.println("the thread " + thread.getName() + " ended with " + cause);
        });
    }

    OutOfMemoryFilter(Runnable halt) {
        this.halt = halt;
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] parameters, Throwable cause) {
        look(cause);
        if (parameters != null
                && parameters.length > 0
                && parameters[parameters.length - 1] instanceof Throwable last) {
            look(last);
        }
        return FilterReply.NEUTRAL;
    }

    private void look(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            if (cause instanceof OutOfMemoryError) {
                halt.run();
                return;
            }
            cause = cause.getCause();
        }
    }
}
