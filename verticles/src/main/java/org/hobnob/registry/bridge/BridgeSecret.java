package org.hobnob.registry.bridge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.hobnob.files.OwnerOnly;

/** What a program must say first: 32 random bytes in URL-safe base64, in a file for its owner only. */
final class BridgeSecret {
    private static final int BYTES = 32;
    private static final int MAX_FILE_BYTES = 64;

    private final byte[] text;

    private BridgeSecret(String text) {
        this.text = text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads the file, or makes it. Blocks.
     *
     * @throws BridgeRefusedException if it is damaged or open to others
     * @throws IOException if it cannot be read or written
     */
    static BridgeSecret readOrCreate(Path file, SecureRandom random) throws IOException {
        if (Files.notExists(file)) {
            create(file, random);
        }
        if (OwnerOnly.isOpenToOthers(file)) {
            throw new BridgeRefusedException(
                    file + " is open to other users: delete it, and the next start makes a new one");
        }
        String text = Files.size(file) > MAX_FILE_BYTES
                ? ""
                : Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        if (!text.matches("[A-Za-z0-9_-]{43}")) {
            throw new BridgeRefusedException(file + " is damaged: delete it, and the next start makes a new one");
        }
        return new BridgeSecret(text);
    }

    private static void create(Path file, SecureRandom random) throws IOException {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        Path draft = OwnerOnly.createDraft(file.toAbsolutePath().getParent(), "bridge", ".new");
        Files.writeString(draft, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Whether this is the secret; takes as long for any. */
    boolean is(String said) {
        return MessageDigest.isEqual(text, said.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "BridgeSecret[masked]";
    }
}
