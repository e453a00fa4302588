package org.hobnob.registry.admin;

import static org.hobnob.testing.Await.await;
import static org.hobnob.testing.Await.refusal;
import static org.hobnob.testing.RegistryFixture.PASSWORD;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Locale;
import org.hobnob.admin.VerbLine;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verbs about bans, as administrators type them. */
@Tag("slow")
class BanVerbsTest {
    @TempDir
    static Path folder;

    private static RegistryFixture registry;

    @BeforeAll
    static void start() {
        registry = RegistryFixture.start(folder);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    private static Future<JsonObject> asking(String line, String by, String from) {
        try {
            VerbLine read = VerbLine.read(line);
            JsonObject body = new JsonObject().put("by", by).put("from", from).put("args", read.args());
            return new Bus(registry.vertx())
                    .request(Addresses.ADMIN, read.verb().action(), body);
        } catch (VerbLine.NoVerbException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonObject ask(String line) {
        return await(asking(line, Asked.OWNER, "socket"));
    }

    private static RefusalException refused(String line) {
        return refusal(asking(line, Asked.OWNER, "socket"));
    }

    @Test
    void userIsBannedForATimeAndLetInAgain() {
        String dana = name("dana");
        NativeClient client = registry.newUser(dana);
        JsonObject made = ask("ban add " + dana + " --for 30m --reason \"be kind\"");
        assertEquals("for 30m", made.getString("time"));
        assertEquals("in force now", made.getString("where"));
        assertTrue(client.notice().startsWith("SESSION_ENDED banned reason=be\\skind until="));
        client.awaitClosed();

        JsonObject row = ask("ban show " + dana).getJsonArray("rows").getJsonObject(0);
        assertEquals("user", row.getString("kind"));
        assertEquals("be kind", row.getString("reason"));
        assertEquals(Asked.OWNER, row.getString("by"));
        long lastsMs = row.getLong("untilAt") - row.getLong("sinceAt");
        assertEquals(1_800_000, lastsMs, 1_000);

        ask("ban lift " + dana);
        registry.connect().enter("LOGIN " + dana + " " + PASSWORD);
    }

    @Test
    void rangesAreListedShownAndLifted() {
        ask("ban add 10.8.0.0/16");
        ask("ban add fe80::8");
        assertEquals(1, ask("ban show 10.8.0.9").getJsonArray("rows").size());
        assertTrue(refused("ban lift 10.8.0.9").particulars().words().contains("ban show 10.8.0.9"));
        assertTrue(refused("ban show 10.9.0.9").particulars().words().contains("no ban keeps"));
        ask("ban lift 10.8.0.0/16");
        ask("ban lift fe80:0::8");
        assertEquals(0, ask("ban list").getJsonArray("rows").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.0/8", "::1", "126.0.0.0/7", "::ffff:127.0.0.1"})
    void loopbackIsNotBannedByAccident(String address) {
        RefusalException refused = refused("ban add " + address);
        assertEquals(Reason.NOT_ALLOWED, refused.reason());
        assertTrue(
                refused.particulars().words().contains("--self"),
                refused.particulars().words());
        refused("ban show " + address);
    }

    @Test
    void administratorIsNotBannedByTheirOwnHand() {
        String dana = name("dana");
        registry.connect().register(dana);
        assertEquals(
                Reason.NOT_ALLOWED,
                refusal(asking("ban add " + dana.toUpperCase(Locale.ROOT), dana, "10.0.0.5"))
                        .reason());
        assertEquals(
                Reason.NOT_ALLOWED,
                refusal(asking("ban add 10.0.0.0/24", dana, "10.0.0.5")).reason());
        refused("ban show 10.0.0.5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ban add 10.0.0.5/24",
                "ban add 10.0.0.0/0",
                "ban add 1.2.3",
                "ban add 10.0.0.1 --for never",
                "ban add \"a b\"",
                "ban lift 10.0.0.1/33"
            })
    void nonsenseIsRefusedWithWhatToWrite(String line) {
        RefusalException refused = refused(line);
        assertEquals(Reason.MALFORMED, refused.reason());
        assertTrue(
                refused.particulars().words().contains("write"),
                refused.particulars().words());
    }

    @Test
    void administratorIsNotBannedUntilTheRoleIsGone() {
        String dana = name("dana");
        String omar = name("omar");
        registry.connect().register(dana);
        registry.connect().register(omar);
        ask("user promote " + dana);
        RefusalException refused = refused("ban add " + dana);
        assertTrue(
                refused.particulars().words().contains("user demote"),
                refused.particulars().words());
        registry.connect().enter("LOGIN " + dana + " " + PASSWORD);
        ask("user promote " + omar);
        ask("user demote " + dana);
        ask("ban add " + dana);
        ask("ban lift " + dana);
    }

    @Test
    void unknownUserIsNotBanned() {
        assertEquals(Reason.NO_SUCH_USER, refused("ban add nobody-of-that-name").reason());
    }

    @Test
    void theOnlyRegistryIsNotDrained() {
        assertTrue(refused("drain").particulars().words().contains("no other registry"));
        assertTrue(refused("drain --node 00ff").particulars().words().contains("node list"));
    }
}
