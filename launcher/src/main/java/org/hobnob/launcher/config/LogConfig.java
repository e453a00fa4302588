package org.hobnob.launcher.config;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How and where a registry writes its log.
 *
 * @param level error, warn, info or debug
 * @param isJson whether each line is a JSON object
 * @param file where it goes; empty for stderr
 */
public record LogConfig(String level, boolean isJson, Optional<Path> file) {
    public LogConfig {
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(file, "file");
    }
}
