package org.hobnob.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.hobnob.durable.GroupCommit.DuringStall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch commitMayEnd = new CountDownLatch(1);
    private final CountDownLatch commitBegan = new CountDownLatch(1);
    private volatile IOException diskError;
    private volatile boolean isFull;
    private final GroupCommit commits = commits(DuringStall.FAIL);

    @AfterEach
    void close() {
        commitMayEnd.countDown();
        commits.close();
    }

    @Test
    void whatWaitsDuringACommitSharesTheNext() throws InterruptedException {
        commits.start();
        commits.submit(write("a"));
        assertTrue(commitBegan.await(10, TimeUnit.SECONDS));
        commits.submit(write("b"));
        commits.submit(write("c"));
        assertEquals(List.of("apply a", "commit"), List.copyOf(events));
        finish();
        assertEquals(
                List.of("apply a", "commit", "durable a", "apply b", "apply c", "commit", "durable b", "durable c"),
                List.copyOf(events));
    }

    @Test
    void writeWithoutAwaitIsAnsweredBeforeItsCommit() throws InterruptedException {
        commits.submit(hasty("a"));
        commits.submit(hasty("b"));
        commits.start();
        assertTrue(commitBegan.await(10, TimeUnit.SECONDS));
        assertEquals(List.of("apply a", "durable a", "apply b", "durable b", "commit"), List.copyOf(events));
        finish();
        assertEquals(5, events.size(), "nothing is left to commit");
    }

    @Test
    void awaitingWriteWaitsForItsCommit() throws InterruptedException {
        commits.submit(write("a"));
        commits.submit(hasty("b"));
        commits.start();
        assertTrue(commitBegan.await(10, TimeUnit.SECONDS));
        assertEquals(List.of("apply a", "apply b", "durable b", "commit"), List.copyOf(events));
        finish();
        assertEquals("durable a", events.get(4));
    }

    private GroupCommit.Write hasty(String name) {
        return new Recorded(name) {
            @Override
            public boolean awaitsCommit() {
                return false;
            }
        };
    }

    @Test
    void closeFinishesWhatWasTakenAndRefusesTheRest() {
        IntStream.range(0, 600).forEach(i -> commits.submit(write("w" + i)));
        commits.start();
        finish();
        commits.submit(write("late"));
        assertEquals(600, events.stream().filter(e -> e.startsWith("durable")).count());
        assertEquals(3, events.stream().filter("commit"::equals).count());
        assertEquals("failed late", events.get(events.size() - 1));
    }

    @Test
    void afterAFailedCommitNothingIsAppliedAnyMore() {
        diskError = new IOException("disk full");
        commits.submit(write("a"));
        commits.start();
        commitMayEnd.countDown();
        Awaitility.await().until(() -> events.contains("failed a"));
        diskError = null;
        commits.submit(write("b"));
        commits.close();
        assertEquals(List.of("apply a", "commit", "reported", "failed a", "failed b"), List.copyOf(events));
        assertEquals("disk full", commits.failure().getMessage());
    }

    @Test
    void aWriteThatThrowsEndsAllWritingBeforeACommit() {
        commits.submit(new Recorded("a") {
            @Override
            public void apply() {
                throw new IllegalStateException("half done");
            }
        });
        commits.start();
        finish();
        assertEquals(List.of("reported", "failed a"), List.copyOf(events));
    }

    @Test
    void fullDiskRefusesWritesUntilThereIsRoom() {
        isFull = true;
        commits.submit(write("a"));
        commits.start();
        commitMayEnd.countDown();
        Awaitility.await().until(() -> events.contains("failed a"));
        commits.submit(write("b"));
        assertEquals("failed b", events.get(events.size() - 1));
        isFull = false;
        Awaitility.await().until(() -> events.contains("resumed"));
        commits.submit(write("c"));
        commits.close();
        assertEquals(
                List.of(
                        "apply a",
                        "commit",
                        "stalled",
                        "failed a",
                        "failed b",
                        "resumed",
                        "apply c",
                        "commit",
                        "durable c"),
                List.copyOf(events));
    }

    @Test
    void writesThatWaitForRoomAreToldOnceItIsThere() {
        isFull = true;
        commitMayEnd.countDown();
        GroupCommit patient = commits(DuringStall.WAIT);
        patient.submit(write("a"));
        patient.start();
        Awaitility.await().until(() -> events.contains("stalled"));
        patient.submit(write("b"));
        isFull = false;
        patient.close();
        assertEquals(
                List.of("apply a", "commit", "stalled", "resumed", "durable a", "apply b", "commit", "durable b"),
                List.copyOf(events));
    }

    @Test
    void closingOnAFullDiskFailsWhatWaits() {
        isFull = true;
        commitMayEnd.countDown();
        GroupCommit patient = commits(DuringStall.WAIT);
        patient.submit(write("a"));
        patient.start();
        Awaitility.await().until(() -> events.contains("stalled"));
        patient.close();
        assertEquals(List.of("apply a", "commit", "stalled", "reported", "failed a"), List.copyOf(events));
    }

    @Test
    void callbackThatThrowsCostsNobodyElseTheirs() {
        commits.submit(new Recorded("a") {
            @Override
            public void durable() {
                throw new IllegalStateException("a fault of the caller");
            }
        });
        commits.submit(write("b"));
        commits.start();
        finish();
        assertEquals(List.of("apply a", "apply b", "commit", "durable b"), List.copyOf(events));
    }

    @Test
    void theQueueIsBounded() {
        IntStream.range(0, GroupCommit.MAX_WAITING).forEach(i -> commits.submit(write("w")));
        assertEquals(List.of(), List.copyOf(events));
        commits.submit(write("one too many"));
        assertEquals(List.of("failed one too many"), List.copyOf(events));
    }

    private void finish() {
        commitMayEnd.countDown();
        commits.close();
    }

    private GroupCommit commits(DuringStall duringStall) {
        return new GroupCommit("test-writer", this::commit, duringStall, new GroupCommit.Listener() {
            @Override
            public void stalled(IOException cause) {
                events.add("stalled");
            }

            @Override
            public void resumed() {
                events.add("resumed");
            }

            @Override
            public void failed(IOException cause) {
                events.add("reported");
            }
        });
    }

    private void commit(Predicate<IOException> retry) throws IOException {
        events.add("commit");
        commitBegan.countDown();
        try {
            assertTrue(commitMayEnd.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        while (isFull) {
            if (!retry.test(new IOException("disk full"))) {
                throw new IOException("given up");
            }
        }
        if (diskError != null) {
            throw diskError;
        }
    }

    private GroupCommit.Write write(String name) {
        return new Recorded(name);
    }

    private class Recorded implements GroupCommit.Write {
        private final String name;

        Recorded(String name) {
            this.name = name;
        }

        @Override
        public void apply() {
            events.add("apply " + name);
        }

        @Override
        public void durable() {
            events.add("durable " + name);
        }

        @Override
        public void failed(IOException cause) {
            events.add("failed " + name);
        }
    }
}
