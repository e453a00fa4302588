package org.hobnob.launcher.demo;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with real processes: what it says it shows, it checks. */
class DemoTest {
    private static final Duration PATIENT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    private Demo demo;

    private void run(boolean multicast, Duration delivery, BiPredicate<String, String> heard) {
        demo = new Demo(folder, new PrintStream(shown, true, StandardCharsets.UTF_8), delivery, heard);
        try (Demo closing = demo) {
            closing.run(2, multicast);
        }
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aConversationArrivesByTcpAndByMulticast() {
        run(true, PATIENT, (process, line) -> true);
        assertTrue(shown().contains("omar   sees   [@dana] hello omar, this is dana  (tcp)"), shown());
        assertTrue(shown().contains("[#lab3] dana: dana says good morning to the room  (multicast)"), shown());
        assertTrue(shown().contains("all 4 messages arrived"), shown());
    }

    @Test
    void withoutMulticastItSaysSoAndRoomMessagesGoOverTcp() {
        run(false, PATIENT, (process, line) -> true);
        assertTrue(shown().contains("multicast is not possible here"), shown());
        assertTrue(shown().contains("[#lab3] dana: dana says good morning to the room  (tcp)"), shown());
    }

    @Test
    void aMessageThatIsNotOnItsRecipientsScreenFailsIt() {
        BiPredicate<String, String> allButOne =
                (process, line) -> !(process.equals("dana") && line.contains("omar says good morning"));
        DemoFailedException failure =
                assertThrows(DemoFailedException.class, () -> run(true, Duration.ofSeconds(20), allButOne));
        assertTrue(failure.getMessage().startsWith("dana did not show «[#lab3] omar"), failure.getMessage());
    }

    @Test
    void aPeerKilledMidwayFailsIt() {
        BiPredicate<String, String> killing = (process, line) -> {
            if (process.equals("dana") && line.contains("#lab3 created")) {
                demo.child("omar").close();
            }
            return true;
        };
        DemoFailedException failure = assertThrows(DemoFailedException.class, () -> run(true, PATIENT, killing));
        assertTrue(failure.getMessage().contains("omar"), failure.getMessage());
    }
}
