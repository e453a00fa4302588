package org.hobnob.protocol.room.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.protocol.room.seal.Opened.Data;
import org.hobnob.protocol.room.seal.Opened.Heard;
import org.hobnob.protocol.room.seal.Opened.Rejected;

/** SPEC 8.5 and 8.6, for whatever arrives in whatever order. */
class SealPropertiesTest {
    private Member ada;
    private Member bob;

    private void start() {
        ada = new Member("Ada", 11);
        bob = new Member("Bob", 12);
        Member.meet(ada, bob);
        ada.seal.renew(7, 1);
        bob.takeFrom(ada, 1);
    }

    @Example
    void noChangedBitAndNoCutGetsThroughOrDoesHarm() {
        start();
        RoomStatus status = new RoomStatus(
                ada.name,
                true,
                1,
                1,
                Optional.of(new RoomStatus.Prior(5, 6)),
                List.of(new RoomStatus.Heard(12, 3, 2, true)));
        List<byte[]> good = List.of(
                ada.say(1, "hello"),
                ada.say(2, "é"),
                ada.seal.status(7, status),
                ada.seal.nak(RoomHeader.VERSION_1, 7, new Nak(List.of(new Nak.Range(12, 1, 2)))));
        for (byte[] datagram : good) {
            for (int bit = 0; bit < datagram.length * Byte.SIZE; bit++) {
                byte[] changed = datagram.clone();
                changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                assertNotHeard(changed, "bit " + bit);
            }
            for (int length = 0; length < datagram.length; length++) {
                assertNotHeard(Arrays.copyOf(datagram, length), "cut to " + length);
            }
            assertNotHeard(Arrays.copyOf(datagram, datagram.length + 1), "a byte more");
        }
        good.forEach(datagram -> assertInstanceOf(Heard.class, bob.seal.open(datagram)));
    }

    private void assertNotHeard(byte[] datagram, String what) {
        Opened opened = bob.seal.open(datagram);
        boolean otherChain = RoomHeader.parse(datagram)
                .filter(header -> header.epoch() != 7 || header.stream() != ada.stream)
                .isPresent();
        assertTrue(opened instanceof Rejected || otherChain && opened instanceof Opened.NoKey, what + ": " + opened);
    }

    @Property(tries = 200)
    void shuffledDuplicatesAreHeardOnce(
            @ForAll @IntRange(min = 1, max = 41) int count, @ForAll Random random, @ForAll boolean renew) {
        start();
        List<byte[]> said = new ArrayList<>(ada.sayAll(1, count));
        if (renew) {
            ada.seal.renew(8, count + 1);
            bob.takeFrom(ada, count + 1);
            said.addAll(ada.sayAll(count + 1, 41 - count));
        }
        List<byte[]> arriving = new ArrayList<>(said);
        arriving.addAll(said);
        Collections.shuffle(arriving, random);
        List<Long> heard = new ArrayList<>();
        for (byte[] datagram : arriving) {
            if (bob.seal.open(datagram) instanceof Data data) {
                assertEquals("n" + data.header().sequence(), ((Fragment) data.content()).text());
                heard.add(data.header().sequence());
            }
        }
        assertEquals(said.size(), heard.size());
        assertEquals(said.size(), new HashSet<>(heard).size());
    }

    @Property(tries = 200)
    void strangersAreNotHeardAndDoNotInterfere(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 200) Integer> sequences, @ForAll Random random) {
        start();
        byte[] template = ada.say(1, "one");
        for (int sequence : sequences) {
            byte[] forged = template.clone();
            random.nextBytes(forged);
            byte[] header = new RoomHeader(
                            RoomHeader.KIND_SEALED + random.nextInt(3),
                            Member.ROOM,
                            7 + random.nextInt(2),
                            ada.stream,
                            sequence + 1)
                    .bytes();
            System.arraycopy(header, 0, forged, 0, header.length);
            assertTrue(!(bob.seal.open(forged) instanceof Heard));
        }
        List<byte[]> said = new ArrayList<>(List.of(template));
        said.addAll(ada.sayAll(2, 99));
        Collections.reverse(said);
        assertInstanceOf(Data.class, bob.seal.open(said.get(0)), "the last number");
        long opened = said.stream()
                .filter(datagram -> bob.seal.open(datagram) instanceof Data)
                .count();
        assertEquals(Member.BOUNDS.skipped(), opened, "the numbers before it whose keys are kept");
        assertInstanceOf(
                Heard.class,
                bob.seal.open(ada.seal.nak(RoomHeader.VERSION_1, 7, new Nak(List.of(new Nak.Range(1, 1, 1))))));
    }

    @Property(tries = 200)
    void newMemberOpensOnlyLaterMessages(
            @ForAll @IntRange(max = 20) int before, @ForAll @IntRange(max = 20) int after) {
        start();
        List<byte[]> said = new ArrayList<>(ada.sayAll(1, before));
        Member newcomer = new Member("Newcomer", 13);
        Member.meet(ada, bob, newcomer);
        newcomer.takeFrom(ada, before + 1);
        said.addAll(ada.sayAll(before + 1, after));
        Set<Integer> opened = new HashSet<>();
        for (int i = 0; i < said.size(); i++) {
            if (newcomer.seal.open(said.get(i)) instanceof Data) {
                opened.add(i);
            }
        }
        assertEquals(after, opened.size());
        assertTrue(opened.stream().allMatch(i -> i >= before), "opened " + opened);
    }

    @Property
    void noBytesMakeTheStageThrow(@ForAll byte[] bytes, @ForAll @IntRange(min = 0, max = 255) int kind) {
        start();
        bob.seal.open(bytes);
        byte[] header = new RoomHeader(kind, Member.ROOM, 7, ada.stream, 1).bytes();
        byte[] both = Arrays.copyOf(header, header.length + bytes.length);
        System.arraycopy(bytes, 0, both, header.length, bytes.length);
        assertTrue(!(bob.seal.open(both) instanceof Heard));
    }
}
