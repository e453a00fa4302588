package org.hobnob.registry.store.original;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.credentials.HashCost;
import org.hobnob.registry.rules.credentials.PasswordHasher;
import org.hobnob.registry.rules.rooms.Room;
import org.hobnob.registry.secrets.SecretsFile;
import org.hobnob.registry.store.AllDocuments;
import org.hobnob.registry.store.Store;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.registry.store.original.ImportLine.Kind;
import org.hobnob.registry.store.original.ImportLine.Outcome;
import org.hobnob.testing.OriginalClient;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts and rooms of an original's database, in a registry that runs. */
@Tag("slow")
class OriginalImportTest {
    private static final String PASSWORD = "open sesame";
    private static final String STORED = OriginalClient.hash(PASSWORD);

    @TempDir
    static Path folder;

    private static EmbeddedStore mongo;
    private static RegistryFixture registry;
    private static String original;
    private static MongoClient documents;

    @BeforeAll
    static void start() throws Exception {
        registry = RegistryFixture.start(folder.resolve("registry"));
        // It plays the original's MongoDB.
        mongo = EmbeddedStore.open(folder.resolve("mongo"), "127.0.0.1", 0);
        original = mongo.connectionString();
        documents = MongoClient.create(
                registry.vertx(),
                new JsonObject()
                        .put("connection_string", original)
                        .put("db_name", OriginalDatabase.NAME)
                        .put("useObjectId", true));
        account("dana", STORED);
        account("Omar", STORED.toUpperCase(Locale.ROOT));
        account("omar", OriginalClient.hash("another"));
        account("taken", STORED);
        account("ali.hassan", STORED);
        account("2024", STORED);
        account("clear", PASSWORD);
        room("lab3", "dana");
        room("Lab3", "Omar");
        room("the lounge", "dana");
        room("orphan", "nobody");
        registry.newUser("taken").close();
    }

    @AfterAll
    static void stop() {
        registry.close();
        mongo.close();
    }

    private static void account(String name, String password) {
        await(documents.insert(
                "accounts", new JsonObject().put("username", name).put("password", password)));
    }

    private static void room(String name, String host) {
        await(documents.insert(
                "Chatrooms",
                new JsonObject()
                        .put("name", name)
                        .put("peers", new JsonArray().add(host))
                        .put("host", host)));
    }

    private static List<ImportLine> run(boolean isDry) {
        PasswordHasher hasher = new PasswordHasher(
                new SecretsFile(folder.resolve("registry/secrets")).load().pepper(),
                new HashCost(64, 1, 1),
                new SecureRandom());
        return new OriginalImport(registry.store(), hasher, 32, Clock.systemUTC())
                .run(registry.vertx(), original, isDry);
    }

    private static Map<String, Outcome> outcomes(List<ImportLine> lines, Kind kind) {
        Map<String, Outcome> outcomes = new HashMap<>();
        lines.stream().filter(line -> line.kind() == kind).forEach(line -> outcomes.put(line.name(), line.outcome()));
        return outcomes;
    }

    private static Map<String, Outcome> expectedAccounts(Outcome fit) {
        return Map.of(
                "dana", fit,
                "Omar", fit,
                "omar", Outcome.CLASH,
                "taken", Outcome.ALREADY_THERE,
                "ali.hassan", Outcome.UNFIT,
                "2024", Outcome.UNFIT,
                "clear", Outcome.UNFIT);
    }

    private static List<String> everything() {
        List<String> all = new ArrayList<>();
        try (AllDocuments store = AllDocuments.open(registry.vertx(), registry.connectionString())) {
            for (String collection : List.of("accounts", "rooms")) {
                store.each(collection, document -> all.add(collection + " " + document.encode()));
            }
        }
        return all;
    }

    @Test
    void originalUsersKeepTheirPasswordsAndRooms() {
        List<String> before = everything();
        List<ImportLine> dry = run(true);
        assertEquals(before, everything());

        List<ImportLine> lines = run(false);
        assertEquals(dry, lines);
        assertEquals(expectedAccounts(Outcome.IMPORTED), outcomes(lines, Kind.ACCOUNT));
        assertEquals(
                Map.of(
                        "lab3", Outcome.IMPORTED,
                        "Lab3", Outcome.CLASH,
                        "the lounge", Outcome.UNFIT,
                        "orphan", Outcome.UNFIT),
                outcomes(lines, Kind.ROOM));
        assertTrue(lines.stream()
                .noneMatch(line -> line.outcome() != Outcome.IMPORTED
                        && line.outcome() != Outcome.ALREADY_THERE
                        && line.why().isEmpty()));

        List<String> imported = everything();
        assertTrue(imported.stream()
                .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains(STORED)));
        List<ImportLine> again = run(false);
        assertEquals(expectedAccounts(Outcome.ALREADY_THERE), outcomes(again, Kind.ACCOUNT));
        assertEquals(imported, everything());

        OriginalClient dana = registry.original();
        assertEquals("AUTH <SUCCESS> <200>", dana.ask("LOGIN dana " + STORED));
        registry.connect().enter("LOGIN Omar " + STORED + " 4000");
        Room lab = await(registry.store().rooms().find(new RoomName("lab3"))).orElseThrow();
        assertTrue(lab.isHost(new UserName("dana")) && lab.settings().standing());
        assertTrue(dana.ask("JOIN-CHAT-ROOM lab3 dana").startsWith("JOIN <SUCCESS> <200>"));
        assertFalse(
                await(registry.store().accounts().find(new UserName("clear"))).isPresent());
    }

    @Test
    void otherDatabasesAreRefused() {
        for (String other : List.of(original.replace("/?", "/empty?"), registry.connectionString())) {
            assertThrows(
                    OriginalMissingException.class,
                    () -> new OriginalImport(registry.store(), null, 32, Clock.systemUTC())
                            .run(registry.vertx(), other, false));
        }
        assertEquals(Optional.empty(), await(registry.store().accounts().find(new UserName("nobody"))));
    }

    @Test
    void storeOfHobnobIsNoOriginal() {
        String said = assertThrows(
                        OriginalMissingException.class,
                        () -> OriginalDatabase.read(
                                registry.vertx(),
                                registry.connectionString().replace("/?", "/" + Store.DATABASE + "?")))
                .getMessage();
        assertTrue(said.contains("store of Hobnob"), said);
    }
}
