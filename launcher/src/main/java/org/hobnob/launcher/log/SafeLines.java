package org.hobnob.launcher.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import org.hobnob.protocol.text.SafeText;

/** What all formats of the log have in common. */
final class SafeLines {
    private SafeLines() {}

    /** The class that speaks, without its package. */
    static String speaker(ILoggingEvent event) {
        String name = event.getLoggerName();
        return SafeText.of(name.substring(name.lastIndexOf('.') + 1));
    }
}
