package org.hobnob.protocol.room.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.Examples;
import org.hobnob.protocol.Meaning;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.crypto.JdkEd25519;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.message.value.ChainKey;
import org.hobnob.protocol.message.value.ControlKey;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.Link;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomHash;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.RosterClaim;
import org.hobnob.protocol.room.SealedContent;
import org.hobnob.protocol.room.ShortHash;
import org.hobnob.protocol.room.Unreadable;
import org.junit.jupiter.api.Test;

/** SPEC 8.2 to 8.6 with the real primitives: what another program computed is what comes out here, and the other way round. */
class SealVectorsTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final RoomId ROOM = RoomId.of(Examples.NETWORKS);
    private static final RoomHash HASH =
            RoomHash.of(HEX.parseHex("a0".repeat(32)), new RoomInstance("b1".repeat(16)), Examples.NETWORKS);
    private static final ControlKey CONTROL = new ControlKey(7, HEX.parseHex("c2".repeat(32)));
    private static final long STREAM = 0x0fedcba987654321L;
    private static final Signer KAREEM = signer("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    private static final Signer ADA = signer("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    private static final Map<UserName, PublicKey> OTHERS =
            Map.of(Examples.KAREEM, KAREEM.publicKey(), new UserName("Ada"), ADA.publicKey());

    @Test
    void chainsGoOnAsTheVectorsSay() {
        Primitives primitives = new Primitives();
        for (Vectors.Row row : Vectors.read("chains.txt", 5)) {
            byte[] key = HEX.parseHex(row.column(1));
            for (int n = Integer.parseInt(row.column(2)); n > 0; n--) {
                key = primitives.nextChainKey(key);
            }
            assertEquals(row.column(3), HEX.formatHex(key), row.name());
            assertEquals(row.column(4), HEX.formatHex(primitives.messageKey(key)), row.name());
        }
    }

    @Test
    void datagramsAreAsTheVectorsSay() {
        check("sealed-datagrams.txt");
    }

    @Test
    void datagramsOfVersion2AreAsTheVectorsSay() {
        check("sealed-datagrams-2.txt");
    }

    @Test
    void roomsAndRostersHashAsTheVectorsSay() {
        for (Vectors.Row row : Vectors.read("room-hashes.txt", 6)) {
            RoomInstance instance = new RoomInstance(row.column(2));
            RoomHash hash = RoomHash.of(HEX.parseHex(row.column(1)), instance, new RoomName(row.column(3)));
            assertEquals(row.column(4), hash.toString(), row.name());
            assertEquals(row.column(4).substring(0, 16), hash.id().toString(), row.name());
            Map<UserName, Optional<PublicKey>> members = new HashMap<>();
            String[] roster = row.column(5).split(" ");
            for (int i = 2; i < roster.length; i += 2) {
                members.put(new UserName(roster[i]), PublicKey.of(roster[i + 1]));
            }
            long version = Long.parseLong(roster[0]);
            assertEquals(
                    new RosterClaim(version, ShortHash.parse(roster[1])),
                    RosterClaim.of(instance, version, members),
                    row.name());
        }
    }

    private static void check(String vectors) {
        for (Vectors.Row row : Vectors.read(vectors, 4)) {
            byte[] datagram = HEX.parseHex(row.column(2));
            RoomSeal newMember = seal(Examples.MYNAME, 1, KAREEM, new SplittableRandom(1));
            newMember.members(OTHERS);
            ChainKey.parse(row.column(1))
                    .ifPresent(key -> newMember.take(
                            Examples.KAREEM, STREAM, List.of(key), Optional.of(CONTROL), number -> true));
            Opened opened = newMember.open(datagram);
            assertEquals(row.column(3), spelling(opened, datagram, row.column(1)) + meaning(opened), row.name());
        }
    }

    /** Whether Hobnob would write the datagram in the same way; empty for one that is not read. */
    private static String spelling(Opened opened, byte[] datagram, String chain) {
        if (!(opened instanceof Opened.Heard heard)) {
            return "";
        }
        boolean isWritten = isReadable(content(heard)) && Arrays.equals(datagram, written(heard, chain));
        return isWritten ? "ok " : "read ";
    }

    private static boolean isReadable(Record content) {
        return content instanceof SealedContent.Messages several
                ? several.messages().stream().allMatch(message -> message.body() instanceof MessageBody)
                : !(content instanceof Unreadable);
    }

    private static RoomSeal seal(UserName user, long stream, Signer signer, RandomGenerator random) {
        RoomSeal seal = new RoomSeal(ROOM, user, stream, signer, JdkEd25519.verifier(), random, SealBounds.STANDARD);
        seal.room(Optional.of(HASH), false);
        return seal;
    }

    private static String meaning(Opened opened) {
        if (opened instanceof Opened.Rejected rejected) {
            return rejected.why().name();
        }
        if (opened instanceof Opened.Heard heard) {
            assertEquals(Examples.KAREEM, heard.sender());
            return Meaning.of(heard.header()) + " " + Meaning.of(content(heard)) + beside(heard);
        }
        return Meaning.of((Record) opened);
    }

    private static Record content(Opened.Heard heard) {
        if (heard instanceof Opened.Data data) {
            return (Record) data.content();
        }
        return heard instanceof Opened.StatusHeard status ? status.status() : ((Opened.NakHeard) heard).nak();
    }

    /** What version 2 says beside that. */
    private static String beside(Opened.Heard heard) {
        Optional<? extends Record> beside = heard instanceof Opened.Data data
                ? data.link()
                : heard instanceof Opened.StatusHeard status ? status.witness() : Optional.empty();
        return beside.map(said -> " " + Meaning.of(said)).orElse("");
    }

    /**
     * The datagram as Kareem writes it, who has sent all those with lower numbers before. He sends nothing before what
     * names no datagram before it.
     */
    private static byte[] written(Opened.Heard heard, String chain) {
        long number = heard.header().sequence();
        long epoch = heard.header().epoch();
        int version = heard.header().version();
        RoomSeal kareem = seal(Examples.KAREEM, STREAM, new LastSigner(number), new FixedRandom(chain));
        if (heard instanceof Opened.Data data) {
            RosterClaim roster = data.link().map(Link::roster).orElse(RosterClaim.NONE);
            return sealed(kareem, number, ChainKey.parse(chain).orElseThrow(), data.content(), roster);
        }
        if (ChainKey.parse(chain).isPresent()) {
            kareem.renew(CONTROL.epoch(), 1);
        }
        Nak nak = new Nak(List.of(new Nak.Range(1, 1, 1)));
        for (long n = 1; n < number; n++) {
            kareem.nak(version, epoch, nak);
        }
        if (heard instanceof Opened.NakHeard asked) {
            return kareem.nak(version, epoch, asked.nak());
        }
        Opened.StatusHeard status = (Opened.StatusHeard) heard;
        return status.witness()
                .map(witness -> kareem.status(epoch, status.status(), witness.roster(), witness.heard()))
                .orElseGet(() -> kareem.status(epoch, status.status()));
    }

    private static byte[] sealed(
            RoomSeal kareem, long number, ChainKey chain, SealedContent content, RosterClaim roster) {
        Fragment before = new Fragment(new MessageId("0".repeat(32)), 0, 1, "before");
        if (chain.sequence() > 1 && chain.epoch() > 0) {
            kareem.renew(chain.epoch() - 1, 1);
        }
        for (long n = 1; n < number; n++) {
            if (n == chain.sequence()) {
                kareem.renew(chain.epoch(), n);
            }
            kareem.seal(n, before, RosterClaim.NONE);
        }
        if (number == chain.sequence()) {
            kareem.renew(chain.epoch(), number);
        }
        return kareem.seal(number, content, roster);
    }

    /** Kareem's signer, which saves itself the work until it matters. */
    private static final class LastSigner implements Signer {
        private long left;

        private LastSigner(long left) {
            this.left = left;
        }

        @Override
        public PublicKey publicKey() {
            return KAREEM.publicKey();
        }

        @Override
        public byte[] sign(byte[] message) {
            return --left == 0 ? KAREEM.sign(message) : new byte[64];
        }
    }

    private static Signer signer(String seed) {
        return JdkEd25519.signer(HEX.parseHex(seed));
    }

    /** Draws the chain key of the vector, then the control key of all vectors, then salts: 50, 51 … repeated. */
    private static final class FixedRandom implements RandomGenerator {
        private final byte[] chainKey;
        private boolean drewChain;
        private byte salt = 0x50;

        private FixedRandom(String chain) {
            chainKey = ChainKey.parse(chain).map(ChainKey::key).orElse(new byte[ChainKey.BYTES]);
        }

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != ChainKey.BYTES) {
                Arrays.fill(bytes, salt++);
                return;
            }
            System.arraycopy(drewChain ? CONTROL.key() : chainKey, 0, bytes, 0, bytes.length);
            drewChain = !drewChain;
        }
    }
}
