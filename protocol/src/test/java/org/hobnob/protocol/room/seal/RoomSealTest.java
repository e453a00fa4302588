package org.hobnob.protocol.room.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.peer.RoomDatagram;
import org.hobnob.protocol.message.value.ChainKey;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.protocol.room.seal.Opened.Data;
import org.hobnob.protocol.room.seal.Opened.NoKey;
import org.hobnob.protocol.room.seal.Opened.Why;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SPEC 8.2 to 8.6, by the rules; stand-ins sign, the rest is real. */
class RoomSealTest {
    private static final Nak NAK = new Nak(List.of(new Nak.Range(11, 1, 2)));

    private final Member ada = new Member("Ada", 11);
    private final Member bob = new Member("Bob", 12);
    private final Member eve = new Member("Eve", 13);

    @BeforeEach
    void allThreeAreMembersAndAdaHasAChain() {
        Member.meet(ada, bob, eve);
        ada.seal.renew(7, 1);
    }

    @Test
    void sealedMessageOpensOnce() {
        bob.takeFrom(ada, 1);
        byte[] datagram = ada.say(1, "hello");
        Data data = assertInstanceOf(Data.class, bob.seal.open(datagram));
        assertEquals(ada.name, data.sender());
        assertEquals(new RoomHeader(RoomHeader.KIND_SEALED, Member.ROOM, 7, 11, 1), data.header());
        assertEquals(Member.part("hello"), data.content());
        assertEquals(datagram, data.datagram());
        assertRejected(Why.REPLAYED, bob, datagram);
        assertEquals(Map.of(Why.REPLAYED, 1L), bob.seal.rejections());
    }

    @Test
    void theLongestContentsFitADatagram() {
        String text = "x".repeat(Fragment.MAX_TEXT_BYTES);
        assertEquals(RoomDatagram.MAX_BYTES, ada.say(1, text).length);
        Member longName = new Member("n".repeat(32), 14);
        List<RoomStatus.Heard> heard =
                Collections.nCopies(RoomStatus.MAX_HEARD, new RoomStatus.Heard(1, 1, 65_535, true));
        byte[] status = longName.seal.status(7, new RoomStatus(longName.name, false, 0, 1, Optional.empty(), heard));
        byte[] nak = longName.seal.nak(
                RoomHeader.VERSION_1, 7, new Nak(Collections.nCopies(Nak.MAX_RANGES, new Nak.Range(1, 1, 256))));
        assertTrue(status.length <= RoomDatagram.MAX_BYTES, "status of " + status.length);
        assertTrue(nak.length <= RoomDatagram.MAX_BYTES, "nak of " + nak.length);
    }

    @Test
    void noNumberSealsTwoContents() {
        ada.say(1, "one");
        assertThrows(IllegalStateException.class, () -> ada.say(1, "another"));
        assertThrows(IllegalStateException.class, () -> ada.say(3, "three"));
        assertThrows(IllegalStateException.class, () -> ada.seal.renew(8, 1));
        assertThrows(IllegalStateException.class, () -> bob.say(1, "without a chain"));
        ada.seal.renew(8, 2);
        assertThrows(IllegalStateException.class, () -> ada.say(1, "another"));
        ada.say(2, "two");
    }

    @Test
    void everyChainHasAnEpochOfItsOwn() {
        assertEquals(8, ada.seal.renew(7, 1));
        assertEquals(9, ada.seal.renew(8, 1));
        assertEquals(0xFFFF_FFFFL, ada.seal.renew(0xFFFF_FFFFL, 1));
        assertEquals(0, ada.seal.renew(0x1_0000_0001L - 2, 1));
        assertEquals(5, ada.seal.renew(0x1_0000_0005L, 1));
    }

    @Test
    void newMemberOpensNoEarlierMessages() {
        List<byte[]> said = ada.sayAll(1, 3);
        bob.takeFrom(ada, 4);
        said.forEach(datagram -> assertRejected(Why.FORGOTTEN_KEY, bob, datagram));
        assertOpens(bob, ada.say(4, "welcome"));
    }

