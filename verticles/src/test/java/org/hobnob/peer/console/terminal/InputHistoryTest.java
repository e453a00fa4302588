package org.hobnob.peer.console.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hobnob.files.OwnerOnly;
import org.jline.reader.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputHistoryTest {
    @TempDir
    private Path folder;

    private static List<String> lines(InputHistory history) {
        return StreamSupport.stream(history.spliterator(), false)
                .map(History.Entry::line)
                .toList();
    }

    private InputHistory history() {
        return new InputHistory(Optional.of(folder.resolve("input-history")));
    }

    private static void add(InputHistory history, String... lines) {
        Stream.of(lines).forEach(line -> history.add(Instant.EPOCH, line));
    }

    @Test
    void linesStayOverARestart() throws IOException {
        add(history(), "hello", "two\nlines \\n", "/msg omar hi");
        assertEquals(List.of("hello", "two\nlines \\n", "/msg omar hi"), lines(history()));
        assertFalse(OwnerOnly.isOpenToOthers(folder.resolve("input-history")));
    }

    @Test
    void linesThatMayHoldAPasswordAreNotKept() {
        InputHistory history = history();
        add(
                history,
                "/login dana secret",
                "/SIGNUP dana secret",
                " /passwd old new",
                "/pasword old new",
                "/passwd\told new",
                "/join lab3 secret",
                "/join lab3 sealed secret",
                "/create lab3 10 secret",
                "7",
                "");
        assertEquals(List.of(), lines(history));
        assertFalse(Files.exists(folder.resolve("input-history")));
    }

    @Test
    void sameCommandsWithoutAPasswordAreKept() {
        InputHistory history = history();
        add(history, "/login dana", "/join lab3", "/create lab3", "/names", "//login is a command", "/etc/hosts");
        assertEquals(6, lines(history).size());
    }

    @Test
    void fileIsBounded() throws IOException {
        InputHistory history = history();
        for (int i = 0; i < 2 * InputHistory.MOST + 10; i++) {
            add(history, "line " + i);
        }
        add(history, "x".repeat(5_000));
        long inFile = Files.readString(folder.resolve("input-history")).lines().count();
        assertTrue(inFile <= 2 * InputHistory.MOST, "lines in the file: " + inFile);
        List<String> again = lines(history());
        assertEquals(InputHistory.MOST, again.size());
        assertEquals("line " + (2 * InputHistory.MOST + 9), again.get(again.size() - 1));
    }

    @Test
    void damagedFileIsNoRefusal() throws IOException {
        Files.write(folder.resolve("input-history"), new byte[] {'a', '\n', (byte) 0xff, (byte) 0xfe, '\n'});
        add(history(), "hello");
        assertEquals(List.of("hello"), lines(history()));
    }
}
