package org.hobnob.launcher.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiPredicate;
import org.hobnob.launcher.child.DemoFailedException;
import org.hobnob.launcher.demo.ScriptedChild.Family;
import org.junit.jupiter.api.Test;

/** What the demo says it shows, it checks: scripted children stand in for the processes. */
class DemoTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private Family family;

    private void run(BiPredicate<String, String> shows) {
        family = new Family(shows);
        PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
        try (Demo demo = new Demo(Path.of("unused"), out, Duration.ofSeconds(20), 3, true, family)) {
            demo.run();
        }
    }

    @Test
    void allThatArrivesIsCounted() {
        run((child, line) -> true);
        String text = shown.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("omar   sees   [@dana] hello omar, this is dana  (tcp)"), text);
        assertTrue(text.contains("[#lab3] dana: dana says good morning to the room  (multicast)"), text);
        assertTrue(text.contains("all 9 messages arrived"), text);
        assertFalse(family.child("registry").isAlive());
    }

    @Test
    void messageThatIsNotShownFailsIt() {
        DemoFailedException failure = assertThrows(
                DemoFailedException.class,
                () -> run((child, line) -> !(child.equals("dana") && line.contains("omar says good morning"))));
        assertEquals(
                "dana did not show «[#lab3] omar: omar says good morning to the room  (multicast)» or"
                        + " «[#lab3] omar: omar says good morning to the room  (tcp)» in 20 s",
                failure.getMessage());
    }

    @Test
    void peerThatEndsMidwayFailsIt() {
        BiPredicate<String, String> ending = (child, line) -> {
            if (line.contains("#lab3 created")) {
                family.child("omar").close();
            }
            return true;
        };
        DemoFailedException failure = assertThrows(DemoFailedException.class, () -> run(ending));
        assertEquals("omar ended before it showed «#lab3 joined»", failure.getMessage());
    }

    @Test
    void messageShownTwiceFailsIt() {
        BiPredicate<String, String> repeating = (child, line) -> {
            if (child.equals("omar") && line.equals("[@dana] hello omar, this is dana  (tcp)")) {
                family.child("dana").type("/msg omar hello omar, this is dana ");
            }
            return true;
        };
        DemoFailedException failure = assertThrows(DemoFailedException.class, () -> run(repeating));
        assertTrue(failure.getMessage().startsWith("omar saw more than once: "), failure.getMessage());
    }
}
