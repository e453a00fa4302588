package org.hobnob.launcher.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.launcher.Launched;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.JoinLink;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hobnob send}, {@code recv} and {@code peer --json}, each as a process of its own, beside a real registry. */
class ScriptCommandsIT {
    @TempDir
    static Path folder;

    private static RegistryFixture registry;
    private static Path password;

    @BeforeAll
    static void startRegistry() throws Exception {
        registry = RegistryFixture.start(folder.resolve("registry"));
        password = Files.writeString(folder.resolve("password"), "secret words\n");
    }

    @AfterAll
    static void stopRegistry() {
        registry.close();
    }

    private static Launched start(String command, String user, String... more) throws Exception {
        return start(List.of(command, "--registry", "127.0.0.1:" + registry.port(), "--trust", "tofu"), user, more);
    }

    private static Launched start(List<String> command, String user, String... more) throws Exception {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--profile", user));
        all.addAll(List.of("--user", user, "--password-file", password.toString()));
        all.addAll(List.of(more));
        return Launched.start(folder, all.toArray(String[]::new));
    }

    @Test
    void messagesGoFromScriptToScript() throws Exception {
        JoinLink link = new JoinLink(
                List.of(new HostPort("127.0.0.1", registry.port())),
                registry.registry().pin().plain(),
                Optional.empty());
        try (Launched json = start(List.of("peer", link.toString()), "omar", "--signup", "--json")
                .shows("\"hello\"")) {
            json.type("{\"id\":1,\"request\":\"create\",\"room\":\"lab\"}").shows("\"id\":1,\"result\"");
            try (Launched recv = start("recv", "carl", "--signup", "--from", "#lab", "--count", "2")) {
                json.shows("\"joined\",\"user\":\"carl\"");
                Launched sent =
                        start("send", "dana", "--signup", "--to", "#lab", "-").end("one\n\ntwo \u001b[2J\n");
                assertEquals(0, sent.exitStatus(), sent.err());
                assertEquals(List.of(), sent.out());
                assertEquals(0, recv.exitStatus(), recv.err());
                assertEquals(List.of("#lab\tdana\tone", "#lab\tdana\ttwo \ufffd[2J"), recv.out());
            }
            json.shows("\"text\":\"two \\u001B[2J\"");
            Launched queued = start("send", "dana", "--to", "carl", "for later").end("");
            assertEquals(7, queued.exitStatus(), queued.err());
            assertTrue(queued.complaint().contains("queued for carl"), queued.err());
            json.end("");
            assertEquals(0, json.exitStatus(), json.err());
            json.out().forEach(JsonObject::new);
        }
    }
}
