package org.hobnob.launcher.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * The folders for a user's files (XDG Base Directory Specification 0.8).
 *
 * @param config the folder for settings
 * @param data the folder for data
 */
public record BaseDirectories(Path config, Path data) {
    private static final String PROGRAM = "hobnob";

    public BaseDirectories {
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(data, "data");
    }

    /**
     * The folders of a user.
     *
     * @param environment the environment variables by name
     * @param home the user's home folder
     */
    public static BaseDirectories of(Map<String, String> environment, Path home) {
        return new BaseDirectories(
                base(environment, "XDG_CONFIG_HOME", home.resolve(".config")).resolve(PROGRAM),
                base(environment, "XDG_DATA_HOME", home.resolve(".local").resolve("share"))
                        .resolve(PROGRAM));
    }

    /** The specification requires relative paths to be ignored. */
    private static Path base(Map<String, String> environment, String variable, Path otherwise) {
        String named = environment.getOrDefault(variable, "");
        return !named.isEmpty() && Path.of(named).isAbsolute() ? Path.of(named) : otherwise;
    }
}
