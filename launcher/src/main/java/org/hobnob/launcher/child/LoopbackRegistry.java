package org.hobnob.launcher.child;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a registry that demos start for themselves. */
public final class LoopbackRegistry {
    private LoopbackRegistry() {}

    /**
     * A registry on loopback, at free ports, that does not announce itself. It prints where it listens.
     *
     * @param data its folder
     * @param more further options
     */
    public static String[] command(Path data, String... more) {
        List<String> command = new ArrayList<>(List.of("registry", "--host", "127.0.0.1", "--no-announce"));
        command.addAll(List.of("--port", "0", "--udp-port", "0", "--data", data.toString()));
        command.addAll(List.of(more));
        return command.toArray(String[]::new);
    }
}
