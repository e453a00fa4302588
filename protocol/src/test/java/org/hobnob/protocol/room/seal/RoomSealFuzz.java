package org.hobnob.protocol.room.seal;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.crypto.JdkEd25519;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.fuzz.FuzzTarget;
import org.hobnob.protocol.message.value.ChainKey;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.RoomHash;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomId;

/**
 * Datagrams of a room, as they come from the network (SPEC 8.6). Every signature verifies, and the input is tried as what a
 * member sealed too, so that what lies behind those checks is reached.
 */
public final class RoomSealFuzz implements FuzzTarget {
    private static final RoomName NAME = new RoomName("Networks");
    private static final RoomHash HASH = RoomHash.of(new byte[32], new RoomInstance("b1".repeat(16)), NAME);
    private static final UserName OWNER = new UserName("Dana");
    private static final long STREAM = 0x0fedcba987654321L;
    private static final int EPOCH = 7;
    private static final byte[] CHAIN = new byte[32];
    private static final Signer SIGNER = JdkEd25519.signer(new byte[32]);
    private static final SealBounds FEW = new SealBounds(16, 16, 4, 4, 4, 8, 4);

    private final Primitives primitives = new Primitives();

    @Override
    public void parse(byte[] input) {
        RoomSeal seal = member();
        seal.open(input);
        seal.open(sealed(RoomHeader.VERSION_1, input, 1));
        seal.open(sealed(RoomHeader.VERSION_2, input, 2));
        for (int version : List.of(RoomHeader.VERSION_1, RoomHeader.VERSION_2)) {
            seal.open(control(version, RoomHeader.KIND_STATUS, input, 3));
            seal.open(control(version, RoomHeader.KIND_NAK, input, 4));
        }
        seal.take(OWNER, STREAM, List.of(new ChainKey(EPOCH, 1, CHAIN)));
    }

    private static RoomSeal member() {
        RoomSeal seal = new RoomSeal(
                RoomId.of(NAME),
                new UserName("Omar"),
                1,
                SIGNER,
                (key, message, signature) -> true,
                new SplittableRandom(1),
                FEW);
        seal.members(Map.of(OWNER, SIGNER.publicKey()));
        seal.room(Optional.of(HASH), false);
        seal.take(OWNER, STREAM, List.of(new ChainKey(EPOCH, 1, CHAIN)));
        return seal;
    }

    private static RoomHeader header(int version, int kind, long sequence) {
        RoomId room = version == RoomHeader.VERSION_1 ? RoomId.of(NAME) : HASH.id();
        return new RoomHeader(version, kind, room, EPOCH, STREAM, sequence);
    }

    private byte[] sealed(int version, byte[] content, int sequence) {
        byte[] header = header(version, RoomHeader.KIND_SEALED, sequence).bytes();
        byte[] key = CHAIN;
        for (int i = 1; i < sequence; i++) {
            key = primitives.nextChainKey(key);
        }
        byte[] body = concat(new byte[Verifier.SIGNATURE_BYTES], content);
        return concat(header, primitives.seal(primitives.messageKey(key), header, body));
    }

    private static byte[] control(int version, int kind, byte[] content, int sequence) {
        return concat(concat(header(version, kind, sequence).bytes(), content), new byte[Verifier.SIGNATURE_BYTES]);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of("sealed-datagrams.txt", "sealed-datagrams-2.txt")
                .flatMap(file -> Vectors.read(file, 4).stream())
                .map(row -> HexFormat.of().parseHex(row.column(2)))
                .flatMap(datagram -> datagram.length <= RoomHeader.BYTES
                        ? Stream.of(datagram)
                        : Stream.of(datagram, Arrays.copyOfRange(datagram, RoomHeader.BYTES, datagram.length)))
                .toList();
    }

    @Override
    public int maxBytes() {
        return 1_400;
    }
}
