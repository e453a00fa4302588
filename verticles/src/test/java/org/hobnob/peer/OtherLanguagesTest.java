package org.hobnob.peer;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.net.Interfaces;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.peer.console.command.Password;
import org.hobnob.peer.script.ScriptVerticle;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.socket.SocketDoor;
import org.hobnob.testing.Await;
import org.hobnob.testing.PythonRooms;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry whose rooms are a program in Python, with peers of all kinds, and the greeter of the examples. */
@Tag("slow")
class OtherLanguagesTest {
    @TempDir
    Path folder;

    private final List<AutoCloseable> atEnd = new ArrayList<>();
    private RegistryFixture registry;

    @BeforeEach
    void start() {
        assumeTrue(PythonRooms.canRun(), "skipped: there is no python3");
        registry = RegistryFixture.start(
                folder, new TestSettings().programs(PythonRooms.programs(folder, "hear registry.event.room")));
        atEnd.add(registry);
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = atEnd.size() - 1; i >= 0; i--) {
            atEnd.get(i).close();
        }
    }

    private PythonRooms rooms() {
        PythonRooms rooms = PythonRooms.start(registry.registry(), folder);
        atEnd.add(rooms);
        return rooms;
    }

    private BusPeer hobnob(String name) {
        BusPeer peer = BusPeer.online(name, registry.port());
        atEnd.add(peer::stop);
        return peer;
    }

    private ScriptedOriginal original(String name) {
        ScriptedOriginal peer = ScriptedOriginal.online(name, registry.port(), registry.udpPort());
        atEnd.add(peer);
        return peer;
    }

    /** A peer for programs; the path of its socket. */
    private Path scripted(String name) throws IOException {
        Vertx vertx = Vertx.vertx();
        TestProfile profile = new TestProfile();
        atEnd.add(profile::delete);
        atEnd.add(() -> await(vertx.close()));
        ScriptVerticle script = new ScriptVerticle(Clock.systemUTC(), end -> {});
        PeerSettings settings = new PeerSettings(
                PeerSettings.Registries.at(new HostPort("127.0.0.1", registry.port())),
                TlsEngine.AUTO,
                PeerSettings.Network.on(Interfaces.loopback()),
                profile.profile());
        Peer peer = await(Peer.start(vertx, settings, script));
        await(peer.connect().compose(seen -> peer.trust(seen.pin())));
        await(script.login(new UserName(name), new Password("secret words"), true, false));
        Path socket = folder.resolve(name + ".sock");
        atEnd.add(SocketDoor.open(socket, script, 8));
        return socket;
    }

    private void example(String name, String... words) {
        atEnd.add(PythonRooms.example(name, words)::destroyForcibly);
    }

    @Test
    void everyKindOfPeerMeetsInARoomOfThePythonService() throws IOException {
        rooms();
        BusPeer dana = hobnob("dana");
        assertEquals("open", dana.createOpen("lab3").getString("kind"));
        ScriptedOriginal kareem = original("Kareem").join("lab3");
        dana.console().see("room-event", "what", "joined", "user", "Kareem");
        example("bot.py", scripted("robot").toString(), "lab3");
        dana.console().see("room-event", "what", "joined", "user", "robot");
        Path greeter = scripted("greeter");
        Process greeting = PythonRooms.example(
                "greeter.py",
                "127.0.0.1:" + registry.registry().bridgePort().orElseThrow(),
                folder.resolve("bridge.secret").toString(),
                greeter.toString());
        atEnd.add(greeting::destroyForcibly);
        PythonRooms.awaitLine(greeting, "greeting as greeter");
        BusPeer omar = hobnob("omar");
        omar.join("lab3");
        omar.console().see("direct", "user", "greeter", "text", "Welcome to #lab3, omar: 3 are here already.");
        kareem.say("good evening");
        dana.console().see("room-text", "user", "Kareem", "text", "good evening", "path", "open");
        dana.say("lab3", "!echo hello robot");
        kareem.hearsInRoom("dana: !echo hello robot");
        kareem.hearsInRoom("robot: hello robot");
        omar.console().see("room-text", "user", "robot", "text", "hello robot");
        kareem.leave("lab3");
        dana.console().see("room-event", "what", "left", "user", "Kareem");
        assertTrue(kareem.ask("SEARCH_USER dana").contains("SUCCESS"));
    }

    @Test
    void withoutTheServiceRoomsAreRefusedAtOnceAndMissing() {
        assertEquals(Set.of(Addresses.ROOMS), registry.registry().missing().keySet());
        BusPeer dana = hobnob("dana");
        assertEquals(Reason.UNAVAILABLE, dana.refusal(Addresses.PEER_ROOM, "join", BusPeer.room("lab")));
        PythonRooms first = rooms();
        assertEquals(Set.of(), registry.registry().missing().keySet());
        dana.create("lab");
        first.kill();
        Awaitility.await()
                .atMost(Await.PATIENCE)
                .until(() -> registry.registry().missing().containsKey(Addresses.ROOMS));
        assertEquals(Reason.UNAVAILABLE, dana.refusal(Addresses.PEER_ROOM, "join", BusPeer.room("hall")));
        rooms();
        JsonObject made = dana.create("hall");
        assertEquals("dana", made.getString("host"));
    }
}
