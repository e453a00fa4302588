package org.hobnob.registry.admin;

import static org.hobnob.testing.Await.await;
import static org.hobnob.testing.RegistryFixture.PASSWORD;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What administrators do, and what users see of it. */
@Tag("slow")
class AdminVerbsTest {
    private static final String OWNER = "(owner)";

    @TempDir
    static Path folder;

    private static RegistryFixture registry;
    private static Bus bus;

    @BeforeAll
    static void start() {
        registry = RegistryFixture.start(folder);
        bus = new Bus(registry.vertx());
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @AfterEach
    void open() {
        does("registration", new JsonObject().put("mode", "open"));
    }

    private static Future<JsonObject> ask(String by, String verb, JsonObject args) {
        return bus.request(
                Addresses.ADMIN, verb, new JsonObject().put("by", by).put("args", args), Bus.HASH_TIMEOUT_MS);
    }

    private static JsonObject does(String verb, JsonObject args) {
        return await(ask(OWNER, verb, args));
    }

    private static Optional<Reason> refusal(String by, String verb, JsonObject args) {
        return await(ask(by, verb, args)
                .map(done -> Optional.<Reason>empty())
                .recover(cause -> Future.succeededFuture(Optional.of(((RefusalException) cause).reason()))));
    }

    private static JsonObject user(String name) {
        return new JsonObject().put("user", name);
    }

    private static String typed(NativeClient client, String line) {
        return client.ask("ADMIN " + line.replace(" ", "\\s"));
    }

    @Test
    void disabledAccountIsLoggedOutAndStaysOut() {
        String dana = name("dana");
        NativeClient client = registry.newUser(dana);
        does("user.disable", user(dana).put("reason", "see me"));
        assertTrue(client.notice().contains("disabled"));
        NativeClient again = registry.connect();
        assertTrue(again.ask("LOGIN " + dana + " " + PASSWORD).contains("reason=disabled"));
        assertTrue(again.ask("LOGIN " + dana + " " + RegistryFixture.WRONG).contains("reason=bad-credentials"));
        does("user.enable", user(dana));
        assertTrue(again.ask("LOGIN " + dana + " " + PASSWORD).startsWith("AUTH <SUCCESS>"));
    }

    @Test
    void deletedAccountLeavesNothingThatItsNamesakeCouldUse() {
        String emil = name("emil");
        NativeClient client = registry.newUser(emil);
        String room = name("room");
        client.ask("CREATE_CHAT_ROOM " + room + " - 0 \\z kind=open");
        does("user.delete", user(emil));
        assertEquals(Optional.of(Reason.NO_SUCH_USER), refusal(OWNER, "user.show", user(emil)));
        assertEquals(Optional.of(Reason.NO_SUCH_ROOM), refusal(OWNER, "room.show", new JsonObject().put("room", room)));
        assertTrue(registry.connect().ask("REGISTER " + emil + " " + PASSWORD).startsWith("REGISTER <SUCCESS>"));
    }

    @Test
    void newPasswordEndsTheLoginsOfBefore() {
        String omar = name("omar");
        NativeClient client = registry.newUser(omar);
        does("user.passwd", user(omar).put("password", RegistryFixture.WRONG));
        assertTrue(client.notice().contains("password-changed"));
        NativeClient again = registry.connect();
        assertTrue(again.ask("LOGIN " + omar + " " + PASSWORD).contains("bad-credentials"));
        assertTrue(again.ask("LOGIN " + omar + " " + RegistryFixture.WRONG).startsWith("AUTH <SUCCESS>"));
    }

    @Test
    void usersWithoutTheRoleMayNothing() {
        String lina = name("lina");
        NativeClient client = registry.newUser(lina);
        assertTrue(typed(client, "user list").contains("reason=not-allowed"));
        assertEquals(Optional.of(Reason.NOT_ALLOWED), refusal(lina, "user.delete", user(lina)));
        assertEquals(Optional.of(Reason.NOT_ALLOWED), refusal(lina, "token", new JsonObject()));
    }

    @Test
    void tokenMakesAnAdministratorWhoIsAskedAndCannotBeTheLastToGo() {
        String rosa = name("rosa");
        NativeClient client = registry.newUser(rosa);
        String token = does("token", new JsonObject()).getString("token");
        assertTrue(typed(client, "claim " + token).contains("administrator"));
        assertTrue(typed(client, "user show " + rosa).contains("admin:\\syes"));
        assertTrue(typed(client, "user delete " + rosa).contains("ask=yes"));
        assertEquals(Optional.of(Reason.LAST_ADMIN), refusal(OWNER, "user.demote", user(rosa)));
        assertEquals(Optional.of(Reason.LAST_ADMIN), refusal(OWNER, "user.disable", user(rosa)));
        assertEquals(Optional.of(Reason.LAST_ADMIN), refusal(OWNER, "user.delete", user(rosa)));
        assertEquals(Optional.of(Reason.NOT_ALLOWED), refusal(OWNER, "ban.add", new JsonObject().put("whom", rosa)));
        assertFalse(does("user.show", user(rosa)).getBoolean("disabled"));
        assertTrue(typed(client, "claim " + token).contains("not\\sdone"), "a token is good once");
    }

    @Test
    void accountsAreMadeByInvitationAsOftenAsItSays() {
        does("registration", new JsonObject().put("mode", "invite"));
        String token = does("invite.create", new JsonObject().put("uses", 1)).getString("token");
        String one = name("nina");
        String register = "REGISTER " + one + " " + PASSWORD;
        assertTrue(registry.connect().ask(register).contains("reason=needs-invitation"));
        assertTrue(registry.connect().ask(register + " invite=AAAABBBBCCCCDDDD").contains("reason=bad-invitation"));
        assertTrue(registry.connect().ask(register + " invite=" + token).startsWith("REGISTER <SUCCESS>"));
        String two = "REGISTER " + name("nora") + " " + PASSWORD;
        assertTrue(registry.connect().ask(two + " invite=" + token).contains("reason=bad-invitation"));
        does("registration", new JsonObject().put("mode", "closed"));
        assertTrue(registry.connect().ask(two + " invite=" + token).contains("reason=registration-closed"));
        String made = name("made");
        does("user.add", user(made).put("password", PASSWORD));
        assertTrue(registry.connect().ask("LOGIN " + made + " " + PASSWORD).startsWith("AUTH <SUCCESS>"));
    }

    @Test
    void invitationOutlivesANameThatIsTakenAndEndsWhenRevoked() {
        String taken = name("taken");
        registry.newUser(taken);
        does("registration", new JsonObject().put("mode", "invite"));
        JsonObject made = does("invite.create", new JsonObject().put("uses", 2));
        String invite = " invite=" + made.getString("token");
        assertTrue(register(taken, invite).contains("name-taken"));
        assertEquals(Optional.of(2), left(made));
        assertTrue(register(name("tina"), invite).startsWith("REGISTER <SUCCESS>"));
        assertEquals(Optional.of(1), left(made));
        does("invite.revoke", new JsonObject().put("id", made.getString("id")));
        assertTrue(register(name("tom"), invite).contains("reason=bad-invitation"));
        assertEquals(
                Optional.of(Reason.BAD_INVITATION),
                refusal(OWNER, "invite.revoke", new JsonObject().put("id", made.getString("id"))));
    }

    @Test
    void invitationsThatAreUsedUpGoWithTheNextOne() {
        does("registration", new JsonObject().put("mode", "invite"));
        JsonObject once = does("invite.create", new JsonObject());
        register(name("uma"), " invite=" + once.getString("token"));
        assertEquals(Optional.of(0), left(once));
        JsonObject next = does("invite.create", new JsonObject());
        assertEquals(Optional.empty(), left(once));
        assertEquals(Optional.of(1), left(next));
    }

    private static String register(String user, String invite) {
        return registry.connect().ask("REGISTER " + user + " " + PASSWORD + invite);
    }

    /** How many accounts an invitation may still make, by the list. */
    private static Optional<Integer> left(JsonObject made) {
        return does("invite.list", new JsonObject()).getJsonArray("rows").stream()
                .map(JsonObject.class::cast)
                .filter(row -> row.getString("id").equals(made.getString("id")))
                .map(row -> row.getInteger("left"))
                .findFirst();
    }

    @Test
    void membersOfAClosedRoomLoseIt() {
        String host = name("host");
        NativeClient client = registry.newUser(host);
        String room = name("room");
        client.ask("CREATE_CHAT_ROOM " + room + " - 0 \\z");
        assertEquals(Optional.of(Reason.MALFORMED), refusal(OWNER, "room.limit", limit(room, 0)));
        does("room.limit", limit(room, 7));
        assertTrue(client.notice().contains("capacity=7"));
        does("room.close", new JsonObject().put("room", room).put("reason", "exam"));
        String told = client.notice() + client.notice();
        assertTrue(told.contains("exam"), told);
        assertTrue(told.contains("KICK"), told);
        assertEquals(Optional.of(Reason.NO_SUCH_ROOM), refusal(OWNER, "room.show", new JsonObject().put("room", room)));
    }

    private static JsonObject limit(String room, int number) {
        return new JsonObject().put("room", room).put("number", number);
    }

    @Test
    void usersReadTheMessageOfTheDayAndAnnouncements() {
        does("motd", new JsonObject().put("text", "be kind"));
        NativeClient client = registry.newUser(name("mona"));
        assertTrue(client.notice().contains("be\\skind"));
        does("announce", new JsonObject().put("text", "lunch"));
        assertTrue(client.notice().contains("lunch"));
        does("motd", new JsonObject().put("clear", true));
    }

    @Test
    void doctorSaysWhatIsWellAndWhatToDo() {
        List<JsonObject> rows = does("doctor", new JsonObject()).getJsonArray("rows").stream()
                .map(JsonObject.class::cast)
                .toList();
        assertEquals("good", state(rows, "store"));
        assertEquals("good", state(rows, "changes"));
        assertEquals("good", state(rows, "certificate"));
        assertEquals("warn", state(rows, "disk"), "this registry has no data folder");
        assertTrue(rows.stream().allMatch(row -> row.getString("state").equals("warn") == row.containsKey("advice")));
    }

    private static String state(List<JsonObject> rows, String part) {
        return rows.stream()
                .filter(row -> row.getString("part").equals(part))
                .findFirst()
                .map(row -> row.getString("state"))
                .orElse("left out");
    }
}
