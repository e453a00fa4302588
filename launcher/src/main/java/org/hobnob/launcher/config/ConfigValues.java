package org.hobnob.launcher.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of all keys, each checked against the type of its key. Every error message names the key and where it was set.
 */
final class ConfigValues {
    private final ConfigSources<RegistryKey> sources;
    private final Path home;
    private final Map<RegistryKey, String> values;

    /**
     * Reads the sources. Blocks.
     *
     * @param home the user's home folder
     * @throws ConfigRefusedException if a source cannot be read, or a value does not have its key's type
     */
    ConfigValues(ConfigSources<RegistryKey> sources, Path home) {
        this.sources = sources;
        this.home = home;
        values = sources.read();
    }

    /** @param what what is wrong with the value and what to do; follows the key's name in the message */
    ConfigRefusedException refused(RegistryKey key, String what) {
        return new ConfigRefusedException(sources.onCommandLine(key), sources.origin(key) + " " + what);
    }

    /** @param what what is wrong with the two keys together and what to do; follows their names in the message */
    ConfigRefusedException refused(RegistryKey one, RegistryKey other, String what) {
        return new ConfigRefusedException(
                sources.onCommandLine(one) || sources.onCommandLine(other),
                sources.origin(one) + " and " + sources.origin(other) + " " + what);
    }

    /** The values of all keys. */
    Map<RegistryKey, String> all() {
        return values;
    }

    String text(RegistryKey key) {
        return values.get(key).strip();
    }

    /** The key's value; empty if the value is the empty string. */
    Optional<String> named(RegistryKey key) {
        return Optional.of(text(key)).filter(value -> !value.isEmpty());
    }

    /** The elements of a comma-separated value. */
    List<String> list(RegistryKey key) {
        return Arrays.stream(text(key).split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    int number(RegistryKey key) {
        return Integer.parseInt(values.get(key));
    }

    boolean flag(RegistryKey key) {
        return Boolean.parseBoolean(values.get(key));
    }

    /** An absolute path, or one relative to the user's home; empty if none is set. */
    Optional<Path> path(RegistryKey key) {
        try {
            return named(key)
                    .map(value -> value.startsWith("~/")
                            ? home.resolve(value.substring(2))
                            : Path.of(value).toAbsolutePath());
        } catch (InvalidPathException e) {
            throw refused(key, "is not a path: " + e.getReason());
        }
    }

    /** The folder for the data of this program's registry. */
    Path dataFolder() {
        return BaseDirectories.of(sources.environment(), home).data().resolve("registry");
    }
}
