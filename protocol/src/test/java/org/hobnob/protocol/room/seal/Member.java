package org.hobnob.protocol.room.seal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.hobnob.protocol.Examples;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.crypto.Verifier;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.RosterClaim;

/** A member of a room in tests, with a seal whose signatures are stand-ins: fast, and forgeable by who knows the key. */
final class Member {
    static final RoomId ROOM = RoomId.of(Examples.NETWORKS);
    static final RoomId OTHER_ROOM = RoomId.of(new RoomName("Other"));
    /** Small, so that tests reach them. */
    static final SealBounds BOUNDS = new SealBounds(100, 40, 4, 3, 2, 10, 6);

    final UserName name;
    final long stream;
    final PublicKey key;
    final RoomSeal seal;

    Member(String name, RoomId room, long stream) {
        this.name = new UserName(name);
        this.stream = stream;
        key = new PublicKey(HexFormat.of().formatHex(sha512(name.getBytes(StandardCharsets.UTF_8)), 0, 32));
        seal = new RoomSeal(room, this.name, stream, signer(key), verifier(), new SplittableRandom(stream), BOUNDS);
    }

    Member(String name, long stream) {
        this(name, ROOM, stream);
    }

    /** Lets each of them count all others as members. */
    static void meet(Member... members) {
        Map<UserName, PublicKey> all = new HashMap<>();
        Arrays.stream(members).forEach(member -> all.put(member.name, member.key));
        Arrays.stream(members).forEach(member -> member.seal.members(all));
    }

    /** Takes from the sender what opens its numbers from this one on. */
    Taken takeFrom(Member sender, long sequence) {
        return seal.take(sender.name, sender.stream, sender.seal.chains(sequence));
    }

    /** Seals a text under that number. */
    byte[] say(long sequence, String text) {
        return seal.seal(sequence, part(text), RosterClaim.NONE);
    }

    /** Seals that many numbers from that one on, each saying its number. */
    List<byte[]> sayAll(long from, int count) {
        return LongStream.range(from, from + count)
                .mapToObj(n -> say(n, "n" + n))
                .toList();
    }

    static Fragment part(String text) {
        return new Fragment(new MessageId("00112233445566778899aabbccddeeff"), 0, 1, text);
    }

    static Signer signer(PublicKey key) {
        return new Signer() {
            @Override
            public PublicKey publicKey() {
                return key;
            }

            @Override
            public byte[] sign(byte[] message) {
                return sha512(HexFormat.of().parseHex(key.hex()), message);
            }
        };
    }

    static Verifier verifier() {
        return (key, message, signature) ->
                Arrays.equals(signature, sha512(HexFormat.of().parseHex(key.hex()), message));
    }

    private static byte[] sha512(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            Arrays.stream(parts).forEach(digest::update);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
