package org.hobnob.registry.admin;

import static org.hobnob.testing.Await.await;
import static org.hobnob.testing.Await.refusal;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.registry.Stewardship;
import org.hobnob.registry.audit.AuditFile;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.testing.BusWire;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verbs at one of two registries that concern the other. */
@Tag("slow")
class SeveralNodesVerbsTest {
    private static final Process OF_HERE = new Process();
    private static final Process OF_THERE = new Process();

    @TempDir
    static Path folder;

    private static EmbeddedStore store;
    private static RegistryFixture here;
    private static RegistryFixture there;

    /** A registry's process that counts how often it read its settings. */
    private static final class Process implements ProcessActions {
        private final AtomicInteger reloads = new AtomicInteger();
        private volatile boolean isBroken;

        @Override
        public Future<JsonObject> reload() {
            if (isBroken) {
                return Future.failedFuture(Explained.refusal(Reason.MALFORMED, "line 4 is wrong"));
            }
            return Future.succeededFuture(new JsonObject()
                    .put("changed", new JsonArray())
                    .put("restart", new JsonArray())
                    .put("words", "read " + reloads.incrementAndGet()));
        }

        @Override
        public String version() {
            return "test";
        }

        @Override
        public Future<Long> freeBytes() {
            return Future.succeededFuture(1L << 40);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        store = EmbeddedStore.open(folder, "127.0.0.1", 0);
        here = start("here", OF_HERE);
        there = start("there", OF_THERE);
        List.of(Addresses.ADMIN_EVENTS, Addresses.PRESENCE_EVENTS)
                .forEach(address -> BusWire.between(here.vertx(), there.vertx(), address));
    }

    @BeforeEach
    void reset() {
        for (Process process : List.of(OF_HERE, OF_THERE)) {
            process.reloads.set(0);
            process.isBroken = false;
        }
    }

    private static RegistryFixture start(String name, Process process) throws IOException {
        Path own = Files.createDirectory(folder.resolve(name));
        return RegistryFixture.sharing(store, folder, new Stewardship(new AuditFile(own), process));
    }

    @AfterAll
    static void stop() {
        here.close();
        there.close();
        store.close();
    }

    private static Future<JsonObject> asking(String verb, JsonObject args) {
        return new Bus(here.vertx())
                .request(
                        Addresses.ADMIN,
                        verb,
                        new JsonObject().put("by", "(owner)").put("args", args),
                        20_000);
    }

    private static JsonObject does(String verb, JsonObject args) {
        return await(asking(verb, args));
    }

    private static JsonObject user(String name) {
        return new JsonObject().put("user", name);
    }

    private static String idOfThere() {
        Awaitility.await().until(() -> await(here.store().nodes().all()).size() == 2);
        return rows(does("node.list", new JsonObject())).stream()
                .filter(row -> !row.getBoolean("here"))
                .map(row -> row.getString("node"))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonObject> rows(JsonObject answer) {
        return answer.getJsonArray("rows").stream().map(JsonObject.class::cast).toList();
    }

    @Test
    void userAtAnotherRegistryReadsTheReason() {
        String dana = name("dana");
        NativeClient client = there.newUser(dana);
        Awaitility.await().until(() -> does("user.show", user(dana)).getBoolean("online"));
        does("user.disable", user(dana).put("reason", "see me"));
        assertEquals("SESSION_ENDED disabled reason=see\\sme", client.notice());
        client.awaitClosed();

        String omar = name("omar");
        NativeClient kicked = there.newUser(omar);
        does("kick", user(omar).put("reason", "be kind"));
        assertEquals("SESSION_ENDED logged-out reason=be\\skind", kicked.notice());
    }

    @Test
    void reloadActsThereWhereItIsSaidAndNamesRegistries() {
        String other = idOfThere();
        JsonObject mine = does("reload", new JsonObject());
        assertTrue(mine.getString("words").startsWith("registry "), mine::encode);
        assertEquals(List.of(1, 0), List.of(OF_HERE.reloads.get(), OF_THERE.reloads.get()));
        JsonObject theirs = does("reload", new JsonObject().put("node", other));
        assertEquals("registry " + other + ": read 1", theirs.getString("words"));
        assertEquals(List.of(1, 1), List.of(OF_HERE.reloads.get(), OF_THERE.reloads.get()));
        does("reload", new JsonObject().put("node", "all"));
        assertEquals(List.of(2, 2), List.of(OF_HERE.reloads.get(), OF_THERE.reloads.get()));
        RefusalException unknown = refusal(asking("reload", new JsonObject().put("node", "f00")));
        assertTrue(unknown.particulars().words().contains("no registry f00"));
    }

    @Test
    void wrongSettingsThereAreToldAndKeepNobodyElseBack() {
        String other = idOfThere();
        OF_THERE.isBroken = true;
        JsonObject all = does("reload", new JsonObject().put("node", "all"));
        assertEquals(1, OF_HERE.reloads.get());
        assertTrue(all.getBoolean("failed"));
        assertTrue(all.getString("words").endsWith("; registry " + other + ": line 4 is wrong"), all::encode);
    }

    @Test
    void auditsOfAllRegistriesAreReadAsOne() {
        String other = idOfThere();
        does("registration", new JsonObject().put("mode", "open"));
        does("reload", new JsonObject().put("node", other));
        List<JsonObject> own = rows(does("log", new JsonObject()));
        assertFalse(own.get(0).containsKey("node"));
        List<JsonObject> theirs = rows(does("log", new JsonObject().put("node", other)));
        JsonObject last = theirs.get(theirs.size() - 1);
        assertEquals("reload done", last.getString("verb") + " " + last.getString("outcome"));
        assertTrue(last.getString("from").startsWith("registry "), last::encode);
        List<JsonObject> all = rows(does("log", new JsonObject().put("node", "all")));
        assertEquals(own.size() + theirs.size(), all.size());
        assertEquals(
                all.stream().map(row -> row.getString("time")).sorted().toList(),
                all.stream().map(row -> row.getString("time")).toList());
        assertEquals(
                all.subList(all.size() - 2, all.size()),
                rows(does("log", new JsonObject().put("node", "all").put("limit", 2))));
    }

    @Test
    void linesOfTheAuditAreToldAsTheyAreWritten() {
        List<JsonObject> heard = new CopyOnWriteArrayList<>();
        await(new Bus(here.vertx()).hear(Addresses.ADMIN_AUDIT, Map.of("written", heard::add)));
        does("registration", new JsonObject().put("mode", "open"));
        Awaitility.await().until(() -> heard.size() == 2);
        assertEquals(rows(does("log", new JsonObject().put("limit", 2))), heard);
    }
}
