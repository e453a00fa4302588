package org.hobnob.launcher.bench.measure;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.parsetools.RecordParser;
import java.util.function.IntConsumer;

/** Messages that carry their number, as text and as bytes of a fixed length. */
public final class Numbered {
    /** The length of a typical chat message. */
    public static final int BYTES = 64;

    private static final int DIGITS = 8;
    private static final String REST = "x".repeat(BYTES - DIGITS);

    private Numbered() {}

    public static String text(int number) {
        return String.format("%08d", number) + REST;
    }

    /** The number that a text carries. */
    public static int of(String text) {
        return Integer.parseInt(text.substring(0, DIGITS));
    }

    public static Buffer record(int number) {
        return Buffer.buffer(text(number));
    }

    public static Handler<Buffer> records(IntConsumer listener) {
        return RecordParser.newFixed(BYTES, record -> listener.accept(of(record.toString())));
    }
}
