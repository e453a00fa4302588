package org.hobnob.registry.rules.credentials;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class VerifiedCacheTest {

    private static final byte[] SECRET = new byte[32];
    private static final byte[] WRONG = "0123456789abcdef0123456789abcdef".getBytes(US_ASCII);

    private final VerifiedCache cache = new VerifiedCache(new Random(3), 3, 1_000);

    @Test
    void onlyTheUsersOwnSecretIsVerified() {
        assertFalse(cache.isVerified("alice", 1, SECRET, 0));
        cache.remember("alice", 1, SECRET, 0);

        assertTrue(cache.isVerified("alice", 1, SECRET, 999));
        assertFalse(cache.isVerified("alice", 1, WRONG, 999));
        assertFalse(cache.isVerified("alice", 1, new byte[31], 999));
        assertFalse(cache.isVerified("bob", 1, SECRET, 999));
    }

    @Test
    void anEntryExpiresAndAWrongTryDoesNotProlongIt() {
        cache.remember("alice", 1, SECRET, 0);
        cache.isVerified("alice", 1, WRONG, 999);

        assertFalse(cache.isVerified("alice", 1, SECRET, 1_000));
        assertEquals(0, cache.size());
    }

    @Test
    void anotherAccountEpochIsNotVerified() {
        cache.remember("alice", 1, SECRET, 0);

        assertFalse(cache.isVerified("alice", 2, SECRET, 1));
    }

    @Test
    void forgottenSecretIsNotVerified() {
        cache.remember("alice", 1, SECRET, 0);
        cache.remember("bob", 1, SECRET, 0);
        cache.forget("alice");

        assertFalse(cache.isVerified("alice", 1, SECRET, 1));
        assertTrue(cache.isVerified("bob", 1, SECRET, 1));
    }

    @Test
    void oldestUserIsEvictedWhenTheCacheIsFull() {
        for (String user : new String[] {"a", "b", "c", "a", "d"}) {
            cache.remember(user, 1, SECRET, 0);
        }

        assertEquals(3, cache.size());
        assertFalse(cache.isVerified("b", 1, SECRET, 1));
        for (String user : new String[] {"a", "c", "d"}) {
            assertTrue(cache.isVerified(user, 1, SECRET, 1), user);
        }
    }

    @Test
    void itPrintsNoUserAndRefusesToBeUnbounded() {
        cache.remember("alice", 1, SECRET, 0);

        assertEquals("VerifiedCache[1 users]", cache.toString());
        assertThrows(IllegalArgumentException.class, () -> new VerifiedCache(new Random(3), 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new VerifiedCache(new Random(3), 1, 0));
    }
}
