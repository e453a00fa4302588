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
 * Whom this profile logs in by its key, without a password: the file {@code stay}, mode 0600, with lines {@code KEY USER},
 * one for each registry's key (SPEC 13). Blocking.
 */
public final class StayingUsers {
    /** More registries than a person uses; the one chosen longest ago is dropped. */
    static final int MOST = 64;

    private final OwnerFile file;

    /** @param folder the profile's folder; created with mode 0700 on the first write */
    public StayingUsers(Path folder) {
        file = new OwnerFile(folder.resolve("stay"));
    }

    /**
     * Returns the user who stays logged in at that registry.
     *
     * @throws UncheckedIOException if the file exists and cannot be read
     */
    public Optional<UserName> find(Pin registry) {
        return Optional.ofNullable(read().get(registry.toString())).flatMap(UserName::of);
    }

    /**
     * Stores the user who stays logged in at that registry, in place of an earlier one.
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
     * Nobody stays logged in at that registry any more.
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
