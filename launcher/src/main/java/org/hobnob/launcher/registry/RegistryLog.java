package org.hobnob.launcher.registry;

import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import org.hobnob.launcher.config.ConfigRefusedException;
import org.hobnob.launcher.config.LogConfig;
import org.hobnob.launcher.log.LogOutput;
import org.hobnob.peer.console.terminal.StandardOutput;
import org.slf4j.LoggerFactory;

/** The log of a registry's process, in colour where stderr is a terminal that people read. */
final class RegistryLog {
    private final LogOutput output = new LogOutput((LoggerContext) LoggerFactory.getILoggerFactory());

    /**
     * Writes the log as the settings have it from now on. Blocks.
     *
     * @throws ConfigRefusedException if the file cannot be written
     */
    void set(LogConfig config) {
        try {
            output.set(config, config.file().isEmpty() && !config.isJson() && hasColour());
        } catch (IOException e) {
            throw new ConfigRefusedException("'log-file' " + config.file().orElseThrow() + " cannot be written ("
                    + e.getMessage() + "): name another file, or none for stderr");
        }
    }

    private static boolean hasColour() {
        boolean isRefused = !System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
        boolean isDumb = System.getenv().getOrDefault("TERM", "dumb").equals("dumb");
        return !isRefused && !isDumb && StandardOutput.isErrorTerminal();
    }
}
