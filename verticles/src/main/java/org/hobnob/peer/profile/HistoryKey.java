package org.hobnob.peer.profile;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.hobnob.files.OwnerOnly;

/**
 * The key of a profile's history: the file {@code history.key}, mode 0600. The first line is {@code hobnob-history-key 1}; the
 * second is {@code key} with 32 random bytes in base64 (SPEC 13.1). Blocking.
 */
public final class HistoryKey {
    /** How many bytes a key has. */
    public static final int BYTES = 32;

    private static final String FORMAT = "hobnob-history-key 1";
    private static final String KEY = "key ";
    private static final int MAX_BYTES = 4_096;

    private final Path path;
    private final OwnerFile file;

    /** @param folder the profile's folder */
    public HistoryKey(Path folder) {
        path = folder.resolve("history.key");
        file = new OwnerFile(path);
    }

    /** Returns where the key is or will be. */
    public Path path() {
        return path;
    }

    /**
     * Reads the key; empty if there is none.
     *
     * @throws ProfileRefusedException if it cannot be read, or others can read it
     */
    public Optional<byte[]> load() {
        try {
            if (file.isOpenToOthers()) {
                throw new ProfileRefusedException(
                        path + " is open to other users of this machine; run: " + OwnerOnly.howToClose(path), null);
            }
            return file.text(MAX_BYTES).map(this::parse);
        } catch (UncheckedIOException e) {
            throw new ProfileRefusedException(
                    path + " cannot be read (" + e.getCause() + "); check its owner and the disk", e);
        }
    }

    /**
     * Makes a key and writes it.
     *
     * @throws ProfileRefusedException if that fails
     */
    public byte[] create(SecureRandom random) {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        try {
            file.create(FORMAT + "\n" + KEY + Base64.getEncoder().encodeToString(key) + "\n");
        } catch (UncheckedIOException e) {
            throw new ProfileRefusedException(
                    path + " cannot be made (" + e.getCause()
                            + "); free space on its disk, or make its folder writable",
                    e);
        }
        // Another program may have made it first.
        return load().orElseThrow();
    }

    private byte[] parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() == 2 && lines.get(0).equals(FORMAT) && lines.get(1).startsWith(KEY)) {
            try {
                byte[] key = Base64.getDecoder().decode(lines.get(1).substring(KEY.length()));
                if (key.length == BYTES) {
                    return key;
                }
            } catch (IllegalArgumentException e) {
                // The cause may quote the key.
            }
        }
        throw new ProfileRefusedException(path + " is malformed; restore it from a copy", null);
    }
}
