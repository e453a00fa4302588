package org.hobnob.launcher.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.hobnob.launcher.Launched;
import org.hobnob.launcher.Surroundings;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.store.Store;
import org.hobnob.registry.store.Waiting;
import org.hobnob.registry.store.backup.Backup;
import org.hobnob.registry.store.backup.Restore;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.registry.store.embedded.StoreUri;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A registry that is killed at random points while accounts and standing rooms are made and backups are written. Nothing that
 * it acknowledged may be lost; a backup is whole, with all that was acknowledged before it began, or is not there. Runs in the
 * profile {@code chaos}; {@code hobnob.registry.kills} says how often, {@code hobnob.chaos.seed} repeats the random choices.
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "hobnob.registry.kills", matches = "[1-9][0-9]*")
class KilledRegistryTest {
    private static final int MIN_WRITES = 100;
    private static final int MORE_WRITES = 300;
    private static final int ALL_CHECKED_EVERY = 25;
    private static final int PROCESS_KILLED_EVERY = 10;
    private static final int CHECKED_AT_ONCE = 64;
    private static final int STARTS = 5;
    private static final long PATIENCE_S = 120;

    /** Cheap hashes and wide limits: it is about the store. */
    private static final List<String> SETTINGS = List.of(
            "--port=0",
            "--udp-port=0",
            "--no-announce",
            "--hash-memory-kib=8",
            "--hash-iterations=1",
            "--hash-pair-burst=1000000",
            "--hash-address-burst=1000000",
            "--requests-burst=1000000",
            "--requests-change-burst=1000000",
            "--requests-user-change-burst=1000000",
            "--registration-burst=1000000",
            "--rooms-per-user=1000",
            "--rooms-most=1000000",
            "--rooms-per-address=1000000",
            "--rooms-new-burst=1000000",
            "--rooms-new-address-burst=1000000");

    /** What all kills together came to. */
    private static final class Counts {
        private int kills;
        private long writes;
        private int fewestWrites = Integer.MAX_VALUE;
        private int wholeBackups;
        private int brokenBackups;
        private int killedProcesses;

        @Override
        public String toString() {
            return kills + " kills; " + writes + " acknowledged writes, " + fewestWrites
                    + " at least before a kill, none lost; " + wholeBackups + " backups whole, " + brokenBackups
                    + " broken off without a file, " + killedProcesses + " of them with their own process killed";
        }
    }

    @TempDir
    Path home;

    private final Vertx vertx = Vertx.vertx();
    private final Counts counts = new Counts();
    private final Set<String> all = new HashSet<>();

    @Test
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void nothingAcknowledgedIsLost() throws Exception {
        int kills = Integer.getInteger("hobnob.registry.kills");
        long seed = Long.getLong("hobnob.chaos.seed", System.nanoTime());
        System.out.println("KilledRegistryTest: hobnob.registry.kills=" + kills + ", hobnob.chaos.seed=" + seed);
        Random random = new Random(seed);
        try {
            for (int run = 1; run <= kills; run++) {
                kill(run, random);
                if (run % ALL_CHECKED_EVERY == 0 || run == kills) {
                    requireKept(all);
                }
                System.out.println("KilledRegistryTest: " + counts);
            }
        } finally {
            vertx.close();
        }
    }

    private void kill(int run, Random random) throws Exception {
        int writes = MIN_WRITES + random.nextInt(MORE_WRITES);
        Path file = home.resolve("backup-" + run);
        int backupAt = random.nextInt(writes);
        boolean isProcess = run % PROCESS_KILLED_EVERY == 0;
        Launched registry = started();
        RegistryWriters writers = RegistryWriters.start(registry.port("tcp-port"), "r" + run);
        BackupAttempt backup;
        try {
            awaitWrites(writers, backupAt);
            Set<String> before = writers.acknowledged();
            backup = new BackupAttempt(file, before, isProcess);
            backup.start();
            awaitWrites(writers, writes);
        } finally {
            ProcessHandle.of(registry.pid()).ifPresent(ProcessHandle::destroyForcibly);
            registry.close();
        }
        writers.stop();
        backup.end(random);
        counts.kills++;
        Set<String> acknowledged = writers.acknowledged();
        assertTrue(acknowledged.size() >= MIN_WRITES, "only " + acknowledged.size() + " writes");
        counts.writes += acknowledged.size();
        counts.fewestWrites = Math.min(counts.fewestWrites, acknowledged.size());
        all.addAll(acknowledged);
        requireKept(acknowledged);
        requireTidy();
    }

