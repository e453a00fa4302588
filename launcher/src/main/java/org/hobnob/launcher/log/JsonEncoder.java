package org.hobnob.launcher.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.hobnob.protocol.text.SafeText;

/**
 * Log lines for programs: a JSON object each, with {@code time} (ISO 8601, UTC), {@code level}, {@code logger}, {@code
 * message} and, for a fault, {@code trace}.
 */
final class JsonEncoder extends EncoderBase<ILoggingEvent> {
    private final SafeThrowableConverter traces = new SafeThrowableConverter();

    JsonEncoder() {
        traces.start();
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        JsonObject line = new JsonObject()
                .put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString())
                .put("level", event.getLevel().toString().toLowerCase(Locale.ROOT))
                .put("logger", SafeLines.speaker(event))
                .put("message", SafeText.of(String.valueOf(event.getFormattedMessage())));
        if (event.getThrowableProxy() != null) {
            line.put("trace", traces.convert(event).strip());
        }
        return (line.encode() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
