package org.hobnob.peer.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hobnob.files.OwnerOnly;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
    private static final byte[] VALUE = "hello".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void committedChangesAreReadAgain() {
        try (StateFile state = StateFile.open(folder)) {
            state.map("words").put("first", VALUE);
            state.commit();
        }
        try (StateFile state = StateFile.open(folder)) {
            assertArrayEquals(VALUE, state.map("words").get("first"));
        }
    }

    /** The file as it is at a kill: what another program finds that opens a copy. */
    @Test
    void onlyCommittedChangesAreInTheFile(@TempDir Path copies) throws IOException {
        try (StateFile state = StateFile.open(folder)) {
            state.map("words").put("committed", VALUE);
            state.commit();
            state.map("words").put("not committed", VALUE);
            Files.copy(folder.resolve("state.mv"), copies.resolve("state.mv"));
            try (StateFile copy = StateFile.open(copies)) {
                assertArrayEquals(VALUE, copy.map("words").get("committed"));
                assertNull(copy.map("words").get("not committed"));
            }
        }
    }

    /** Whoever is told acts on it: shows, acknowledges. */
    @Test
    void durableChangeIsInTheFile(@TempDir Path copies) throws Exception {
        try (StateFile state = StateFile.open(folder)) {
            CompletableFuture<Path> copied = new CompletableFuture<>();
            state.write(
                    () -> state.map("words").put("durable", VALUE),
                    () -> {
                        try {
                            copied.complete(Files.copy(folder.resolve("state.mv"), copies.resolve("state.mv")));
                        } catch (IOException e) {
                            copied.completeExceptionally(e);
                        }
                    },
                    copied::completeExceptionally);
            copied.get(20, TimeUnit.SECONDS);
            try (StateFile copy = StateFile.open(copies)) {
                assertArrayEquals(VALUE, copy.map("words").get("durable"));
            }
        }
    }

    @Test
    void onlyItsOwnerReadsIt() throws IOException {
        StateFile.open(folder).close();
        assertFalse(OwnerOnly.isOpenToOthers(folder.resolve("state.mv")));
    }

    @Test
    void oneProgramAtATimeHasIt() {
        try (StateFile first = StateFile.open(folder)) {
            String message = assertThrows(ProfileRefusedException.class, () -> StateFile.open(folder))
                    .getMessage();
            assertTrue(message.contains("--profile"), message);
            first.commit();
        }
        StateFile.open(folder).close();
    }

    @Test
    void aFileThatIsNoneIsRefusedAndStays() throws IOException {
        Path file = folder.resolve("state.mv");
        Files.write(file, List.of("something else ".repeat(1_000)));
        long length = Files.size(file);
        String message = assertThrows(ProfileRefusedException.class, () -> StateFile.open(folder))
                .getMessage();
        assertTrue(message.contains("move it away"), message);
        assertTrue(Files.size(file) == length);
    }

    /** Many small changes must not let the file grow without end. */
    @Test
    void theFileStaysSmall() throws IOException {
        try (StateFile state = StateFile.open(folder)) {
            for (int i = 0; i < 5_000; i++) {
                state.map("words").put("the same", ("value " + i).getBytes(StandardCharsets.UTF_8));
                state.commit();
            }
        }
        long bytes = Files.size(folder.resolve("state.mv"));
        assertTrue(bytes < 1 << 20, bytes + " bytes");
    }

    @Test
    void closeWritesPendingChanges() {
        StateFile state = StateFile.open(folder);
        StateFile other = state.share();
        state.close();
        other.write(() -> other.map("words").put("late", VALUE), () -> {}, cause -> {});
        other.close();
        try (StateFile again = StateFile.open(folder)) {
            assertArrayEquals(VALUE, again.map("words").get("late"));
        }
    }

    @Test
    void closedFileRefusesChanges() throws InterruptedException {
        StateFile state = StateFile.open(folder);
        state.close();
        CountDownLatch failed = new CountDownLatch(1);
        state.write(() -> {}, () -> {}, cause -> failed.countDown());
        assertTrue(failed.await(10, TimeUnit.SECONDS));
        assertThrows(UncheckedIOException.class, state::commit);
    }
}
