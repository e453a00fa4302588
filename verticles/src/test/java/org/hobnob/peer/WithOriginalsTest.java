package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.net.Interfaces;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hobnob's peers and original ones beside a real registry, on loopback. */
@Tag("slow")
class WithOriginalsTest {
    @TempDir
    Path folder;

    private final List<Runnable> atEnd = new ArrayList<>();
    private RegistryFixture registry;

    @BeforeEach
    void start() {
        registry = RegistryFixture.start(folder);
    }

    @AfterEach
    void stop() {
        atEnd.forEach(Runnable::run);
        registry.close();
    }

    private BusPeer hobnob(String name) {
        BusPeer peer = BusPeer.online(name, registry.port());
        atEnd.add(peer::stop);
        return peer;
    }

    private ScriptedOriginal original(String name) {
        ScriptedOriginal peer = ScriptedOriginal.online(name, registry.port(), registry.udpPort());
        atEnd.add(peer::close);
        return peer;
    }

    /** Sends from 127.0.0.2, where nobody is seen by the registry. */
    private static void forge(String datagram, InetSocketAddress to) throws IOException {
        byte[] bytes = datagram.getBytes(StandardCharsets.UTF_8);
        try (MulticastSocket stranger = new MulticastSocket(new InetSocketAddress("127.0.0.2", 0))) {
            stranger.setNetworkInterface(Interfaces.loopback().networkInterface());
            stranger.send(new DatagramPacket(bytes, bytes.length, to));
        }
    }

    @Test
    void privateWordsGoBothWaysInTheOpen() {
        BusPeer dana = hobnob("dana");
        ScriptedOriginal kareem = original("Kareem");
        assertEquals("open", dana.message("kareem", "hello\nthere").getString("path"));
        kareem.hears("dana: hello");
        kareem.hears("dana: there");
        kareem.tell("dana", "hi: you");
        dana.console().see("direct", "user", "Kareem", "text", "hi: you", "path", "open");
    }

    @Test
    void aChatWithAnOriginalNeedsNoConsent() {
        BusPeer dana = hobnob("dana");
        original("Kareem");
        assertEquals(
                "open",
                dana.ask(Addresses.PEER_CHAT, "request", BusPeer.user("Kareem")).getString("decision"));
    }

    @Test
    void privateWordsInAnothersNameAreDropped() throws IOException {
        BusPeer dana = hobnob("dana");
        hobnob("omar");
        ScriptedOriginal kareem = original("Kareem");
        InetSocketAddress danas =
                new InetSocketAddress("127.0.0.1", dana.contactOf("dana").getInteger("udpPort"));
        forge("Kareem: from elsewhere", danas);
        try (DatagramSocket here = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            byte[] bytes = "omar: from a native".getBytes(StandardCharsets.UTF_8);
            here.send(new DatagramPacket(bytes, bytes.length, danas));
        }
        Awaitility.await().until(() -> dana.counted("refused") == 2);
        kareem.tell("dana", "the true one");
        dana.console().see("direct", "text", "the true one");
        assertEquals(1, dana.console().count("direct"));
    }

    @Test
    void inARoomOfAnOriginalEachHearsEachOnce() {
        BusPeer dana = hobnob("dana");
        BusPeer omar = hobnob("omar");
        ScriptedOriginal kareem = original("Kareem").create("room170");
        dana.join("room170");
        kareem.hearsInRoom("System: User dana joined!");
        omar.join("room170");
        ScriptedOriginal nour = original("Nour").join("room170");
        dana.console().see("room-event", "what", "joined", "user", "Nour");
        dana.console().see("reach", "user", "omar");
        JsonObject said = dana.say("room170", "good morning");
        assertEquals(List.of("Kareem", "Nour"), BusPeer.names(said.getJsonArray("open")));
        assertEquals(List.of("omar"), BusPeer.names(dana.whenAllHave(said).getJsonArray("confirmed")));
        kareem.hearsInRoom("dana: good morning");
        nour.hearsInRoom("dana: good morning");
        omar.console().see("room-text", "user", "dana", "text", "good morning", "path", "multicast");
        kareem.say("good evening");
        nour.hearsInRoom("Kareem: good evening");
        dana.console().see("room-text", "user", "Kareem", "text", "good evening", "path", "open");
        omar.console().see("room-text", "user", "Kareem", "text", "good evening", "path", "open");
        // What came before the last is through by now.
        assertEquals(1, omar.console().count("room-text", "text", "good morning"));
        assertEquals(1, dana.console().count("room-text", "text", "good evening"));
        assertEquals(1, kareem.countInRoom("dana: good morning"));
        assertEquals(0, dana.console().count("room-text", "user", "System"));
        dana.ask(Addresses.PEER_ROOM, "leave", BusPeer.room("room170"));
        kareem.hearsInRoom("System: User dana left.");
    }

    @Test
    void originalsFindARoomThatAHobnobPeerMade() {
        BusPeer dana = hobnob("dana");
        assertEquals("open", dana.createOpen("lab3").getString("kind"));
        ScriptedOriginal kareem = original("Kareem").join("lab3");
        ScriptedOriginal nour = original("Nour").join("lab3");
        dana.console().see("room-event", "user", "Nour");
        dana.say("lab3", "welcome");
        kareem.hearsInRoom("dana: welcome");
        nour.hearsInRoom("dana: welcome");
        nour.say("thanks");
        kareem.hearsInRoom("Nour: thanks");
        dana.console().see("room-text", "user", "Nour", "text", "thanks", "path", "open");
    }

