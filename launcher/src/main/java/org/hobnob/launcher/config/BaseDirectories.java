package org.hobnob.launcher.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Where a user's files are (XDG Base Directory Specification 0.8).
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
     * The places of a user.
     *
     * @param environment variables by name
     * @param home the user's home folder
     */
    public static BaseDirectories of(Map<String, String> environment, Path home) {
        return new BaseDirectories(
                base(environment, "XDG_CONFIG_HOME", home.resolve(".config")).resolve(PROGRAM),
                base(environment, "XDG_DATA_HOME", home.resolve(".local").resolve("share"))
                        .resolve(PROGRAM));
    }

    /** The specification has a relative path ignored. */
    private static Path base(Map<String, String> environment, String variable, Path otherwise) {
        String named = environment.getOrDefault(variable, "");
        return !named.isEmpty() && Path.of(named).isAbsolute() ? Path.of(named) : otherwise;
    }
}
