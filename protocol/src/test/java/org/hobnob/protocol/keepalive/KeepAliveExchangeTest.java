package org.hobnob.protocol.keepalive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeTry;
import org.hobnob.protocol.keepalive.KeepAliveAsker.Reaction;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Ask;
import org.hobnob.protocol.keepalive.KeepAliveResponder.Alive;
import org.hobnob.protocol.keepalive.KeepAliveResponder.Ignored;
import org.hobnob.protocol.keepalive.KeepAliveResponder.Reason;
import org.hobnob.protocol.keepalive.KeepAliveResponder.Refused;
import org.hobnob.protocol.keepalive.ReceivedKeepAlive.Unverified;

class KeepAliveExchangeTest {

    private static final long SESSION = 0xfeed_0000_0000_0001L;
    private static final KeepAliveKey KEY = KeepAliveKey.of(new byte[KeepAliveKey.BYTES]);

    private KeepAliveAsker peer;
    private KeepAliveResponder registry;

    @BeforeTry
    void startAnew() {
        peer = new KeepAliveAsker("Alice", SESSION, KEY, 60);
        registry = new KeepAliveResponder("alice", SESSION, KEY, TimeoutBounds.DEFAULT);
    }

    @Example
    void authenticKeepAliveIsAnswered() {
        Alive alive = assertInstanceOf(Alive.class, registry.receive(received(peer.ask())));

        assertEquals(30, alive.timeoutS());
        assertEquals(Reaction.HEARD, peer.receive(received(alive.answer())));
    }

    @Example
    void aReplayedQuestionHasNoEffectAndNoAnswer() {
        byte[] question = peer.ask();
        registry.receive(received(question));

        assertEquals(new Ignored(Reason.REPLAYED), registry.receive(received(question)));
    }

    @Example
    void aForgedQuestionDoesNotMoveTheWindow() {
        byte[] otherKey = new byte[KeepAliveKey.BYTES];
        otherKey[31] = 1;
        Ask forged = new Ask("alice", 5, SESSION, 1_000_000);

        assertEquals(
                new Ignored(Reason.FORGED),
                registry.receive(received(KeepAliveCodec.encode(forged, KeepAliveKey.of(otherKey)))));
        assertInstanceOf(Alive.class, registry.receive(received(peer.ask())));
    }

    @Example
    void aQuestionForAnotherUserOrSessionHasNoEffect() {
        Ask otherUser = new Ask("bob", 5, SESSION, 1);
        Ask otherSession = new Ask("alice", 5, SESSION + 1, 1);

        assertEquals(new Ignored(Reason.MISPLACED), registry.receive(received(KeepAliveCodec.encode(otherUser, KEY))));
        assertEquals(
                new Ignored(Reason.MISPLACED), registry.receive(received(KeepAliveCodec.encode(otherSession, KEY))));
    }

    @Example
    void aReflectedDatagramHasNoEffectOnItsSender() {
        byte[] question = peer.ask();
        Alive alive = assertInstanceOf(Alive.class, registry.receive(received(question)));

        assertEquals(Reaction.IGNORED, peer.receive(received(question)));
        assertEquals(new Ignored(Reason.MISPLACED), registry.receive(received(alive.answer())));
    }

    @Example
    void anEndedSessionIsAnnouncedAndRefused() {
        byte[] announced = registry.expire();
        assertEquals(Reaction.ENDED, peer.receive(received(announced)));
        assertEquals(Reaction.IGNORED, peer.receive(received(announced)), "replayed");
        assertEquals(Reaction.ENDED, peer.receive(received(registry.expire())));

        Refused refused = assertInstanceOf(Refused.class, registry.receive(received(peer.ask())));
        assertEquals(Reaction.ENDED, peer.receive(received(refused.answer())));
    }

    @Example
    void answerCountsOnce() {
        byte[] early = KeepAliveCodec.encode(new KeepAliveDatagram.Answer(true, SESSION, 1), KEY);
        assertEquals(Reaction.IGNORED, peer.receive(received(early)));
        peer.ask();
        assertEquals(Reaction.HEARD, peer.receive(received(early)));
        assertEquals(Reaction.IGNORED, peer.receive(received(early)));
    }

    @Example
    void answerOfAnotherSessionIsIgnored() {
        peer.ask();
        byte[] other = KeepAliveCodec.encode(new KeepAliveDatagram.Answer(true, SESSION + 1, 1), KEY);
        assertEquals(Reaction.IGNORED, peer.receive(received(other)));
    }

    @Example
    void everyQuestionDiffersFromTheLast() {
        assertNotEquals(new String(peer.ask(), US_ASCII), new String(peer.ask(), US_ASCII));
    }

    @Property(tries = 50)
    void aCapturedConversationReplayedHasNoEffect(@ForAll long seed) {
        Random random = new Random(seed);
        List<byte[]> captured = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            byte[] question = peer.ask();
            captured.add(question);
            if (registry.receive(received(question)) instanceof Alive alive) {
                captured.add(alive.answer());
                peer.receive(received(alive.answer()));
            }
        }
        Collections.shuffle(captured, random);
        for (byte[] datagram : captured) {
            assertInstanceOf(Ignored.class, registry.receive(received(datagram)));
            assertEquals(Reaction.IGNORED, peer.receive(received(datagram)));
        }
    }

    private static Unverified received(byte[] datagram) {
        return (Unverified) KeepAliveCodec.parse(datagram).orElseThrow();
    }
}
