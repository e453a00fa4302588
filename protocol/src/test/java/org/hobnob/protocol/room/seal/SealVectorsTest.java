package org.hobnob.protocol.room.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.Examples;
import org.hobnob.protocol.Meaning;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.crypto.JdkEd25519;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.message.value.ChainKey;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.Unreadable;
import org.junit.jupiter.api.Test;

/** SPEC 8.2 to 8.6 with the real primitives: what another program computed is what comes out here, and the other way round. */
class SealVectorsTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final RoomId ROOM = RoomId.of(Examples.NETWORKS);
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
        for (Vectors.Row row : Vectors.read("sealed-datagrams.txt", 4)) {
            byte[] datagram = HEX.parseHex(row.column(2));
            RoomSeal newMember = new RoomSeal(
                    ROOM,
                    Examples.MYNAME,
                    1,
                    KAREEM,
                    JdkEd25519.verifier(),
                    new SplittableRandom(1),
                    SealBounds.STANDARD);
            newMember.members(OTHERS);
            ChainKey.parse(row.column(1)).ifPresent(key -> newMember.take(Examples.KAREEM, STREAM, List.of(key)));
            Opened opened = newMember.open(datagram);
            assertEquals(row.column(3), spelling(opened, datagram, row.column(1)) + meaning(opened), row.name());
        }
    }

    /** Whether Hobnob would write the datagram in the same way; empty for one that is not read. */
    private static String spelling(Opened opened, byte[] datagram, String chain) {
        if (!(opened instanceof Opened.Heard heard)) {
            return "";
        }
        boolean isWritten = !(content(heard) instanceof Unreadable) && Arrays.equals(datagram, written(heard, chain));
        return isWritten ? "ok " : "read ";
    }

    private static String meaning(Opened opened) {
        if (opened instanceof Opened.Rejected rejected) {
            return rejected.why().name();
        }
        if (opened instanceof Opened.Heard heard) {
            assertEquals(Examples.KAREEM, heard.sender());
            return Meaning.of(heard.header()) + " " + Meaning.of((Record) content(heard));
        }
        return Meaning.of((Record) opened);
    }

    private static Object content(Opened.Heard heard) {
        if (heard instanceof Opened.Data data) {
            return data.content();
        }
        return heard instanceof Opened.StatusHeard status ? status.status() : ((Opened.NakHeard) heard).nak();
    }

    /** The datagram as Kareem writes it, who has sent all those with lower numbers before. */
    private static byte[] written(Opened.Heard heard, String chain) {
        long number = heard.header().sequence();
        long epoch = heard.header().epoch();
        byte[] key = ChainKey.parse(chain).map(ChainKey::key).orElse(new byte[0]);
        RoomSeal kareem = new RoomSeal(
                ROOM,
                Examples.KAREEM,
                STREAM,
                new LastSigner(number),
                JdkEd25519.verifier(),
                fixed(key),
                SealBounds.STANDARD);
        if (heard instanceof Opened.Data data) {
            return sealed(kareem, number, ChainKey.parse(chain).orElseThrow(), (Fragment) data.content());
        }
        Nak nak = new Nak(List.of(new Nak.Range(1, 1, 1)));
        for (long n = 1; n < number; n++) {
            kareem.nak(epoch, nak);
        }
        return heard instanceof Opened.StatusHeard status
                ? kareem.status(epoch, status.status())
                : kareem.nak(epoch, ((Opened.NakHeard) heard).nak());
    }

    private static byte[] sealed(RoomSeal kareem, long number, ChainKey chain, Fragment fragment) {
        Fragment before = new Fragment(new MessageId("0".repeat(32)), 0, 1, "before");
        if (chain.sequence() > 1 && chain.epoch() > 0) {
            kareem.renew(chain.epoch() - 1, 1);
        }
        for (long n = 1; n < number; n++) {
            if (n == chain.sequence()) {
                kareem.renew(chain.epoch(), n);
            }
            kareem.seal(n, before);
        }
        if (number == chain.sequence()) {
            kareem.renew(chain.epoch(), number);
        }
        return kareem.seal(number, fragment);
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

    private static RandomGenerator fixed(byte[] key) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(key, 0, bytes, 0, bytes.length);
            }
        };
    }
}