    @Test
    void formerMemberOpensNothingAfterARenewal() {
        List<ChainKey> known = ada.seal.chains(1);
        bob.takeFrom(ada, 1);
        eve.takeFrom(ada, 1);
        assertOpens(eve, ada.say(1, "before"));
        ada.seal.renew(8, 2);
        byte[] after = ada.say(2, "after");
        assertEquals(new NoKey(11, 8, 2), eve.seal.open(after));
        // Nor does it help to say that the new chain's key is the old one's.
        ChainKey old = known.get(0);
        Taken taken =
                eve.seal.take(ada.name, 11, List.of(new ChainKey(8, 1, old.key()), new ChainKey(8, 2, old.key())));
        assertEquals(List.of(), taken.opened());
        assertEquals(1L, eve.seal.rejections().get(Why.BAD_SEAL));
        bob.takeFrom(ada, 2);
        assertOpens(bob, after);
    }

    @Test
    void keysThatComeLateOpenWhatWasKeptInOrder() {
        List<byte[]> said = new ArrayList<>(ada.sayAll(1, 2));
        ada.seal.renew(8, 3);
        said.addAll(ada.sayAll(3, 2));
        for (int i : new int[] {3, 0, 2, 1, 1}) {
            assertInstanceOf(NoKey.class, bob.seal.open(said.get(i)));
        }
        Taken taken = bob.takeFrom(ada, 1);
        assertTrue(taken.accepted());
        assertEquals(List.of("n1", "n2", "n3", "n4"), texts(taken));
        said.forEach(datagram -> assertRejected(Why.REPLAYED, bob, datagram));
    }

    private static List<String> texts(Taken taken) {
        return taken.opened().stream()
                .map(data -> ((Fragment) data.content()).text())
                .toList();
    }

    @Test
    void oldestMessageWaitingForAKeyIsEvicted() {
        List<byte[]> said = ada.sayAll(1, 8);
        said.forEach(bob.seal::open);
        assertEquals(6, bob.takeFrom(ada, 1).opened().size());
        Member other = new Member("Bob", 22);
        Member.meet(ada, other);
        said.subList(0, 5).forEach(other.seal::open);
        for (long stranger = 100; stranger < 108; stranger++) {
            other.seal.open(Forger.inStream(said.get(0), stranger));
        }
        assertEquals(List.of("n4", "n5"), texts(other.takeFrom(ada, 1)));
    }

    @Test
    void aStreamBelongsToWhoClaimedItFirst() {
        assertTrue(bob.takeFrom(ada, 1).accepted());
        eve.seal.renew(7, 1);
        assertFalse(bob.seal.take(eve.name, 11, eve.seal.chains(1)).accepted());
        assertFalse(bob.seal.take(ada.name, 12, ada.seal.chains(1)).accepted(), "one's own stream");
        assertFalse(bob.seal.take(ada.name, 0, ada.seal.chains(1)).accepted());
        assertFalse(
                bob.seal.take(new UserName("Stranger"), 99, ada.seal.chains(1)).accepted());
        assertOpens(bob, ada.say(1, "still mine"));
    }

    @Test
    void aMemberCannotSpeakAsAnother() {
        bob.takeFrom(ada, 1);
        ChainKey known = ada.seal.chains(1).get(0);
        assertRejected(Why.BAD_SIGNATURE, bob, Forger.seal(eve, known, ada.stream, "not Ada's"));
        assertOpens(bob, ada.say(1, "mine"));
    }

    @Test
    void messageIsBoundToItsSenderAndNumber() {
        ChainKey first = ada.seal.chains(1).get(0);
        byte[] signedAndSaid = Forger.unseal(ada.say(1, "mine"), first);
        ChainKey second = ada.seal.chains(2).get(0);
        bob.takeFrom(ada, 1);
        bob.seal.take(eve.name, eve.stream, List.of(first));
        assertRejected(Why.BAD_SIGNATURE, bob, Forger.reseal(signedAndSaid, first, Member.ROOM, eve.stream));
        assertRejected(Why.BAD_SIGNATURE, bob, Forger.reseal(signedAndSaid, second, Member.ROOM, ada.stream));
    }

    @Test
    void messageIsNotValidInAnotherRoom() {
        Member elsewhere = new Member("Bob", Member.OTHER_ROOM, bob.stream);
        Member.meet(ada, elsewhere);
        ChainKey first = ada.seal.chains(1).get(0);
        elsewhere.seal.take(ada.name, ada.stream, List.of(first));
        byte[] said = ada.say(1, "mine");
        assertRejected(Why.NOT_OURS, elsewhere, said);
        byte[] moved = Forger.reseal(Forger.unseal(said, first), first, Member.OTHER_ROOM, ada.stream);
        assertRejected(Why.BAD_SIGNATURE, elsewhere, moved);
    }

