package org.hobnob.peer.profile;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hobnob.net.tls.Pin;
import org.hobnob.protocol.message.value.UserName;

/**
 * One user for each registry's key, in a file with lines {@code KEY USER}, mode 0600: {@code stay} has whom this profile
 * logs in by its key, without a password, and {@code last-users} who logged in last (SPEC 13). Blocking.
 */
public final class RegistryUsers {
    /** More registries than a person uses; the one chosen longest ago is dropped. */
    static final int MOST = 64;

    private final OwnerFile file;

    private RegistryUsers(Path file) {
        this.file = new OwnerFile(file);
    }

    /**
     * Returns whom the profile's key logs in.
     *
     * @param folder the profile's folder; created with mode 0700 on the first write
     */
    public static RegistryUsers staying(Path folder) {
        return new RegistryUsers(folder.resolve("stay"));
    }

    /** Returns who logged in last; otherwise as {@link #staying}. */
    public static RegistryUsers last(Path folder) {
        return new RegistryUsers(folder.resolve("last-users"));
    }

    /**
     * Returns the user of that registry.
     *
     * @throws UncheckedIOException if the file exists and cannot be read
     */
    public Optional<UserName> find(Pin registry) {
        return Optional.ofNullable(read().get(registry.toString())).flatMap(UserName::of);
    }

    /**
     * Stores the user of that registry, in place of an earlier one.
     *
     * @throws UncheckedIOException if the file cannot be written; the earlier content is kept
     */
    public void remember(Pin registry, UserName user) {
        Map<String, String> users = read();
        users.remove(registry.toString());
        users.put(registry.toString(), user.shown());
        users.keySet().stream().limit(Math.max(0, users.size() - MOST)).toList().forEach(users::remove);
        write(users);
    }

    /**
     * Forgets the user of that registry.
     *
     * @throws UncheckedIOException if the file cannot be written; the earlier content is kept
     */
    public void forget(Pin registry) {
        Map<String, String> users = read();
        if (users.remove(registry.toString()) != null) {
            write(users);
        }
    }

    private void write(Map<String, String> users) {
        file.replace(users.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                .collect(Collectors.joining()));
    }

    private Map<String, String> read() {
        Map<String, String> users = new LinkedHashMap<>();
        file.lines().stream()
                .map(line -> line.strip().split("\\s+", 2))
                .filter(words -> words.length == 2)
                .forEach(words -> users.put(words[0], words[1]));
        return users;
    }
}
