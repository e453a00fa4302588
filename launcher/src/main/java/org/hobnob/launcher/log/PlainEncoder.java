package org.hobnob.launcher.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.hobnob.peer.console.screen.Palette;
import org.hobnob.peer.console.text.Role;
import org.hobnob.protocol.text.SafeText;

/** Log lines for people: time, level, who speaks and what; blue on a terminal, warnings yellow, errors red. */
final class PlainEncoder extends EncoderBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private final Palette palette;
    private final ZoneId zone;
    private final SafeThrowableConverter traces = new SafeThrowableConverter();

    PlainEncoder(Palette palette, ZoneId zone) {
        this.palette = palette;
        this.zone = zone;
        traces.start();
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        String line = TIME.withZone(zone).format(Instant.ofEpochMilli(event.getTimeStamp()))
                + String.format(Locale.ROOT, " %-5s %s: ", event.getLevel(), SafeLines.speaker(event))
                + SafeText.of(String.valueOf(event.getFormattedMessage()));
        String text = palette.logLine(role(event.getLevel()), line) + System.lineSeparator() + traces.convert(event);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Role role(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> Role.ERROR;
            case Level.WARN_INT -> Role.NOTICE;
            case Level.INFO_INT -> Role.OTHERS;
            default -> Role.PLAIN;
        };
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