    @Test
    void formerMemberIsNotBelieved() {
        bob.takeFrom(ada, 1);
        byte[] said = ada.say(1, "hello");
        byte[] status = ada.seal.status(7, standing(ada));
        bob.seal.members(Map.of(eve.name, eve.key));
        assertRejected(Why.NOT_A_MEMBER, bob, said);
        assertRejected(Why.NOT_A_MEMBER, bob, status);
        bob.seal.members(Map.of(ada.name, eve.key));
        assertRejected(Why.BAD_SIGNATURE, bob, said);
        assertRejected(Why.BAD_SIGNATURE, bob, status);
        bob.seal.members(Map.of(ada.name, ada.key));
        assertOpens(bob, said);
        assertOpens(bob, status);
    }

    @Test
    void controlDatagramIsReadOnce() {
        byte[] status = ada.seal.status(9, standing(ada));
        byte[] nak = ada.seal.nak(RoomHeader.VERSION_1, 9, NAK);
        RoomHeader second = new RoomHeader(RoomHeader.KIND_NAK, Member.ROOM, 9, 11, 2);
        assertEquals(new Opened.NakHeard(ada.name, second, NAK), bob.seal.open(nak));
        assertOpens(bob, status);
        assertRejected(Why.REPLAYED, bob, status);
        assertRejected(Why.REPLAYED, bob, nak);
        assertRejected(Why.OWN, ada, status);
        assertThrows(IllegalArgumentException.class, () -> eve.seal.status(9, standing(ada)));
        bob.takeFrom(ada, 1);
        Member posing = new Member("Eve", ada.stream);
        assertRejected(Why.NOT_A_MEMBER, bob, posing.seal.status(9, standing(eve)));
    }

    @Test
    void replayIsRejectedWithoutVerification() {
        AtomicInteger asked = new AtomicInteger();
        Verifier counting = (key, message, signature) -> {
            asked.incrementAndGet();
            return Member.verifier().verify(key, message, signature);
        };
        RoomSeal seal = new RoomSeal(
                Member.ROOM, bob.name, 14, Member.signer(bob.key), counting, new SplittableRandom(1), Member.BOUNDS);
        seal.members(Map.of(ada.name, ada.key));
        seal.take(ada.name, ada.stream, ada.seal.chains(1));
        List<byte[]> datagrams = List.of(ada.say(1, "one"), ada.seal.status(7, standing(ada)));
        datagrams.forEach(datagram -> assertInstanceOf(Opened.Heard.class, seal.open(datagram)));
        datagrams.forEach(datagram -> assertEquals(new Opened.Rejected(Why.REPLAYED), seal.open(datagram)));
        assertEquals(2, asked.get());
    }

    @Test
    void aControlNumberIsUsedUpByTheSenderAlone() {
        Member posing = new Member("Eve", 11);
        // Before anybody owns the stream, Eve uses the numbers of Ada's stream in her own name.
        assertOpens(bob, posing.seal.status(9, standing(eve)));
        assertOpens(bob, ada.seal.status(9, standing(ada)));
    }

    @Test
    void oldControlDatagramsAreIgnoredAfterAReturn() {
        byte[] status = ada.seal.status(9, standing(ada));
        assertOpens(bob, status);
        bob.seal.members(Map.of());
        bob.seal.members(Map.of(ada.name, ada.key));
        assertRejected(Why.REPLAYED, bob, status);
    }

    @Test
    void oldestFormerMemberIsForgotten() {
        List<byte[]> said = new ArrayList<>();
        for (String name : new String[] {"Carl", "Dora", "Fay"}) {
            Member member = new Member(name, 40 + said.size());
            said.add(member.seal.status(9, standing(member)));
            bob.seal.members(Map.of(member.name, member.key));
            assertOpens(bob, said.get(said.size() - 1));
        }
        bob.seal.members(Map.of());
        Member.meet(bob, new Member("Carl", 40), new Member("Dora", 41), new Member("Fay", 42));
        assertOpens(bob, said.get(0));
        assertRejected(Why.REPLAYED, bob, said.get(1));
        assertRejected(Why.REPLAYED, bob, said.get(2));
    }

