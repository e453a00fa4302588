package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers beside a real registry, on loopback. */
@Tag("slow")
class PeersTest {
    @TempDir
    Path folder;

    private RegistryFixture registry;
    private PeerFixture dana;
    private PeerFixture omar;

    @BeforeEach
    void start() {
        registry = RegistryFixture.start(folder);
    }

    @AfterEach
    void stop() {
        dana.stop();
        omar.stop();
        registry.close();
    }

    private void bothOnline(boolean multicast) {
        dana = PeerFixture.start(registry.port(), multicast).type("/signup dana secret-words");
        omar = PeerFixture.start(registry.port(), multicast).type("/signup omar secret-words");
        dana.see("Logged in as dana.");
        omar.see("Logged in as omar.");
    }

    private void bothInRoom() {
        dana.type("/create lab3");
        dana.see("#lab3 created");
        omar.type("/join lab3");
        omar.see("#lab3 joined");
        dana.see("omar joined");
    }

    @Test
    void aDirectMessageGoesOverTcpAndIsConfirmed() {
        bothOnline(true);
        dana.type("/msg omar hello *there*");
        omar.see("[@dana] hello *there*  (tcp)");
        dana.see("[@omar] you: hello *there*  (delivered)");
    }

    @Test
    void roomMessageGoesByMulticastWhereItReaches() {
        bothOnline(true);
        bothInRoom();
        dana.see("multicast reaches omar");
        omar.see("multicast reaches dana");
        dana.type("good morning");
        omar.see("[#lab3] dana: good morning  (multicast)");
        dana.seeConfirmed("good morning");
        omar.type("good evening");
        dana.see("[#lab3] omar: good evening  (multicast)");
        omar.seeConfirmed("good evening");
        assertEquals(1, dana.count("good evening"));
    }

    @Test
    void roomMessageGoesOverTcpWhereMulticastFails() {
        bothOnline(false);
        bothInRoom();
        dana.type("good morning");
        omar.see("[#lab3] dana: good morning  (tcp)");
        dana.seeConfirmed("good morning");
        dana.see("#lab3: multicast does not reach omar; what you say goes over TCP");
    }

    @Test
    void leavingMemberGetsNoMoreMessages() {
        bothOnline(true);
        bothInRoom();
        omar.type("/leave");
        omar.see("left #lab3");
        dana.see("omar left");
        dana.type("anybody?");
        dana.see("you: anybody?  (0/0)");
        assertEquals(0, omar.count("anybody?"));
    }
}
