package org.hobnob.registry.store.backup;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.MongoClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hobnob.registry.rules.credentials.HashCost;
import org.hobnob.registry.store.RestoreUnfinishedException;
import org.hobnob.registry.store.Store;
import org.hobnob.registry.store.StoreUnavailableException;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of an embedded store, and what becomes of them in another. */
@Tag("slow")
class BackupTest {
    private static final char[] PASSPHRASE = "four words of barley".toCharArray();
    private static final Optional<Backup.Sealing> SEALED = Optional.of(new Backup.Sealing("the secrets", PASSPHRASE));
    /** More than are read or written at once. */
    private static final int ACCOUNTS = 601;

    private static final AtomicInteger DATABASES = new AtomicInteger();

    @TempDir
    static Path folder;

    @TempDir
    Path files;

    private static Vertx vertx;
    private static EmbeddedStore embedded;
    private String source;
    private MongoClient documents;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        embedded = EmbeddedStore.open(folder, "127.0.0.1", 0);
    }

    @AfterAll
    static void stop() {
        await(vertx.close());
        embedded.close();
    }

    @BeforeEach
    void fill() {
        source = database();
        await(Store.open(vertx, source).compose(Store::close));
        documents = client(source);
        await(documents.bulkWrite(
                "accounts",
                IntStream.range(0, ACCOUNTS)
                        .mapToObj(number -> BulkOperation.createInsert(account("user" + number, number)))
                        .toList()));
        await(documents.insert(
                "rooms", new JsonObject().put("_id", "lab3").put("name", "Lab3").putNull("password")));
        await(documents.insert("sessions", new JsonObject().put("_id", "user1")));
        await(documents.insert("nodes", new JsonObject().put("_id", "n1")));
    }

    private static String database() {
        return embedded.connectionString().replace("/?", "/backup" + DATABASES.incrementAndGet() + "?");
    }

    private static MongoClient client(String uri) {
        String name = uri.replaceFirst(".*/([a-z0-9]+)\\?.*", "$1");
        return MongoClient.create(
                vertx, new JsonObject().put("connection_string", uri).put("db_name", name));
    }

    private static JsonObject account(String name, long number) {
        return new JsonObject().put("_id", name).put("epoch", number).put("name", name + " \u20ac\u0001");
    }

    private Backup.Made backup(Path file) throws Exception {
        return backups().make(source, file, false, SEALED);
    }

    private static Backup backups() {
        return new Backup(vertx, new SecureRandom(), new HashCost(8, 1, 1));
    }

    private static List<JsonObject> all(MongoClient client, String collection) {
        return await(client.find(collection, new JsonObject())).stream()
                .sorted((a, b) -> a.getString("_id").compareTo(b.getString("_id")))
                .toList();
    }

    private List<String> leftOver() throws IOException {
        try (Stream<Path> here = Files.list(files);
                Stream<Path> there = Files.list(folder)) {
            return Stream.concat(here, there)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".part") || name.startsWith("copy-"))
                    .toList();
        }
    }

    @Test
    void copyThatAKilledBackupLeftGoesAfterADay() throws Exception {
        Path old = Files.createDirectory(folder.resolve("copy-" + UUID.randomUUID()));
        Files.createFile(old.resolve("store.mv"));
        Path young = Files.createDirectory(folder.resolve("copy-" + UUID.randomUUID()));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        backup(files.resolve("day.backup"));
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(young), "somebody may be reading it");
        Files.delete(young);
    }

    @Test
    void everyLastingDocumentComesBack() throws Exception {
        Path file = files.resolve("one.backup");
        Backup.Made made = backup(file);
        assertEquals(Map.of("accounts", (long) ACCOUNTS, "rooms", 1L), made.counts());
        assertTrue(made.isOfOneMoment());
        assertEquals(List.of(), leftOver());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));

        BackupSummary found = new Restore(file).check();
        assertEquals(made.counts(), found.counts());
        assertEquals(Optional.of("the secrets"), found.open(PASSPHRASE));
        String target = database();
        new Restore(file).into(vertx, target, found, () -> {});
        MongoClient restored = client(target);
        for (String collection : List.of("accounts", "rooms")) {
            assertEquals(all(documents, collection), all(restored, collection));
        }
        assertEquals(0, await(restored.count("sessions", new JsonObject())));
        assertEquals(0, await(restored.count("nodes", new JsonObject())));
        await(Store.open(vertx, target).compose(Store::close));
    }

    @Test
    void handedOutPrekeysDoNotComeBack() throws Exception {
        await(documents.insert(
                "prekeys",
                new JsonObject("{\"_id\":\"dana\",\"weekly\":\"w\",\"oneTime\":[\"a\",\"b\"],\"version\":3}")));
        Path file = files.resolve("keys.backup");
        backup(file);
        String target = database();
        new Restore(file).into(vertx, target, new Restore(file).check(), () -> {});
        assertEquals(
                List.of(new JsonObject("{\"_id\":\"dana\",\"weekly\":\"w\",\"oneTime\":[],\"version\":3}")),
                all(client(target), "prekeys"));
    }

    @Test
    void usedStoreIsNotFilled() throws Exception {
        Path file = files.resolve("used.backup");
        backup(file);
        BackupSummary found = new Restore(file).check();
        List<JsonObject> before = all(documents, "meta");
        String said = assertThrows(
                        BackupRefusedException.class, () -> new Restore(file).into(vertx, source, found, () -> {}))
                .getMessage();
        assertTrue(said.contains("is not empty"), said);
        assertEquals(before, all(documents, "meta"));
    }

    @Test
    void registryDoesNotStartOnHalfARestore() throws Exception {
        Path file = files.resolve("half.backup");
        backup(file);
        String target = database();
        RuntimeException full = new IllegalStateException("the disk is full");
        Restore restore = new Restore(file);
        BackupSummary found = restore.check();
        assertEquals(
                full,
                assertThrows(
                        IllegalStateException.class,
                        () -> restore.into(vertx, target, found, () -> {
                            throw full;
                        })));
        assertThrows(RestoreUnfinishedException.class, () -> await(Store.open(vertx, target)));
    }

    @Test
    void existingFileIsReplacedOnlyOnDemand() throws Exception {
        Path file = files.resolve("kept.backup");
        Files.writeString(file, "another backup");
        assertThrows(BackupRefusedException.class, () -> backup(file));
        assertEquals("another backup", Files.readString(file));
        backups().make(source, file, true, Optional.empty());
        assertEquals(ACCOUNTS + 1, new Restore(file).check().documents());
    }

    @Test
    void missingFolderAndFolderAreRefused() throws Exception {
        for (Path bad : List.of(files.resolve("none/x.backup"), files)) {
            String said = assertThrows(BackupRefusedException.class, () -> backup(bad))
                    .getMessage();
            assertTrue(said.contains("folder"), said);
        }
        assertEquals(List.of(), leftOver());
    }

    @Test
    void deadDatabaseLeavesNoFile() throws Exception {
        Path file = files.resolve("dead.backup");
        assertThrows(
                StoreUnavailableException.class,
                () -> backups()
                        .make(
                                "mongodb://127.0.0.1:1/hobnob?serverSelectionTimeoutMS=100",
                                file,
                                false,
                                Optional.empty()));
        assertFalse(Files.exists(file));
        assertEquals(List.of(), leftOver());
    }

    /** Each change is written to one collection, and then to another, whose backup begins later. */
    @Test
    void backupShowsOneMoment() throws Exception {
        int writers = 4;
        AtomicInteger written = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        boolean[] ends = new boolean[1];
        for (int writer = 0; writer < writers; writer++) {
            String prefix = "w" + writer + "-";
            Thread thread = new Thread(() -> {
                for (int number = 0; !ended(ends); number++) {
                    String id = prefix + number;
                    await(documents.insert("accounts", account(id, number)));
                    await(documents.insert("rooms", new JsonObject().put("_id", id)));
                    written.incrementAndGet();
                }
            });
            thread.start();
            threads.add(thread);
        }
        try {
            for (int round = 0; round < 3; round++) {
                int before = written.get();
                while (written.get() < before + 20) {
                    Thread.onSpinWait();
                }
                Path file = files.resolve("moment" + round);
                Map<String, Long> counts = backup(file).counts();
                long accounts = counts.get("accounts") - ACCOUNTS;
                long rooms = counts.get("rooms") - 1;
                assertTrue(
                        rooms <= accounts && accounts <= rooms + writers, accounts + " accounts, " + rooms + " rooms");
            }
        } finally {
            synchronized (ends) {
                ends[0] = true;
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static boolean ended(boolean[] ends) {
        synchronized (ends) {
            return ends[0];
        }
    }
}
