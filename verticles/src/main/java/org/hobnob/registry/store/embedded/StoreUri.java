package org.hobnob.registry.store.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.hobnob.files.OwnerOnly;

/**
 * The file {@value #NAME} in the folder of an embedded store that runs: its connection string, for registries of this machine
 * and for backups. Blocking.
 */
public final class StoreUri {
    public static final String NAME = "store.uri";

    private StoreUri() {}

    /**
     * Writes the file atomically and for its owner only, because it contains the store's secret.
     *
     * @return the file
     */
    public static Path write(Path folder, String connectionString) throws IOException {
        Path file = folder.resolve(NAME);
        Path draft = folder.resolve(NAME + ".new");
        Files.deleteIfExists(draft);
        OwnerOnly.createFile(draft);
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.US_ASCII.encode(connectionString + "\n"));
        }
        return Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Takes the file away. Call it while the store is still open: later it may be that of another process. */
    public static void remove(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(NAME));
    }
}
