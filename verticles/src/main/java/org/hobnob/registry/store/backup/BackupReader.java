package org.hobnob.registry.store.backup;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Reads the lines of a backup, which may be damaged anywhere. Reads once. */
final class BackupReader {
    /** What the lines break; the message says what is wrong, and not where the file is. */
    static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1L;

        DamagedException(String what) {
            super(what);
        }
    }

    private record Header(int schema, String made, boolean isOfOneMoment) {}

    private static final String TRUNCATED = "it ends too early";
    private static final int MAX_COLLECTION = 120;
    private static final int MAX_MADE = 40;

    private final InputStream in;
    private final MessageDigest digest = BackupLines.digest();
    private final Map<String, Long> counts = new HashMap<>();
    private final BiConsumer<String, JsonObject> sink;

    private BackupReader(InputStream in, BiConsumer<String, JsonObject> sink) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.sink = sink;
    }

    /**
     * Reads a backup to its end.
     *
     * @param sink given each document with the name of its collection, before it is known whether the backup is whole
     * @throws DamagedException if any byte is not as it was written
     */
    static BackupSummary read(InputStream in, BiConsumer<String, JsonObject> sink)
            throws IOException, DamagedException {
        return new BackupReader(in, sink).read();
    }

    private BackupSummary read() throws IOException, DamagedException {
        String mark = line();
        if (!mark.equals(BackupLines.MARK)) {
            throw new DamagedException("its first line is not '" + BackupLines.MARK + "'");
        }
        Header header = header(json(line()));
        while (true) {
            byte[] before = digestSoFar();
            JsonObject json = json(line());
            if (json.containsKey(BackupLines.END)) {
                return end(header, json, before);
            }
            document(json);
        }
    }

    private static Header header(JsonObject json) throws DamagedException {
        if (json.getValue(BackupLines.SCHEMA) instanceof Integer schema
                && json.getValue(BackupLines.MADE) instanceof String made
                && made.length() <= MAX_MADE
                && json.getValue(BackupLines.ONE_MOMENT) instanceof Boolean isOfOneMoment) {
            return new Header(schema, made, isOfOneMoment);
        }
        throw new DamagedException("its header is no header");
    }

    private void document(JsonObject json) throws DamagedException {
        if (!(json.getValue(BackupLines.IN) instanceof String collection)
                || !(json.getValue(BackupLines.DOCUMENT) instanceof JsonObject document)
                || collection.isEmpty()
                || collection.length() > MAX_COLLECTION) {
            throw new DamagedException("one of its lines is no document");
        }
        counts.merge(collection, 1L, Long::sum);
        sink.accept(collection, document);
    }

    private BackupSummary end(Header header, JsonObject json, byte[] before) throws IOException, DamagedException {
        String expected = BackupLines.checksum(digestSoFar());
        if (!line().equals(expected)) {
            throw new DamagedException("its checksum is not that of what is in it");
        }
        if (in.read() >= 0) {
            throw new DamagedException("it goes on behind its end");
        }
        if (!(json.getValue(BackupLines.END) instanceof JsonObject numbers) || !counts.equals(counts(numbers))) {
            throw new DamagedException("it has not as many documents as it says");
        }
        return new BackupSummary(header.schema(), header.made(), header.isOfOneMoment(), counts, before, secrets(json));
    }

    private static Map<String, Long> counts(JsonObject json) {
        Map<String, Long> counts = new HashMap<>();
        json.forEach(entry -> {
            if (entry.getValue() instanceof Number number) {
                counts.put(entry.getKey(), number.longValue());
            }
        });
        return counts;
    }

    private static Optional<SealedSecrets> secrets(JsonObject json) throws DamagedException {
        if (json.getValue(BackupLines.SECRETS) == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(SealedSecrets.read(json.getJsonObject(BackupLines.SECRETS)));
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new DamagedException("its sealed secrets cannot be read");
        }
    }

    private static JsonObject json(String line) throws DamagedException {
        try {
            return new JsonObject(line);
        } catch (DecodeException e) {
            throw new DamagedException("one of its lines is no JSON");
        }
    }

    private byte[] digestSoFar() {
        try {
            return ((MessageDigest) digest.clone()).digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 can be cloned in every Java runtime", e);
        }
    }

    /** Returns the next line, without its end. */
    private String line() throws IOException, DamagedException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new DamagedException(TRUNCATED);
            }
            if (line.size() == BackupLines.MAX_LINE_BYTES) {
                throw new DamagedException("one of its lines is too long");
            }
            line.write(next);
        }
        byte[] bytes = line.toByteArray();
        digest.update(bytes);
        digest.update((byte) '\n');
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DamagedException("one of its lines is not UTF-8");
        }
    }
}
