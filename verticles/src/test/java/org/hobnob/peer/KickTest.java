package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

/** What peers make of a member's removal, beside a real registry. */
@Tag("slow")
class KickTest {
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

    private static JsonObject kick(String user) {
        return BusPeer.room("lab3").put("user", user);
    }

    private static Reason refusedToSay(BusPeer peer) {
        return peer.refusal(Addresses.PEER_ROOM, "say", BusPeer.room("lab3").put("text", "hello"));
    }

    @Test
    void kickIsShownToAllWithTheHost() {
        BusPeer nour = online("nour");
        nour.join("lab3");
        dana.console().see("reach", "user", "nour");
        dana.ask(Addresses.PEER_ROOM, "kick", kick("OMAR"));
        for (BusPeer peer : List.of(dana, omar, nour)) {
            peer.console().see("room-event", "what", "kicked", "user", "omar", "by", "dana", "kind", "sealed");
        }
        assertEquals(Reason.NOT_A_MEMBER, refusedToSay(omar));
        JsonObject said = dana.sayToAll("lab3", "without him");
        assertEquals(1, said.getJsonArray("confirmed").size());
        assertEquals(0, said.getJsonArray("missing").size());
        nour.console().see("room-text", "text", "without him");
        assertEquals(0, omar.console().count("room-text"));
    }

    @Test
    void kickedMemberMayJoinAgain() {
        dana.ask(Addresses.PEER_ROOM, "kick", kick("omar"));
        omar.console().see("room-event", "what", "kicked");
        assertEquals(4, omar.join("lab3").getInteger("version"));
        dana.console().see("room-event", "what", "joined", "version", "4");
        omar.sayToAll("lab3", "again");
        dana.console().see("room-text", "text", "again");
    }

    @Test
    void refusalsAreTheRegistrys() {
        assertEquals(Reason.NOT_HOST, omar.refusal(Addresses.PEER_ROOM, "kick", kick("dana")));
        assertEquals(Reason.NOT_YOURS, dana.refusal(Addresses.PEER_ROOM, "kick", kick("dana")));
        assertEquals(Reason.NOT_A_MEMBER, dana.refusal(Addresses.PEER_ROOM, "kick", kick("nobody")));
    }

    /** Between registries news may come late: a place that was taken again since is not given up for an old notice. */
    @Test
    void anOldNoticeDoesNotEndAPlaceTakenSince() {
        JsonObject old = notice("kicked", "omar", 1);
        omar.news(Addresses.PEER_ROOM_NEWS, "notice", old);
        omar.ask(Addresses.PEER_REGISTRY, "members", BusPeer.room("lab3"));
        omar.sayToAll("lab3", "still here");
        assertEquals(0, omar.console().count("room-event", "what", "kicked"));
    }

    @Test
    void lateKickNoticeEndsThePlace() {
        // As if what came after the removal had overtaken it.
        omar.news(Addresses.PEER_ROOM_NEWS, "notice", notice("absent", "dana", 9));
        dana.ask(Addresses.PEER_ROOM, "kick", kick("omar"));
        omar.console().see("room-event", "what", "kicked", "by", "dana");
        assertEquals(Reason.NOT_A_MEMBER, refusedToSay(omar));
    }

    private static JsonObject notice(String event, String user, long version) {
        return BusPeer.room("lab3")
                .put("event", event)
                .put("user", user)
                .put("by", "dana")
                .put("host", "dana")
                .put("version", version)
                .put("port", 4_001)
                .put("capacity", 100)
                .put("kind", "sealed");
    }
}
