package org.hobnob.peer.profile;

import io.vertx.core.json.Json;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A profile's own settings: the file {@code peer.yaml}, mode 0600, YAML with one {@code KEY: VALUE} a line (SPEC 13). It
 * is read as every file of settings; here values are written. Blocking.
 */
public final class SettingsFile {
    private static final String NAME = "peer.yaml";

    private final Path path;
    private final OwnerFile file;

    /** @param folder the profile's folder */
    public SettingsFile(Path folder) {
        path = folder.resolve(NAME);
        file = new OwnerFile(path);
    }

    /** Returns where the file is or will be. */
    public Path path() {
        return path;
    }

    /**
     * Replaces a value; keeps all other lines, comments among them.
     *
     * @param value empty to remove the key
     * @throws UncheckedIOException if the file cannot be read or written; the earlier content is kept
     */
    public synchronized void put(String key, Optional<String> value) {
        List<String> lines = new ArrayList<>(without(key, file.lines()));
        // A text in JSON's quotes is one in YAML's too.
        value.ifPresent(text -> lines.add(key + ": " + Json.encode(text)));
        file.replace(String.join("\n", lines) + "\n");
    }

    /** Drops the key, and the lines below it that belong to it: those of a list or a text of several lines. */
    private static List<String> without(String key, List<String> lines) {
        List<String> kept = new ArrayList<>();
        boolean dropping = false;
        for (String line : lines) {
            boolean goesOn = line.startsWith(" ") || line.startsWith("\t") || line.startsWith("-");
            dropping = line.startsWith(key + ":") || dropping && goesOn;
            if (!dropping) {
                kept.add(line);
            }
        }
        return kept;
    }
}
