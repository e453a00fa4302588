package org.hobnob.registry.store.embedded;

import static org.hobnob.registry.store.embedded.TestClient.await;
import static org.hobnob.registry.store.embedded.TestClient.document;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import io.vertx.core.json.JsonObject;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What a local stranger, without the secret, can do: nothing. */
@Tag("slow")
class AccessTest {
    private static final int UNAUTHORIZED = 13;
    private static final int AUTHENTICATION_FAILED = 18;
    private EmbeddedStore store;

    @BeforeEach
    void open(@TempDir Path folder) throws StoreRefusedException {
        store = EmbeddedStore.open(folder, "127.0.0.1", 0);
        try (TestClient owner = new TestClient(store.connectionString())) {
            await(owner.mongo().insert("c", document("secret")));
        }
    }

    @AfterEach
    void nothingChanged() {
        try (TestClient owner = new TestClient(store.connectionString())) {
            List<JsonObject> all = await(owner.mongo().find("c", new JsonObject()));
            assertEquals(List.of(document("secret")), all);
        }
        store.close();
    }

    @Test
    void driverWithoutCredentialsIsRefused() {
        try (TestClient stranger = new TestClient("mongodb://127.0.0.1:" + store.port())) {
            assertUnauthorized(() -> await(stranger.mongo().find("c", new JsonObject())));
            assertUnauthorized(() -> await(stranger.mongo().insert("c", document(1))));
            assertUnauthorized(() -> await(stranger.mongo().dropCollection("c")));
        }
    }

    private static void assertUnauthorized(Executable command) {
        assertEquals(UNAUTHORIZED, assertThrows(MongoException.class, command).getCode());
    }

    @Test
    void driverWithAWrongPasswordIsRefused() {
        String right = store.connectionString();
        int end = right.indexOf('@');
        char last = right.charAt(end - 5);
        String wrong = right.substring(0, end - 5) + (last == 'A' ? 'B' : 'A') + right.substring(end - 4);
        try (TestClient stranger = new TestClient(wrong)) {
            assertThrows(
                    MongoSecurityException.class, () -> await(stranger.mongo().find("c", new JsonObject())));
            assertThrows(
                    MongoSecurityException.class, () -> await(stranger.mongo().insert("c", document(1))));
        }
    }

    @Test
    void onlyTheHandshakeIsAllowedUnauthenticated() throws IOException {
        List<String> names = Stream.of(
                        "find insert update delete findAndModify aggregate count distinct create createIndexes drop",
                        "dropIndexes dropDatabase renameCollection listCollections listDatabases listIndexes getMore",
                        "killCursors dbStats collStats validate serverStatus connectionStatus getLog hostInfo",
                        "getCmdLineOpts whatsmyuri triggerInternalException authenticate createUser shutdown")
                .flatMap(line -> Stream.of(line.split(" ")))
                .toList();
        try (RawClient stranger = new RawClient(store.port())) {
            for (String name : names) {
                BsonDocument answer = stranger.command(command(name));
                assertEquals(UNAUTHORIZED, answer.getInt32("code").getValue(), name);
            }
            for (String name : List.of("hello", "isMaster", "ismaster", "buildInfo", "ping")) {
                assertEquals(1, stranger.command(command(name)).getNumber("ok").intValue(), name);
            }
        }
    }

    @Test
    void theOldQueryMessageIsForTheHandshakeOnly() throws IOException {
        try (RawClient stranger = new RawClient(store.port())) {
            assertTrue(stranger.query("admin.$cmd", command("isMaster")).containsKey("maxWireVersion"));
            for (String name : List.of("serverStatus", "find", "insert", "$query")) {
                assertEquals(
                        0,
                        stranger.query("hobnob.$cmd", command(name))
                                .getNumber("ok")
                                .intValue(),
                        name);
            }
            assertThrows(EOFException.class, () -> stranger.query("hobnob.c", new BsonDocument()));
        }
    }

    @Test
    void failedAuthenticationClosesTheConnection() throws IOException {
        String first = "n,,n=hobnob,r=abcdefghijkl";
        List<List<BsonDocument>> attempts = List.of(
                List.of(sasl("saslContinue", "")),
                List.of(sasl("saslStart", first), sasl("saslContinue", "")),
                List.of(sasl("saslStart", first), sasl("saslContinue", "c=biws,r=abcdefghijkl,p=AAAA")),
                List.of(sasl("saslStart", first.replace("hobnob", "root"))),
                List.of(sasl("saslStart", first).append("mechanism", new BsonString("PLAIN"))));
        for (List<BsonDocument> attempt : attempts) {
            try (RawClient stranger = new RawClient(store.port())) {
                BsonDocument answer = null;
                for (BsonDocument step : attempt) {
                    answer = stranger.command(step);
                }
                assertFalse(answer.getNumber("ok").intValue() == 1, answer.toJson());
                int code = answer.getInt32("code").getValue();
                assertTrue(code == AUTHENTICATION_FAILED || code == 334, answer.toJson());
                assertTrue(stranger.isClosedByServer());
            }
        }
    }

    @Test
    void authenticationIsPerConnection() throws IOException {
        try (TestClient owner = new TestClient(store.connectionString());
                RawClient stranger = new RawClient(store.port())) {
            await(owner.mongo().count("c", new JsonObject()));
            assertEquals(
                    UNAUTHORIZED,
                    stranger.command(command("find")).getInt32("code").getValue());
        }
    }

    @Test
    void malformedInputBeforeAuthenticationCloses() throws IOException {
        int[] lengths = {20 * 1024, 48_000_000, Integer.MAX_VALUE, 0, -1, 15, 16};
        for (int length : lengths) {
            ByteBuffer message = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
            message.putInt(length).putInt(1).putInt(0).putInt(2013);
            assertClosedAfter(message.array(), "length " + length);
        }
        assertClosedAfter("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII), "HTTP");
    }

    private void assertClosedAfter(byte[] bytes, String what) throws IOException {
        try (RawClient stranger = new RawClient(store.port())) {
            stranger.sendBytes(bytes);
            assertTrue(stranger.isClosedByServer(), what);
        }
    }

    @Test
    void askingWithoutReadingCostsTheConnection() throws IOException {
        byte[] asked = RawClient.repeated(command("find"), 1_000);
        try (RawClient stranger = new RawClient(store.port())) {
            assertThrows(SocketException.class, () -> {
                for (int i = 0; i < 2_000; i++) {
                    stranger.sendBytes(asked);
                }
            });
        }
    }

    @Test
    void manySilentConnectionsDoNotKeepTheOwnerOut() throws IOException {
        List<RawClient> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 600; i++) {
                silent.add(new RawClient(store.port()));
            }
            assertTrue(silent.get(0).isClosedByServer());
            try (TestClient owner = new TestClient(store.connectionString())) {
                assertEquals(1, await(owner.mongo().count("c", new JsonObject())));
            }
        } finally {
            for (RawClient client : silent) {
                client.close();
            }
        }
    }

    private static BsonDocument command(String name) {
        return new BsonDocument(name, new BsonString("c")).append("$db", new BsonString("hobnob"));
    }

    private static BsonDocument sasl(String name, String payload) {
        return new BsonDocument(name, new BsonInt32(1))
                .append("mechanism", new BsonString("SCRAM-SHA-256"))
                .append("conversationId", new BsonInt32(1))
                .append("payload", new BsonBinary(payload.getBytes(StandardCharsets.US_ASCII)))
                .append("$db", new BsonString("admin"));
    }
}
