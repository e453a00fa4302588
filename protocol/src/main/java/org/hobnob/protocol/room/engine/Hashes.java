package org.hobnob.protocol.room.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Link;
import org.hobnob.protocol.room.ShortHash;

/**
 * The hashes of one stream's delivered datagrams, and what others say of them (SPEC 8.2, 8.3): two hashes of one number
 * mean that the owner showed members different texts.
 */
final class Hashes {
    private record Claim(long number, ShortHash hash, byte[] datagram) {}

    private final UserName owner;
    private final TreeMap<Long, ShortHash> delivered = new TreeMap<>();
    /** What members said of numbers that were not delivered here yet; the last word of each. */
    private final Map<UserName, Claim> ahead = new TreeMap<>();

    private boolean told;

    Hashes(UserName owner) {
        this.owner = owner;
    }

    /** The datagram with this number was delivered before this program was started. */
    void remember(long number, ShortHash hash) {
        add(number, hash);
    }

    /** Returns the hash of the datagram with this number, or {@link ShortHash#NONE} if it is not known. */
    ShortHash of(long number) {
        return delivered.getOrDefault(number, ShortHash.NONE);
    }

    /**
     * A datagram is delivered, and what it says of the one before it is compared.
     *
     * @param link what it says; empty in version 1
     * @param before the datagram before it, if it is here
     * @return what to show, at most once for a stream
     */
    Optional<RoomEffect> deliver(long number, Optional<Link> link, byte[] datagram, List<byte[]> before) {
        ShortHash hash = ShortHash.of(datagram);
        ShortHash previous = link.map(Link::previous).orElse(ShortHash.NONE);
        Optional<RoomEffect> found =
                previous.contradicts(of(number - 1)) ? differ(owner, evidence(before, datagram)) : Optional.empty();
        add(number, hash);
        for (Map.Entry<UserName, Claim> entry : List.copyOf(ahead.entrySet())) {
            Claim claim = entry.getValue();
            if (found.isEmpty() && claim.number() == number && claim.hash().contradicts(hash)) {
                found = differ(entry.getKey(), List.of(datagram, claim.datagram()));
            }
        }
        ahead.values().removeIf(claim -> claim.number() <= number);
        return found;
    }

    /** Returns whether that hash of the datagram with this number is another one than here, and nobody was told yet. */
    boolean contradict(long number, ShortHash hash) {
        return !told && hash.contradicts(of(number));
    }

    /**
     * A member, maybe the owner, says what hash the datagram with this number has.
     *
     * @param datagram where it says so
     * @param here the datagram with this number, if it is here
     * @param last the last number that was delivered
     */
    Optional<RoomEffect> claimed(
            UserName by, long number, ShortHash hash, byte[] datagram, List<byte[]> here, long last) {
        if (contradict(number, hash)) {
            return differ(by, evidence(here, datagram));
        }
        if (number > last && !hash.equals(ShortHash.NONE)) {
            ahead.put(by, new Claim(number, hash, datagram));
        }
        return Optional.empty();
    }

    void forgets(UserName member) {
        ahead.remove(member);
    }

    private Optional<RoomEffect> differ(UserName by, List<byte[]> evidence) {
        if (told) {
            return Optional.empty();
        }
        told = true;
        return Optional.of(new RoomEffect.DifferentTexts(owner, by, evidence));
    }

    private static List<byte[]> evidence(List<byte[]> one, byte[] other) {
        List<byte[]> both = new ArrayList<>(one);
        both.add(other);
        return both;
    }

    private void add(long number, ShortHash hash) {
        if (!hash.equals(ShortHash.NONE)) {
            delivered.put(number, hash);
        }
        if (delivered.size() > Bounds.KEPT_HASHES) {
            delivered.pollFirstEntry();
        }
    }
}
