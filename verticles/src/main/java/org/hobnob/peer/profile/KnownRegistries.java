package org.hobnob.peer.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hobnob.net.Pin;

/**
 * The registries that a profile trusts: the file {@code registries}, 0600, one {@code HOST:PORT KEY} a line (SPEC 13).
 * Blocking.
 */
public final class KnownRegistries {
    private static final String FILE = "registries";

    private final Path file;

    /** @param folder the profile's; made with 0700 when something is first written */
    public KnownRegistries(Path folder) {
        file = folder.resolve(FILE);
    }

    /**
     * The key trusted for the registry at that address.
     *
     * @param address {@code HOST:PORT}
     * @throws UncheckedIOException where the file is there and cannot be read
     */
    public Optional<Pin> find(String address) {
        return Optional.ofNullable(read().get(address)).flatMap(Pin::parse);
    }

    /**
     * Trusts the key for that address from now on, in the place of an earlier one.
     *
     * @throws UncheckedIOException where the file cannot be written; the earlier content stays
     */
    public void remember(String address, Pin pin) {
        Map<String, String> known = read();
        known.put(address, pin.toString());
        String text = known.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue() + "\n")
                .collect(Collectors.joining());
        try {
            Files.createDirectories(file.getParent(), ownerOnly("rwx------"));
            Path draft = Files.createTempFile(file.getParent(), FILE, ".new", ownerOnly("rw-------"));
            Files.writeString(draft, text, StandardCharsets.UTF_8);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> read() {
        Map<String, String> known = new LinkedHashMap<>();
        if (Files.exists(file)) {
            try {
                Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                        .map(line -> line.strip().split("\\s+", 2))
                        .filter(words -> words.length == 2)
                        .forEach(words -> known.put(words[0], words[1]));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return known;
    }

    private FileAttribute<?>[] ownerOnly(String permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
