package org.hobnob.launcher.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.hobnob.launcher.Launched;

/** One peer goes on talking, whatever becomes of the registries. One thread's. */
final class Talk implements Runnable {
    private static final long PAUSE_MS = 250;

    private final Launched peer;
    private final String command;
    private final String word;
    private final AtomicBoolean over;
    private volatile int said;

    /** @param command what the peer types before each line, such as {@code "/msg omar "} */
    Talk(Launched peer, String command, AtomicBoolean over) {
        this(peer, command, "line", over);
    }

    /** @param word what each line begins with, its number behind it; another one for each talk of a peer */
    Talk(Launched peer, String command, String word, AtomicBoolean over) {
        this.peer = peer;
        this.command = command;
        this.word = word;
        this.over = over;
    }

    @Override
    public void run() {
        try {
            while (!over.get()) {
                peer.type(command + word + " " + said);
                said++;
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
            }
        } catch (IOException e) {
            throw new AssertionError("the peer takes no input any more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int said() {
        return said;
    }

    /**
     * Waits until the other peer has shown all that was said, and fails where it is not each line once, in order.
     *
     * @param before what it shows before each line
     */
    void assertHeardInOrder(Launched other, String before) {
        List<String> expected = IntStream.range(0, said)
                .mapToObj(number -> before + word + " " + number)
                .toList();
        Awaitility.await().untilAsserted(() -> assertEquals(expected, heard(other, before + word + " ")));
    }

    private static List<String> heard(Launched other, String mark) {
        return other.out().stream()
                .filter(line -> line.contains(mark))
                .map(line -> line.substring(line.indexOf(mark), line.lastIndexOf("  (")))
                .toList();
    }
}
