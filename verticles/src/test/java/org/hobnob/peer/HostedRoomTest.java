package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hobnob.bus.Addresses;
import org.hobnob.protocol.message.Reason;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What peers make of topics, settings, bans and invitations, beside a real registry. */
@Tag("slow")
class HostedRoomTest {
    @TempDir
    Path folder;

    private final List<BusPeer> peers = new ArrayList<>();
    private RegistryFixture registry;
    private BusPeer dana;
    private BusPeer omar;

    @BeforeEach
    void start() {
        registry = RegistryFixture.start(folder);
        dana = online("dana");
        omar = online("omar");
        dana.create("lab3");
        omar.join("lab3");
        dana.console().see("room-event", "what", "joined");
    }

    @AfterEach
    void stop() {
        peers.forEach(BusPeer::stop);
        registry.close();
    }

    private BusPeer online(String name) {
        BusPeer peer = BusPeer.online(name, registry.port());
        peers.add(peer);
        return peer;
    }

    private static JsonObject lab() {
        return BusPeer.room("lab3");
    }

    @Test
    void topicIsToldToMembersAndToWhoJoins() {
        assertEquals(
                "Exam",
                dana.ask(Addresses.PEER_ROOM, "topic", lab().put("topic", "Exam"))
                        .getString("topic"));
        omar.console().see("room-event", "what", "changed", "user", "dana", "topic", "Exam");
        assertEquals("Exam", online("nour").join("lab3").getString("topic"));
    }

    @Test
    void whereTheHostSpeaksAloneOthersAreRefused() {
        dana.ask(Addresses.PEER_ROOM, "set", lab().put("post", "hosts"));
        omar.console().see("room-event", "what", "changed", "post", "hosts");
        assertEquals(Reason.NOT_HOST, omar.refusal(Addresses.PEER_ROOM, "say", lab().put("text", "hello")));
        dana.sayToAll("lab3", "welcome");
        omar.console().see("room-text", "text", "welcome");
    }

    /** As an earlier program does, which does not know the rule. */
    @Test
    void whatSomebodySaysAgainstTheRuleIsNotShown() {
        omar.losesNotice();
        dana.ask(Addresses.PEER_ROOM, "set", lab().put("post", "hosts"));
        omar.sayToAll("lab3", "psst");
        dana.ask(Addresses.PEER_ROOM, "set", lab().put("post", "all"));
        omar.sayToAll("lab3", "hello");
        dana.console().see("room-text", "text", "hello");
        assertEquals(0, dana.console().count("room-text", "text", "psst"));
    }

    @Test
    void banRemovesAndKeepsOut() {
        dana.ask(Addresses.PEER_REGISTRY, "ban", lab().put("user", "omar"));
        omar.console().see("room-event", "what", "kicked", "by", "dana");
        assertEquals(Reason.BANNED, omar.refusal(Addresses.PEER_ROOM, "join", lab()));
        assertEquals(
                new JsonArray().add("omar"),
                dana.ask(Addresses.PEER_REGISTRY, "bans", lab()).getJsonArray("users"));
        dana.ask(Addresses.PEER_REGISTRY, "unban", lab().put("user", "omar"));
        omar.join("lab3");
    }

    @Test
    void whatHostedUsersSayIsMarked() {
        BusPeer nour = BusPeer.hosted("nour", registry.port());
        peers.add(nour);
        assertEquals(Reason.CLOSED_TO_HOSTED, nour.refusal(Addresses.PEER_ROOM, "join", lab()));
        dana.ask(Addresses.PEER_ROOM, "set", lab().put("hosted", true));
        assertEquals(true, nour.join("lab3").getBoolean("hosted"));
        omar.console().see("room-event", "what", "joined", "user", "nour");
        nour.sayToAll("lab3", "from the shared machine");
        omar.console().see("room-text", "text", "from the shared machine", "hosted", "true");
        dana.sayToAll("lab3", "from my own");
        omar.console().see("room-text", "text", "from my own");
        assertEquals(0, omar.console().count("room-text", "text", "from my own", "hosted", "true"));
        nour.ask(Addresses.PEER_CHAT, "message", BusPeer.user("omar").put("text", "in private"));
        omar.console().see("direct", "text", "in private", "hosted", "true");
    }

    @Test
    void sealedRoomThatAHostedUserMakesSaysSo() {
        BusPeer nour = BusPeer.hosted("nour", registry.port());
        peers.add(nour);
        assertEquals(true, nour.create("lab4").getBoolean("hosted"));
        assertEquals(true, omar.join("lab4").getBoolean("hosted"));
    }

    @Test
    void invitedUserIsTold() {
        BusPeer nour = online("nour");
        omar.ask(Addresses.PEER_REGISTRY, "invite", lab().put("user", "nour"));
        nour.console().see("invited", "room", "lab3", "by", "omar");
    }
}
