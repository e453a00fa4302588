package org.hobnob.registry.rules.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.hobnob.registry.rules.credentials.LoginThrottle.Allowed;
import org.hobnob.registry.rules.credentials.LoginThrottle.RetryAfter;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private static final String OWNER = "192.0.2.3";
    private static final String ATTACKER = "192.0.2.2";
    /** Pair: 3, then 1 in 10 s. Strangers: 6, then 1 in 4 s. Address: 10, then 1 in 1 s. */
    private static final LoginLimits LIMITS = new LoginLimits(3, 10_000, 6, 4_000, 10, 1_000, 100, 50, 4, 10);

    private final LoginThrottle throttle = new LoginThrottle(LIMITS);

    @Test
    void failuresOfAnAddressAreThrottledPerAccount() {
        assertEquals(3, failures("alice", ATTACKER, 20, 0));
        assertEquals(new RetryAfter(10_000), throttle.check("alice", ATTACKER, 0));
        assertEquals(new RetryAfter(1), throttle.check("alice", ATTACKER, 9_999));
        assertEquals(1, failures("alice", ATTACKER, 20, 10_000));
        assertEquals(3, failures("bob", ATTACKER, 20, 10_000), "another account has a budget of its own");
    }

    @Test
    void failuresOfAnAddressAreThrottledOverAllAccounts() {
        int allowed = 0;
        for (int i = 0; i < 100; i++) {
            allowed += failures("user" + i, ATTACKER, 1, 0);
        }

        assertEquals(10, allowed);
        assertEquals(new RetryAfter(1_000), throttle.check("one-more", ATTACKER, 0));
    }

    @Test
    void attackFromOneAddressDoesNotSlowTheOwner() {
        for (long nowMs = 0; nowMs < 3_600_000; nowMs += 100) {
            failures("alice", ATTACKER, 1, nowMs);
        }

        assertInstanceOf(Allowed.class, throttle.check("alice", OWNER, 3_600_000));
    }

    @Test
    void distributedAttackSlowsStrangersOnly() {
        succeed("alice", OWNER, 0);
        int allowed = 0;
        for (int i = 0; i < 50; i++) {
            allowed += failures("alice", "198.51.100." + i, 3, 1);
        }

        assertEquals(6, allowed);
        assertInstanceOf(RetryAfter.class, throttle.check("alice", "203.0.113.1", 1));
        assertInstanceOf(Allowed.class, throttle.check("alice", OWNER, 1));
    }

    @Test
    void ownerBehindTheAttackersAddressIsNotSlowed() {
        succeed("alice", ATTACKER, 0);
        for (int i = 0; i < 100; i++) {
            failures("user" + i, ATTACKER, 1, 1);
        }

        assertInstanceOf(RetryAfter.class, throttle.check("bob", ATTACKER, 1));
        assertInstanceOf(Allowed.class, throttle.check("alice", ATTACKER, 1));
    }

    @Test
    void aKnownAddressIsThrottledToo() {
        succeed("alice", OWNER, 0);

        assertEquals(3, failures("alice", OWNER, 20, 1));
    }

    @Test
    void triesInFlightCountAsFailed() {
        for (int i = 0; i < 3; i++) {
            assertInstanceOf(Allowed.class, throttle.check("alice", ATTACKER, 0));
        }

        assertInstanceOf(RetryAfter.class, throttle.check("alice", ATTACKER, 0));
    }

    @Test
    void parallelTriesThatSucceedGetTheirTokensBack() {
        List<Allowed> attempts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            attempts.add(allowed("alice", OWNER, 0));
        }
        attempts.forEach(attempt -> throttle.succeeded(attempt, 1));

        assertEquals(1, throttle.size(), "nothing but the known address");
    }

    @Test
    void ownSuccessDoesNotRefillTheBudgetForOthers() {
        int guesses = 0;
        for (int i = 0; i < 100; i++) {
            succeed("attacker", ATTACKER, 0);
            guesses += failures("alice", ATTACKER, 1, 0);
        }
        assertEquals(3, guesses);

        for (int i = 0; i < 100; i++) {
            if (throttle.check("attacker" + i, ATTACKER, 0) instanceof Allowed own) {
                throttle.succeeded(own, 0);
            }
            guesses += failures("user" + i, ATTACKER, 1, 0);
        }
        assertEquals(10, guesses);
    }

    @Test
    void aSuccessGivesBackItsOwnTokensOnly() {
        assertEquals(2, failures("alice", OWNER, 2, 0));
        assertEquals(3, failures("alice", ATTACKER, 3, 0));
        succeed("alice", OWNER, 0);

        assertEquals(1, failures("alice", "203.0.113.1", 3, 0), "strangers have used five of six");
        throttle.forget("alice");
        assertEquals(1, failures("alice", OWNER, 3, 8_000), "two of three failed before");
    }

    @Test
    void succeedingLoginsAreNeverThrottled() {
        for (int i = 0; i < 1_000; i++) {
            succeed("alice", OWNER, 0);
            succeed("user" + i, OWNER, 0);
        }
    }

    @Test
    void undecidedAttemptDoesNotCount() {
        for (int i = 0; i < 100; i++) {
            throttle.undecided(allowed("alice", ATTACKER, 0), 0);
        }

        assertEquals(0, throttle.size());
    }

    @Test
    void aRefusedTryCostsNothing() {
        failures("alice", ATTACKER, 3, 0);
        int size = throttle.size();
        for (long nowMs = 0; nowMs < 10_000; nowMs++) {
            assertInstanceOf(RetryAfter.class, throttle.check("alice", ATTACKER, nowMs));
        }

        assertEquals(size, throttle.size());
        assertInstanceOf(Allowed.class, throttle.check("alice", ATTACKER, 10_000));
    }

    @Test
    void rotationDoesNotEvictKnownAddresses() {
        succeed("alice", OWNER, 0);
        for (int i = 0; i < 10_000; i++) {
            failures("user" + i, "198.51." + i / 250 + "." + i % 250, 3, 1);
        }
        assertTrue(throttle.size() <= 3 * 100 + 2, "size " + throttle.size());

        for (int i = 0; i < 50; i++) {
            failures("alice", "203.0.113." + i, 3, 1);
        }
        assertInstanceOf(Allowed.class, throttle.check("alice", OWNER, 1));
    }

    @Test
    void manySuccessesEvictOnlyOwnEntries() {
        throttle.knownGood("alice", OWNER);
        for (int i = 0; i < 1_000; i++) {
            throttle.knownGood("mallory", "198.51.100." + i);
            throttle.knownGood("sock" + i, ATTACKER);
        }

        assertEquals(1 + 4 + 10, throttle.size());
        drainStrangers("alice");
        assertInstanceOf(Allowed.class, throttle.check("alice", OWNER, 0));
    }

    @Test
    void allKnownAddressesTogetherAreBounded() {
        for (int i = 0; i < 1_000; i++) {
            throttle.knownGood("user" + i, "198.51.100." + i);
            failures("user" + i, "198.51.100." + i, 1, 0);
        }

        assertEquals(2 * 50, throttle.size());
    }

    @Test
    void aForgottenAccountHasNoKnownAddresses() {
        throttle.knownGood("alice", OWNER);
        failures("alice", OWNER, 3, 0);
        throttle.forget("alice");
        assertEquals(0, throttle.size());
        drainStrangers("alice");

        assertInstanceOf(RetryAfter.class, throttle.check("alice", OWNER, 0));
    }

    @Test
    void loopbackIsExemptFromTheLimitPerAddress() {
        LoginThrottle strict = new LoginThrottle(LIMITS, false);
        for (String loopback : new String[] {"127.0.0.1", "127.0.0.2", "::1", "0:0:0:0:0:0:0:1%lo"}) {
            int spared = 0;
            int limited = 0;
            for (int i = 0; i < 50; i++) {
                spared += failures(throttle, loopback + i, loopback, 1, 0);
                limited += failures(strict, loopback + i, loopback, 1, 0);
            }
            assertEquals(50, spared, loopback);
            assertEquals(10, limited, loopback);
        }
        assertEquals(3, failures("alice", "127.0.0.1", 20, 0), "one account from loopback is limited all the same");
    }

    @Test
    void attemptEndsOnceOnly() {
        Allowed attempt = allowed("alice", OWNER, 0);
        throttle.failed(attempt);

        assertThrows(IllegalStateException.class, () -> throttle.succeeded(attempt, 0));
        assertThrows(IllegalArgumentException.class, () -> throttle.check("a".repeat(129), OWNER, 0));
        assertThrows(IllegalArgumentException.class, () -> throttle.check("a", "1".repeat(129), 0));
    }

    @Test
    void limitsThatAllowALockOutAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new LoginLimits(6, 10, 6, 4, 10, 1, 9, 9, 9, 9));
        assertThrows(IllegalArgumentException.class, () -> new LoginLimits(3, 4, 6, 4, 10, 1, 9, 9, 9, 9));
        assertThrows(IllegalArgumentException.class, () -> new LoginLimits(3, 10, 6, 4, 10, 1, 9, 0, 9, 9));
    }

    private void drainStrangers(String account) {
        for (int i = 0; i < 10; i++) {
            failures(account, "203.0.113." + i, 3, 0);
        }
    }

    private void succeed(String account, String address, long nowMs) {
        throttle.succeeded(allowed(account, address, nowMs), nowMs);
    }

    private Allowed allowed(String account, String address, long nowMs) {
        return assertInstanceOf(Allowed.class, throttle.check(account, address, nowMs));
    }

    private int failures(String account, String address, int tries, long nowMs) {
        return failures(throttle, account, address, tries, nowMs);
    }

    /** Returns how many of the tries were allowed. */
    private static int failures(LoginThrottle throttle, String account, String address, int tries, long nowMs) {
        int allowed = 0;
        for (int i = 0; i < tries; i++) {
            if (throttle.check(account, address, nowMs) instanceof Allowed attempt) {
                throttle.failed(attempt);
                allowed++;
            }
        }
        return allowed;
    }
}
