package org.hobnob.registry.store.backup;

import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The lines of a backup (SPEC 10.1): its mark, its header, a line for each document, its end, and the checksum. */
final class BackupLines {
    static final String MARK = "hobnob-backup 1";
    static final String CHECKSUM = "sha256 ";
    /** More than a document of MongoDB can be. */
    static final int MAX_LINE_BYTES = 32 * 1024 * 1024;

    static final String SCHEMA = "schema";
    static final String MADE = "made";
    static final String ONE_MOMENT = "oneMoment";
    static final String IN = "in";
    static final String DOCUMENT = "document";
    static final String END = "end";
    static final String SECRETS = "secrets";

    private BackupLines() {}

    static String header(int schema, String made, boolean isOfOneMoment) {
        return new JsonObject()
                .put(SCHEMA, schema)
                .put(MADE, made)
                .put(ONE_MOMENT, isOfOneMoment)
                .encode();
    }

    static String document(String collection, JsonObject document) {
        return new JsonObject().put(IN, collection).put(DOCUMENT, document).encode();
    }

    static String end(Map<String, Long> counts, Optional<SealedSecrets> secrets) {
        JsonObject numbers = new JsonObject();
        new TreeMap<>(counts).forEach(numbers::put);
        return new JsonObject()
                .put(END, numbers)
                .put(SECRETS, secrets.map(SealedSecrets::json).orElse(null))
                .encode();
    }

    static String checksum(byte[] digest) {
        return CHECKSUM + HexFormat.of().formatHex(digest);
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