    /** On a machine that is very busy, a registry may find its own store too slow, and say so and end. */
    private Launched started() throws IOException {
        List<String> command = new ArrayList<>(List.of("registry", "--data=" + data()));
        command.addAll(SETTINGS);
        for (int start = 1; ; start++) {
            Launched registry = Launched.start(home, Surroundings.quick(), command.toArray(String[]::new));
            try {
                return registry.ready();
            } catch (ConditionTimeoutException | TerminalFailureException e) {
                System.out.println("KilledRegistryTest: start " + start + " failed: " + registry.err());
                registry.close();
                if (start == STARTS) {
                    throw e;
                }
            }
        }
    }

    private static void awaitWrites(RegistryWriters writers, int count) {
        Awaitility.await()
                .atMost(PATIENCE_S, TimeUnit.SECONDS)
                .pollInterval(1, TimeUnit.MILLISECONDS)
                .until(() -> writers.count() >= count);
    }

    private Path data() {
        return home.resolve("data");
    }

    private void requireKept(Set<String> names) throws Exception {
        try (EmbeddedStore embedded = EmbeddedStore.open(data(), "127.0.0.1", 0)) {
            Store store = Waiting.on(Store.open(vertx, embedded.connectionString()));
            List<String> lost = new ArrayList<>();
            List<Future<?>> asked = new ArrayList<>();
            for (String each : names) {
                asked.add(isKept(store, each).onSuccess(isKept -> {
                    if (!isKept) {
                        synchronized (lost) {
                            lost.add(each);
                        }
                    }
                }));
                if (asked.size() == CHECKED_AT_ONCE) {
                    Waiting.on(Future.all(asked));
                    asked.clear();
                }
            }
            Waiting.on(Future.all(asked));
            assertEquals(List.of(), lost, "acknowledged, and lost after " + counts);
            Waiting.on(store.close());
        }
    }

    private static Future<Boolean> isKept(Store store, String each) {
        String name = each.substring(1);
        return each.charAt(0) == RegistryWriters.ACCOUNT
                ? store.accounts().find(new UserName(name)).map(Optional::isPresent)
                : store.rooms().find(new RoomName(name)).map(Optional::isPresent);
    }

    /** What a kill left half done is gone once the store was opened again. */
    private void requireTidy() throws IOException {
        try (Stream<Path> left = Files.list(data())) {
            assertEquals(
                    List.of(),
                    left.map(path -> path.getFileName().toString())
                            .filter(name -> name.startsWith("copy-") || name.endsWith(".small"))
                            .toList());
        }
    }

    /** A backup that may be cut short by the end of the registry, or of its own process. */
    private final class BackupAttempt {
        private final Path file;
        private final Set<String> before;
        private final boolean isProcess;
        private Launched process;
        private Thread thread;

        BackupAttempt(Path file, Set<String> before, boolean isProcess) {
            this.file = file;
            this.before = before;
            this.isProcess = isProcess;
        }

        void start() throws IOException {
            if (isProcess) {
                process = Launched.start(
                        home, "admin", "--data=" + data(), "backup", file.toString(), "--without-secrets");
                return;
            }
            thread = new Thread(() -> {
                try {
                    String uri = Files.readString(data().resolve(StoreUri.NAME)).strip();
                    new Backup(vertx, new SecureRandom()).make(uri, file, false, Optional.empty());
                } catch (Exception e) {
                    // The registry was killed meanwhile: there must be no file.
                }
            });
            thread.start();
        }

        /** Waits for its end, or ends its process, and looks at what it left. */
        void end(Random random) throws Exception {
            if (isProcess) {
                counts.killedProcesses++;
                if (random.nextBoolean()) {
                    ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
                }
                process.close();
            } else {
                thread.join();
            }
            if (Files.exists(file)) {
                Set<String> found = new HashSet<>();
                assertTrue(new Restore(file).check().isOfOneMoment());
                new Restore(file)
                        .documents((collection, document) ->
                                found.add((collection.equals("rooms") ? RegistryWriters.ROOM : RegistryWriters.ACCOUNT)
                                        + document.getString("_id")));
                assertTrue(found.containsAll(before), "the backup lacks what was acknowledged before it began");
                counts.wholeBackups++;
                Files.delete(file);
            } else {
                counts.brokenBackups++;
            }
            requireNoDraft();
        }

        /** Only a process that was killed itself may leave one. */
        private void requireNoDraft() throws IOException {
            try (Stream<Path> left = Files.list(home)) {
                for (Path draft :
                        left.filter(path -> path.toString().endsWith(".part")).toList()) {
                    assertTrue(isProcess, "half a backup was left: " + draft);
                    Files.delete(draft);
                }
            }
        }
    }
}
