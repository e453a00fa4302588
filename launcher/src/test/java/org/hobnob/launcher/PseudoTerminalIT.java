package org.hobnob.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program at a pseudo-terminal of the operating system, from the first question to the last. Needs python3. */
@Tag("long")
class PseudoTerminalIT {
    private static final String PASTE = "\u001b[200~%s\u001b[201~";

    @TempDir
    Path home;

    private Launched registry;

    @BeforeEach
    void startRegistry() throws Exception {
        registry = Launched.start(home, "registry", "--port", "0", "--udp-port", "0")
                .ready();
    }

    @AfterEach
    void stopRegistry() {
        registry.close();
    }

    private PseudoTerminal peer(String... options) throws Exception {
        return PseudoTerminal.open(home, registry.port("tcp-port"), options);
    }

    @Test
    void newcomerComesIntoARoomByNumberAndName() throws Exception {
        try (PseudoTerminal dana = peer()) {
            dana.prompts("Trust it? [y/N] ").keys("y\r");
            dana.sees("Welcome!").prompts("Choice: ").keys("dana\r");
            dana.prompts("password (not shown): ").keys("top-secret\r");
            dana.prompts("again: ").keys("top-secret\r");
            dana.sees("Logged in as dana.").prompts("Choice: ").keys("/create lab3\r");
            dana.prompts("#lab3> ").keys(PASTE.formatted("q\n/quit\n7"));
            dana.keys("\r").sees("#lab3 you: q").sees("#lab3 you: /quit").sees("#lab3 you: 7");
            dana.prompts("#lab3> ").keys("/quit\r");
            assertEquals(0, dana.exitStatus(), dana::raw);
            assertFalse(dana.raw().contains("top-secret"));
        }
    }

    @Test
    void whoReadsPlainLinesIsAskedTheSame() throws Exception {
        try (PseudoTerminal omar = peer("--plain")) {
            omar.sees("Trust it? [y/N]").keys("y\r");
            omar.sees("Welcome!").sees("Choice:").keys("omar\r");
            omar.sees("password (not shown):").keys("top-secret\r");
            omar.sees("again:").keys("top-secret\r");
            omar.sees("Logged in as omar.")
                    .sees("Main Menu")
                    .sees("More …")
                    .keys("/quit\r")
                    .sees("Logged out.");
            assertEquals(0, omar.exitStatus(), omar::raw);
            assertFalse(omar.raw().contains("top-secret"));
            assertTrue(omar.rows().stream().noneMatch(row -> row.contains("\u001b")), omar::raw);
            assertFalse(omar.raw().contains("\u001b["), omar::raw);
        }
    }
}
