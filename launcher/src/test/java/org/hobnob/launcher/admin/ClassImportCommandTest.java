package org.hobnob.launcher.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A class list becomes accounts and cards, before a stand-in of the registry. */
@Tag("slow")
@SuppressWarnings("try") // The socket is there to be asked.
class ClassImportCommandTest {
    @TempDir
    Path data;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> renewed = new ArrayList<>();

    /** omar has logged in, lena has not; the store does not answer for kofi. */
    @BeforeEach
    void serve() throws IOException {
        Await.await(new Bus(vertx)
                .serve(
                        Addresses.ADMIN,
                        Map.of(
                                "status", body -> Future.succeededFuture(new JsonObject()),
                                "user.add", body -> added(user(body)),
                                "user.show", body -> Future.succeededFuture(account(user(body))),
                                "user.passwd",
                                        body -> {
                                            renewed.add(user(body));
                                            return Future.succeededFuture(new JsonObject());
                                        })));
        Files.writeString(data.resolve("class.csv"), "dana\nomar\nlena\n");
    }

    @AfterEach
    void close() {
        Await.await(vertx.close());
    }

    private static String user(JsonObject body) {
        return body.getJsonObject("args").getString("user");
    }

    private static Future<JsonObject> added(String user) {
        return switch (user) {
            case "omar", "lena" -> Future.failedFuture(new RefusalException(Reason.NAME_TAKEN));
            case "kofi" -> Future.failedFuture(new RefusalException(Reason.UNAVAILABLE));
            default -> Future.succeededFuture(new JsonObject());
        };
    }

    private static JsonObject account(String user) {
        JsonArray known = user.equals("omar") ? new JsonArray().add("10.0.0.7") : new JsonArray();
        return new JsonObject()
                .put("logins", 0)
                .put("known", known)
                .put("online", false)
                .put("admin", false)
                .put("disabled", false);
    }

    private Optional<ExitCode> exit = Optional.empty();

    private String cards(String... options) throws IOException {
        Path sheet = data.resolve("cards.txt");
        CommandLine admin = AdminCommand.commandLine();
        admin.setExecutionExceptionHandler((cause, command, parsed) -> {
            exit = Optional.of(((UserFacingException) cause).exitCode());
            return 1;
        });
        List<String> line = new ArrayList<>(
                List.of("user", "import", data.resolve("class.csv").toString()));
        line.addAll(List.of("--cards", sheet.toString(), "--data", data.toString()));
        line.addAll(List.of(options));
        try (AdminSocket socket = AdminSocket.open(data, vertx).orElseThrow()) {
            admin.execute(line.toArray(String[]::new));
        }
        return Files.readString(sheet);
    }

    @Test
    void nobodyGetsACardThatOpensNothing() throws IOException {
        String cards = cards();
        assertTrue(cards.contains("name:      dana\n"), cards);
        assertFalse(cards.contains("omar") || cards.contains("lena"), cards);
        assertEquals(List.of(), renewed);
    }

    @Test
    void accountsThatWereNeverUsedGetANewPassword() throws IOException {
        String cards = cards("--renew");
        assertTrue(cards.contains("name:      lena\n"), cards);
        assertFalse(cards.contains("omar"), cards);
        assertEquals(List.of("lena"), renewed);
    }

    @Test
    void cardStaysWhereTheAnswerIsLost() throws IOException {
        Files.writeString(data.resolve("class.csv"), "dana\nkofi\nzoe\n");
        String cards = cards();
        assertTrue(cards.contains("name:      kofi\n"), cards);
        assertFalse(cards.contains("zoe"), cards);
        assertEquals(Optional.of(ExitCode.NETWORK), exit);
    }
}
