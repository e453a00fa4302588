package org.hobnob.registry.store.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.hobnob.files.OwnerOnly;
import org.hobnob.registry.store.embedded.StoreRefusedException.Reason;

/**
 * The password with which clients open the embedded store: 32 random bytes in URL-safe base64, stored in the data folder
 * for its owner only.
 *
 * @param text 43 characters that are safe in a connection string; must never be printed
 */
record StoreSecret(String text) {
    private static final String FILE = "store.secret";
    private static final int BYTES = 32;
    private static final int MAX_FILE_BYTES = 64;
    private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9_-]{43}");

    /**
     * Reads the folder's secret, or creates it. The caller holds the folder's lock.
     *
     * @throws StoreRefusedException SECRET_UNUSABLE if it is damaged or accessible to other users; FOLDER_UNUSABLE if the
     *     file cannot be written or read
     */
    static StoreSecret readOrCreate(Path folder, SecureRandom random) throws StoreRefusedException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            create(file, random);
        }
        return read(folder);
    }

    /** Reads the folder's secret; throws as {@link #readOrCreate} does. */
    static StoreSecret read(Path folder) throws StoreRefusedException {
        Path file = folder.resolve(FILE);
        try {
            if (OwnerOnly.isOpenToOthers(file)) {
                throw new StoreRefusedException(
                        Reason.SECRET_UNUSABLE,
                        file + " is open to other users: delete it, and the next start makes a new one");
            }
            String text = Files.size(file) > MAX_FILE_BYTES
                    ? ""
                    : Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            if (!TEXT.matcher(text).matches()) {
                throw new StoreRefusedException(
                        Reason.SECRET_UNUSABLE, file + " is damaged: delete it, and the next start makes a new one");
            }
            return new StoreSecret(text);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static void create(Path file, SecureRandom random) throws StoreRefusedException {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Path draft = file.resolveSibling(FILE + ".new");
        try {
            Files.deleteIfExists(draft);
            OwnerOnly.createFile(draft);
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static StoreRefusedException unusable(Path file, IOException e) {
        return new StoreRefusedException(
                Reason.FOLDER_UNUSABLE,
                file + " cannot be read or written (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                        + "): correct its owner and permissions, or free space on its disk",
                e);
    }

    @Override
    public String toString() {
        return "StoreSecret[masked]";
    }
}
