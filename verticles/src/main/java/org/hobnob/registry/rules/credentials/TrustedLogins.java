package org.hobnob.registry.rules.credentials;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hobnob.protocol.message.value.FamilyId;
import org.hobnob.protocol.message.value.KeyHash;
import org.hobnob.protocol.message.value.PublicKey;

/**
 * What logs in to an account besides its password: the families of its resume tokens, and its login keys (SPEC 4.3 and
 * 4.10). Immutable; each change is a new value.
 *
 * @param families in the order begun, at most {@value #MAX_FAMILIES}
 * @param keys the one used longest ago first, at most {@value #MAX_KEYS}
 */
public record TrustedLogins(List<Family> families, List<LoginKey> keys) {
    /** The most families of an account. */
    public static final int MAX_FAMILIES = 16;
    /** The most login keys of an account. */
    public static final int MAX_KEYS = 8;
    /** How late the recorded time of a family's last use may be, in milliseconds, so that few resumptions write. */
    public static final long USE_RECORDED_EVERY_MS = 60 * 60 * 1_000L;

    /** Nothing but the password logs in. */
    public static final TrustedLogins NONE = new TrustedLogins(List.of(), List.of());

    public TrustedLogins {
        families = List.copyOf(families);
        keys = List.copyOf(keys);
    }

    /** Returns the family, unless it is gone or over, or began in the future. */
    public Optional<Family> family(FamilyId id, long nowMs) {
        return living(nowMs).filter(family -> family.id().equals(id)).findFirst();
    }

    /** Returns the families that are neither over nor of the future, in the order begun. */
    public List<Family> families(long nowMs) {
        return living(nowMs).toList();
    }

    private Stream<Family> living(long nowMs) {
        return families.stream().filter(family -> family.isLiving(nowMs));
    }

    /** Adds a family; drops those that are over or of the future and, if there are too many, the one used longest ago. */
    public TrustedLogins begin(Family family, long nowMs) {
        List<Family> kept = new ArrayList<>(living(nowMs).toList());
        while (kept.size() >= MAX_FAMILIES) {
            kept.remove(Collections.min(kept, Comparator.comparingLong(Family::usedMs)));
        }
        return new TrustedLogins(with(kept, family), keys);
    }

    /** Records a use of the family; returns this value if the last use was recorded less than an hour ago. */
    public TrustedLogins used(FamilyId id, String address, long nowMs) {
        return new TrustedLogins(
                families.stream()
                        .map(family -> family.id().equals(id) && nowMs - family.usedMs() >= USE_RECORDED_EVERY_MS
                                ? family.used(nowMs, address)
                                : family)
                        .toList(),
                keys);
    }

    /** Binds the tokens of a family to a key. */
    public TrustedLogins bind(FamilyId id, KeyHash key) {
        return new TrustedLogins(
                families.stream()
                        .map(family -> family.id().equals(id) ? family.boundTo(key) : family)
                        .toList(),
                keys);
    }

    /** Ends a family. */
    public TrustedLogins end(FamilyId id) {
        return new TrustedLogins(
                families.stream().filter(family -> !family.id().equals(id)).toList(), keys);
    }

    /**
     * Ends everything but one login.
     *
     * @param family what stays of the families; empty for none
     * @param key the hash of the login key that stays; empty for none
     */
    public TrustedLogins only(Optional<Family> family, Optional<KeyHash> key) {
        return new TrustedLogins(
                family.stream().toList(),
                keys.stream()
                        .filter(login -> key.equals(Optional.of(KeyHash.of(login.key()))))
                        .toList());
    }

    /** Returns whether the key logs in. */
    public boolean trusts(PublicKey key) {
        return keys.stream().anyMatch(login -> login.key().equals(key));
    }

    /** Adds a login key, or records its use; if there are too many, drops the one used longest ago. */
    public TrustedLogins trust(PublicKey key, long nowMs) {
        List<LoginKey> others =
                keys.stream().filter(login -> !login.key().equals(key)).toList();
        // By their order: times are of no use here once the clock was wrong.
        List<LoginKey> kept = others.subList(Math.max(0, others.size() - (MAX_KEYS - 1)), others.size());
        return new TrustedLogins(families, with(kept, new LoginKey(key, nowMs)));
    }

    private static <T> List<T> with(List<T> some, T one) {
        return Stream.concat(some.stream(), Stream.of(one)).toList();
    }
}