    @Test
    void numberTooFarAheadCostsNothing() {
        bob.takeFrom(ada, 1);
        List<byte[]> said = ada.sayAll(1, 250);
        assertRejected(Why.TOO_FAR_AHEAD, bob, said.get(100));
        assertRejected(Why.TOO_FAR_AHEAD, bob, said.get(249));
        assertTrue(bob.takeFrom(ada, 240).accepted());
        assertRejected(Why.FORGOTTEN_KEY, bob, said.get(100));
        assertOpens(bob, said.get(249));
        assertOpens(bob, said.get(239));
        assertRejected(Why.FORGOTTEN_KEY, bob, said.get(238));
    }

    @Test
    void lowestSkippedKeysAreEvictedFirst() {
        bob.takeFrom(ada, 1);
        List<byte[]> said = ada.sayAll(1, 100);
        assertOpens(bob, said.get(99));
        assertRejected(Why.FORGOTTEN_KEY, bob, said.get(58));
        for (int i = 59; i < 99; i++) {
            assertOpens(bob, said.get(i));
        }
    }

    @Test
    void anEarlierKeyOfTheSameChainOpensMore() {
        List<byte[]> said = ada.sayAll(1, 6);
        bob.takeFrom(ada, 4);
        assertOpens(bob, said.get(4));
        bob.takeFrom(ada, 2);
        assertRejected(Why.FORGOTTEN_KEY, bob, said.get(0));
        for (int i : new int[] {1, 2, 3, 5}) {
            assertOpens(bob, said.get(i));
        }
        assertRejected(Why.REPLAYED, bob, said.get(4));
    }

    @Test
    void aKeyThatContradictsTheChainIsLeftAside() {
        List<byte[]> said = ada.sayAll(1, 6);
        bob.takeFrom(ada, 4);
        assertTrue(bob.seal
                .take(ada.name, 11, List.of(new ChainKey(7, 1, new byte[32])))
                .accepted());
        assertRejected(Why.FORGOTTEN_KEY, bob, said.get(0));
        assertOpens(bob, said.get(5));
        assertOpens(bob, said.get(3));
    }

    @Test
    void givenUpMessageIsNotOpened() {
        bob.takeFrom(ada, 1);
        List<byte[]> said = ada.sayAll(1, 5);
        assertOpens(bob, said.get(3));
        bob.seal.forgetReceived(11, 3);
        assertRejected(Why.FORGOTTEN_KEY, bob, said.get(0));
        assertRejected(Why.FORGOTTEN_KEY, bob, said.get(1));
        bob.takeFrom(ada, 1);
        assertRejected(Why.FORGOTTEN_KEY, bob, said.get(1));
        assertOpens(bob, said.get(2));
        bob.seal.forget(11);
        assertRejected(Why.FORGOTTEN_KEY, bob, said.get(4));
        assertFalse(bob.takeFrom(ada, 1).accepted());
        assertRejected(Why.FORGOTTEN_KEY, bob, said.get(4));
    }

    @Test
    void keysOfWhatWasGivenUpAreNotKept() {
        ReceivedStream stream = new ReceivedStream(new Primitives(), Member.BOUNDS);
        stream.take(ada.seal.chains(1).get(0));
        ReceivingChain chain = stream.chain(7).orElseThrow();
        stream.opened(chain, 10);
        assertEquals(9, chain.skipped());
        stream.forgetBefore(6);
        assertEquals(4, chain.skipped());
        stream.take(new ChainKey(8, 20, new byte[32]));
        stream.forgetBefore(19);
        assertTrue(stream.chain(7).isPresent());
        stream.forgetBefore(20);
        assertFalse(stream.chain(7).isPresent(), "ended where the next begins");
        assertTrue(stream.chain(8).isPresent());
    }

    @Test
    void forgottenKeyIsNotHandedOut() {
        List<byte[]> said = ada.sayAll(1, 3);
        ada.seal.renew(8, 4);
        ada.sayAll(4, 3);
        assertEquals(List.of(1L, 4L), numbers(ada.seal.chains(1)));
        assertEquals(List.of(3L, 4L), numbers(ada.seal.chains(3)));
        assertEquals(List.of(5L), numbers(ada.seal.chains(5)));
        assertEquals(List.of(7L), numbers(ada.seal.chains(7)));
        assertThrows(IllegalArgumentException.class, () -> ada.seal.chains(8));
        ada.seal.forgetSent(2);
        assertEquals(List.of(2L, 4L), numbers(ada.seal.chains(1)));
        bob.takeFrom(ada, 1);
        assertRejected(Why.FORGOTTEN_KEY, bob, said.get(0));
        assertOpens(bob, said.get(1));
        ada.seal.forgetSent(4);
        assertEquals(List.of(4L), numbers(ada.seal.chains(1)));
        ada.seal.forgetSent(100);
        assertEquals(List.of(7L), numbers(ada.seal.chains(1)));
        assertOpens(bob, ada.say(7, "goes on"));
    }

