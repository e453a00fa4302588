package org.hobnob.launcher.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.hobnob.launcher.Main;
import org.junit.jupiter.api.Test;

/** What {@code hobnob peer} refuses before it starts. */
class PeerCommandTest {
    @Test
    void wrongUsageOfScriptsCommandsIsTold() {
        for (String[] wrong : new String[][] {
            {"send", "--to", "omar", "hi"},
            {"send", "--user", "x", "hi"},
            {"send", "--user", "x", "--to", "omar"},
            {"send", "--user", "x", "--to", "no such", "hi"},
            {"send", "--user", "x", "--to", "omar", "--wait", "-1", "hi"},
            {"send", "--user", "x", "--to", "omar", "x".repeat(3_501)},
            {"recv"},
            {"recv", "--user", "x", "--count", "0"},
            {"recv", "--user", "x", "--timeout", "0"},
            {"recv", "--user", "x", "--count", "2", "--follow"},
            {"recv", "--user", "x", "--from", "#"},
            {"peer", "--json"},
            {"peer", "--socket", "/tmp/nowhere"}
        }) {
            assertEquals(2, Main.commandLine().execute(wrong), String.join(" ", wrong));
        }
    }

    @Test
    void wrongUsageIsTold() {
        for (String[] wrong : new String[][] {
            {"--registry", "a b"},
            {"--trust", "yes"},
            {"--color", "blue"},
            {"--user", "4711"},
            {"--user", "x", "--stay"},
            {"--user", "x", "--signup"},
            {"--user", "x", "--password-file", "f", "--password-command", "c"},
            {"--password-file", "f"},
            {"--stay"},
            {"--profile", "../x"},
            {"--direct-port", "65536"},
            {"--direct-port", "-1"}
        }) {
            int exit = Main.commandLine()
                    .execute(Stream.concat(Stream.of("peer", "--plain"), Stream.of(wrong))
                            .toArray(String[]::new));
            assertEquals(2, exit, String.join(" ", wrong));
        }
    }
}