    /** Several rooms, as it is a matter of luck in each. */
    @Test
    void firstWordOfAnOriginalIsShownHoweverSoonItComes() {
        BusPeer dana = hobnob("dana");
        for (int i = 0; i < 6; i++) {
            dana.createOpen("room" + i);
            original("Kareem" + i).join("room" + i).say("here I am");
            dana.console().see("room-text", "user", "Kareem" + i, "text", "here I am", "path", "open");
        }
    }

    @Test
    void inASealedRoomNothingIsSaidOrShownInTheOpen() {
        BusPeer dana = hobnob("dana");
        BusPeer omar = hobnob("omar");
        assertEquals("sealed", dana.create("lab3").getString("kind"));
        assertEquals("sealed", omar.join("lab3").getString("kind"));
        dana.console().see("reach", "user", "omar");
        ScriptedOriginal kareem = original("Kareem");
        assertEquals("JOIN <FAILURE> <404>", kareem.ask("JOIN-CHAT-ROOM lab3 Kareem"));
        kareem.sitWith("dana").say("let me in");
        kareem.sayInRoom("omar: forged");
        var said = dana.say("lab3", "among ourselves");
        assertEquals(List.of(), BusPeer.names(said.getJsonArray("open")));
        omar.console().see("room-text", "text", "among ourselves");
        omar.ask(Addresses.PEER_ROOM, "leave", BusPeer.room("lab3"));
        dana.console().see("room-event", "what", "left", "user", "omar");
        kareem.say("the last");
        kareem.hearsInRoom("Kareem: the last");
        assertEquals(0, kareem.countInRoomFrom("dana"));
        assertEquals(2, kareem.countInRoomFrom("System") + kareem.countInRoomFrom("omar"), "its own alone");
        assertEquals(0, dana.console().count("room-text"));
        assertEquals(1, omar.console().count("room-text"));
    }

    @Test
    void kickedOriginalIsNotShownAnyMore() {
        BusPeer dana = hobnob("dana");
        dana.createOpen("lab3");
        ScriptedOriginal kareem = original("Kareem").join("lab3");
        ScriptedOriginal nour = original("Nour").join("lab3");
        kareem.say("before");
        dana.console().see("room-text", "user", "Kareem", "text", "before");
        dana.ask(Addresses.PEER_ROOM, "kick", BusPeer.room("lab3").put("user", "Kareem"));
        dana.console().see("room-event", "what", "kicked", "user", "Kareem", "by", "dana");
        kareem.say("after");
        nour.hearsInRoom("Kareem: after");
        nour.say("the last");
        dana.console().see("room-text", "text", "the last");
        assertEquals(0, dana.console().count("room-text", "text", "after"));
        assertEquals(
                List.of("Nour"), BusPeer.names(dana.say("lab3", "to the others").getJsonArray("open")));
    }

    @Test
    void afterAHandOverNobodyIsCutOff() {
        ScriptedOriginal kareem = original("Kareem").create("room170");
        BusPeer dana = hobnob("dana");
        dana.join("room170");
        ScriptedOriginal nour = original("Nour").join("room170");
        kareem.leave("room170");
        dana.console().see("room-event", "user", "Kareem", "host", "dana");
        ScriptedOriginal late = original("Late").join("room170");
        assertNotEquals(nour.roomPort(), late.roomPort());
        dana.console().see("room-event", "user", "Late");
        dana.say("room170", "both of you");
        nour.hearsInRoom("dana: both of you");
        late.hearsInRoom("dana: both of you");
        nour.say("at the old port");
        late.say("at the new port");
        dana.console().see("room-text", "user", "Nour", "text", "at the old port");
        dana.console().see("room-text", "user", "Late", "text", "at the new port");
        BusPeer omar = hobnob("omar");
        omar.join("room170");
        omar.say("room170", "me too");
        nour.hearsInRoom("omar: me too");
        late.hearsInRoom("omar: me too");
        dana.console().see("room-text", "user", "omar", "text", "me too");
        assertEquals(1, dana.console().count("room-text", "text", "me too"));
    }

    @Test
    void nativePeerUsesBothPortsAfterAHandOver() {
        ScriptedOriginal kareem = original("Kareem").create("room170");
        ScriptedOriginal nour = original("Nour").join("room170");
        BusPeer dana = hobnob("dana");
        dana.join("room170");
        kareem.leave("room170");
        dana.console().see("room-event", "user", "Kareem", "host", "Nour");
        ScriptedOriginal late = original("Late").join("room170");
        dana.console().see("room-event", "user", "Late");
        dana.say("room170", "both of you");
        nour.hearsInRoom("dana: both of you");
        late.hearsInRoom("dana: both of you");
        late.say("at the new port");
        dana.console().see("room-text", "user", "Late", "text", "at the new port");
    }

    @Test
    void datagramFromAForeignAddressIsNotShown() throws IOException {
        ScriptedOriginal kareem = original("Kareem").create("room170");
        BusPeer dana = hobnob("dana");
        dana.join("room170");
        BusPeer omar = hobnob("omar");
        omar.join("room170");
        dana.console().see("reach", "user", "omar");
        InetSocketAddress room = new InetSocketAddress("224.1.1.1", kareem.roomPort());
        forge("Kareem: from elsewhere", room);
        kareem.sayInRoom("omar: in a native's name");
        kareem.sayInRoom("Stranger: not in the room");
        kareem.sayInRoom("System: User omar left.");
        kareem.say("the true one");
        dana.console().see("room-text", "text", "the true one");
        assertEquals(1, dana.console().count("room-text"));
    }
}
