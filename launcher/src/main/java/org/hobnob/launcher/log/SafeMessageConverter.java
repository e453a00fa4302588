package org.hobnob.launcher.log;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.hobnob.protocol.text.SafeText;

/**
 * {@code %safe} in {@code conf/logback.xml}: prints the message on one line and without control characters, whatever it
 * contains.
 */
public final class SafeMessageConverter extends MessageConverter {
    @Override
    public String convert(ILoggingEvent event) {
        String message = super.convert(event);
        return message == null ? "" : SafeText.of(message);
    }
}