    @Test
    void aSenderKeepsFewChainsAndFewNumbers() {
        for (long n = 1; n <= 6; n++) {
            ada.seal.renew(7 + n, n);
            ada.say(n, "n" + n);
        }
        assertEquals(List.of(3L, 4L, 5L, 6L), numbers(ada.seal.chains(1)));
        ada.sayAll(7, 150);
        assertEquals(List.of(57L), numbers(ada.seal.chains(1)));
    }

    @Test
    void aReceiverKeepsFewChainsAndTheNewest() {
        List<byte[]> said = new ArrayList<>();
        for (long n = 1; n <= 6; n++) {
            ada.seal.renew(7 + n, n);
            bob.takeFrom(ada, n);
            said.add(ada.say(n, "n" + n));
        }
        assertRejected(Why.FORGOTTEN_KEY, bob, said.get(1));
        for (int i = 2; i < 6; i++) {
            assertOpens(bob, said.get(i));
        }
    }

    @Test
    void oldStreamsOfAUserGiveWayToNewOnes() {
        List<byte[]> said = new ArrayList<>();
        for (long stream = 31; stream < 35; stream++) {
            Member again = new Member("Ada", stream);
            again.seal.renew(7, 1);
            assertTrue(bob.takeFrom(again, 1).accepted());
            said.add(again.say(1, "hello"));
        }
        assertInstanceOf(NoKey.class, bob.seal.open(said.get(0)));
        said.subList(1, 4).forEach(datagram -> assertOpens(bob, datagram));
    }

    @Test
    void noKeyPrintsItself() {
        ChainKey key = ada.seal.chains(1).get(0);
        String secret = key.reveal().substring(key.reveal().lastIndexOf(':') + 1);
        assertEquals(64, secret.length());
        bob.takeFrom(ada, 1);
        for (Object value : new Object[] {key, ada.seal, ada.seal.chains(1), new Taken(true, List.of())}) {
            assertFalse(value.toString().contains(secret), value.getClass().getName());
        }
    }

    @Test
    void aChainKeyIsReadAsWritten() {
        ChainKey key = ada.seal.chains(1).get(0);
        assertEquals(Optional.of(key), ChainKey.parse(key.reveal()));
        assertEquals(key.hashCode(), ChainKey.parse(key.reveal()).orElseThrow().hashCode());
        String hex = "0".repeat(64);
        assertNotEquals(new ChainKey(1, 1, new byte[32]), key);
        assertTrue(ChainKey.parse("4294967295:999999999999999999:" + hex).isPresent());
        for (String word : new String[] {
            "",
            "1:1",
            "1:0:" + hex,
            "01:1:" + hex,
            "1:01:" + hex,
            "4294967296:1:" + hex,
            "1:1:" + hex + "0",
            "1:1:" + "A".repeat(64),
            "1:1000000000000000000:" + hex,
            "-1:1:" + hex
        }) {
            assertEquals(Optional.empty(), ChainKey.parse(word), word);
        }
        assertThrows(IllegalArgumentException.class, () -> new ChainKey(1, 1, new byte[31]));
        assertThrows(IllegalArgumentException.class, () -> new ChainKey(1, Long.MAX_VALUE, new byte[32]));
    }

    private static void assertOpens(Member member, byte[] datagram) {
        assertInstanceOf(Opened.Heard.class, member.seal.open(datagram));
    }

    private static void assertRejected(Why why, Member member, byte[] datagram) {
        assertEquals(new Opened.Rejected(why), member.seal.open(datagram));
    }

    private static List<Long> numbers(List<ChainKey> keys) {
        return keys.stream().map(ChainKey::sequence).toList();
    }

    private static RoomStatus standing(Member member) {
        return new RoomStatus(member.name, false, 0, 1, Optional.empty(), List.of());
    }
}
