package org.hobnob.launcher.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.hobnob.launcher.Main;
import org.junit.jupiter.api.Test;

/** What {@code hobnob peer} refuses before it starts. */
class PeerCommandTest {
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
