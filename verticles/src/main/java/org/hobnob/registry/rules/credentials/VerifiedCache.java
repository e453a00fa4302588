package org.hobnob.registry.rules.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.random.RandomGenerator;

/**
 * Remembers for a while the secret with which a user logged in, so that original clients, which have no resume token, can
 * log in again without a password hash. Kept in memory only, as an HMAC under a key that is lost with the process.
 *
 * <p>Entries are valid for one account epoch: a password change on another node invalidates them at once, and a hash that
 * was being computed during the change cannot bring the old password back. Not thread-safe.
 */
public final class VerifiedCache {

    private record Entry(byte[] mac, long expiresAtMs) {}

    private final HmacKey key;
    private final int maxUsers;
    private final long holdMs;
    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();

    /**
     * @param random a cryptographically strong source, used once, for the key
     * @param maxUsers how many users are remembered at most, at least 1; the oldest entry is evicted
     * @param holdMs how long an entry is valid, in milliseconds, at least 1
     * @throws IllegalArgumentException if a bound is below 1
     */
    public VerifiedCache(RandomGenerator random, int maxUsers, long holdMs) {
        if (maxUsers < 1 || holdMs < 1) {
            throw new IllegalArgumentException(
                    "the cache of verified logins needs maxUsers and holdMs of at least 1, not " + maxUsers + " and "
                            + holdMs);
        }
        this.key = HmacKey.generate(random);
        this.maxUsers = maxUsers;
        this.holdMs = holdMs;
    }

    /**
     * Remembers the secret and forgets any earlier one of the user.
     *
     * @param foldedUser the user's name in lower case
     * @param accountEpoch the account's epoch as read together with the hash that the secret matched
     * @param secret the secret that matched, neither kept nor changed
     * @param nowMs the time in milliseconds
     */
    public void remember(String foldedUser, long accountEpoch, byte[] secret, long nowMs) {
        entries.remove(foldedUser);
        entries.put(foldedUser, new Entry(mac(foldedUser, accountEpoch, secret), nowMs + holdMs));
        if (entries.size() > maxUsers) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    /**
     * @param foldedUser the user's name in lower case
     * @param accountEpoch the account's current epoch
     * @param secret what the client sent, of any length, neither kept nor changed
     * @param nowMs the time in milliseconds
     * @return true if the secret is known to be right; false if nothing is known about it
     */
    public boolean isVerified(String foldedUser, long accountEpoch, byte[] secret, long nowMs) {
        Entry entry = entries.get(foldedUser);
        if (entry == null) {
            return false;
        }
        if (nowMs >= entry.expiresAtMs) {
            entries.remove(foldedUser);
            return false;
        }
        return MessageDigest.isEqual(entry.mac, mac(foldedUser, accountEpoch, secret));
    }

    /**
     * Forgets the user, for instance after a password change or a logout everywhere.
     *
     * @param foldedUser the user's name in lower case
     */
    public void forget(String foldedUser) {
        entries.remove(foldedUser);
    }

    /** @return how many users are remembered, including expired entries */
    public int size() {
        return entries.size();
    }

    private byte[] mac(String foldedUser, long accountEpoch, byte[] secret) {
        byte[] user = foldedUser.getBytes(UTF_8);
        byte[] head = ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(user.length)
                .putLong(accountEpoch)
                .array();
        return key.mac(head, user, secret);
    }

    @Override
    public String toString() {
        return "VerifiedCache[" + entries.size() + " users]";
    }
}
