package org.hobnob.protocol.room;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.UserName;

/**
 * The members that the registry tells somebody, in short (SPEC 8.2): members compare them, so that a registry cannot
 * tell two of them different ones for one version unnoticed.
 *
 * @param version the version of the roster; 0 if the sender says nothing about it
 * @param hash the hash of names and keys; {@link ShortHash#NONE} if the sender says nothing about it
 */
public record RosterClaim(long version, ShortHash hash) {
    /** The length on the wire, in bytes. */
    static final int BYTES = Long.BYTES + ShortHash.BYTES;

    /** Nothing is said, because the members are not known for certain. */
    public static final RosterClaim NONE = new RosterClaim(0, ShortHash.NONE);

    private static final byte[] CONTEXT = "hobnob roster 1\0".getBytes(US_ASCII);
    private static final byte[] NO_KEY = new byte[32];

    /**
     * Returns the claim for these members.
     *
     * @param members all members, with the keys that the registry tells; empty for members without one
     */
    public static RosterClaim of(RoomInstance instance, long version, Map<UserName, Optional<PublicKey>> members) {
        MessageDigest digest = ShortHash.sha256();
        digest.update(CONTEXT);
        digest.update(HexFormat.of().parseHex(instance.hex()));
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(version).array());
        Map<String, byte[]> byName = new TreeMap<>();
        members.forEach((user, key) -> byName.put(
                user.folded(),
                key.map(known -> HexFormat.of().parseHex(known.hex())).orElse(NO_KEY)));
        byName.forEach((name, key) -> {
            digest.update((byte) name.length());
            digest.update(name.getBytes(US_ASCII));
            digest.update(key);
        });
        return new RosterClaim(version, ShortHash.read(ByteBuffer.wrap(digest.digest())));
    }

    /** Returns whether the version, which comes from outside, is a number that a version can have. */
    boolean isNumber() {
        return version >= 0;
    }

    static RosterClaim read(ByteBuffer in) {
        return new RosterClaim(in.getLong(), ShortHash.read(in));
    }

    void put(ByteBuffer out) {
        out.putLong(version);
        hash.put(out);
    }
}
