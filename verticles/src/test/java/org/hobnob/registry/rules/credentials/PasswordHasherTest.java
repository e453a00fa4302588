package org.hobnob.registry.rules.credentials;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHasherTest {

    private static final HashCost CHEAP = new HashCost(64, 1, 1);
    private static final byte[] PEPPER = filled(32, 7);
    private static final byte[] SECRET = filled(32, 1);
    private static final byte[] WRONG = filled(32, 2);

    private final PasswordHasher hasher = hasher(PEPPER, CHEAP);

    @Test
    void theRightSecretMatchesAndAnotherDoesNot() {
        String phc = hasher.hash(SECRET);

        assertEquals(Verification.MATCH, hasher.verify(SECRET, phc));
        assertEquals(Verification.MISMATCH, hasher.verify(WRONG, phc));
    }

    @Test
    void theStoredFormIsAPhcStringWithTheCost() {
        assertTrue(hasher.hash(SECRET)
                .matches("\\$argon2id\\$v=19\\$m=64,t=1,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}"));
        assertEquals("m=19456,t=2,p=1", HashCost.DEFAULT.toString());
    }

    @Test
    void everyHashHasASaltOfItsOwn() {
        assertNotEquals(hasher.hash(SECRET), hasher.hash(SECRET));
    }

    @Test
    void hashVerifiesNothingWithoutThePepper() {
        assertEquals(Verification.MISMATCH, hasher(filled(32, 8), CHEAP).verify(SECRET, hasher.hash(SECRET)));
    }

    @Test
    void argon2HashesTheHmacOfTheSecret() {
        List<byte[]> inputs = new ArrayList<>();
        Argon2id recorder = (cost, salt, input, outputBytes) -> {
            inputs.add(input.clone());
            return new byte[outputBytes];
        };
        // RFC 4231 gives no vector with keys and data of 32 bytes; this one is OpenSSL's.
        new PasswordHasher(PEPPER, CHEAP, new Random(1), recorder).hash(SECRET);

        assertEquals(
                "338b3ba46c711ce637cad3635550e860b84209083d8c25b6a92d19d72b185516",
                HexFormat.of().formatHex(inputs.get(0)));
    }

    @Test
    void aMatchOfAnotherCostAsksForANewHash() {
        String old = hasher(PEPPER, new HashCost(128, 1, 1)).hash(SECRET);

        assertEquals(Verification.MATCH_BUT_OUTDATED, hasher.verify(SECRET, old));
        assertEquals(Verification.MISMATCH, hasher.verify(WRONG, old));
        assertTrue(Verification.MATCH_BUT_OUTDATED.isMatch());
        assertFalse(Verification.UNREADABLE.isMatch());
    }

    @Test
    void everyFailureCostsTheSameWork() {
        List<String> work = new ArrayList<>();
        Argon2id counter = (cost, salt, input, outputBytes) -> {
            work.add(cost + " salt " + salt.length + " input " + input.length + " output " + outputBytes);
            return Argon2id.BOUNCY_CASTLE.derive(cost, salt, input, outputBytes);
        };
        PasswordHasher counted = new PasswordHasher(PEPPER, CHEAP, new Random(1), counter);
        String phc = counted.hash(SECRET);
        work.clear();

        counted.verify(WRONG, phc);
        assertEquals(List.of(CHEAP + " salt 16 input 32 output 32"), work);
        List<String> wrongPassword = List.copyOf(work);
        work.clear();
        counted.verifyAgainstDummy(WRONG);
        assertEquals(wrongPassword, work);
        work.clear();
        assertEquals(Verification.UNREADABLE, counted.verify(WRONG, "rubbish"));
        assertEquals(wrongPassword, work);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "d74ff0ee8da3b9806b18c877dbf29bbde50b5bd8e4dad7a3a725000feb82e8f1",
                "$argon2i$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=16$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=064,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAB$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=999999999,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=64,t=65,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=64,t=1,p=9$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA\n"
            })
    void foreignHashIsUnreadable(String stored) {
        assertEquals(Verification.UNREADABLE, hasher.verify(SECRET, stored));
    }

    @Test
    void aPhcStringParsesAndPrintsToTheSame() {
        Random random = new Random(20261122);
        for (int i = 0; i < 1_000; i++) {
            byte[] salt = new byte[8 + random.nextInt(41)];
            byte[] hash = new byte[12 + random.nextInt(53)];
            random.nextBytes(salt);
            random.nextBytes(hash);
            int lanes = 1 + random.nextInt(16);
            HashCost cost = new HashCost(8 * lanes + random.nextInt(100_000), 1 + random.nextInt(64), lanes);
            String printed = new PhcString(cost, salt, hash).print();

            PhcString parsed = PhcString.parse(printed).orElseThrow(() -> new AssertionError(printed));
            assertEquals(printed, parsed.print());
            assertEquals(cost, parsed.cost());
            assertArrayEquals(salt, parsed.salt());
            assertArrayEquals(hash, parsed.hash());
        }
    }

    /** From the reference implementation's test.c: version 0x13, t=2, m=2^16, p=1. */
    @Test
    void hashMatchesTheReferenceVector() {
        PhcString phc = PhcString.parse(
                        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ" + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")
                .orElseThrow();

        assertTrue(
                phc.hasHash(Argon2id.BOUNCY_CASTLE.derive(phc.cost(), phc.salt(), "password".getBytes(US_ASCII), 32)));
    }

    @Test
    void manyThreadsHashAtOnce() throws Exception {
        String phc = hasher.hash(SECRET);
        var pool = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Verification>> tasks = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                byte[] secret = i % 2 == 0 ? SECRET : WRONG;
                tasks.add(() -> hasher.verify(secret, phc));
            }
            var results = pool.invokeAll(tasks);
            for (int i = 0; i < results.size(); i++) {
                assertEquals(
                        i % 2 == 0 ? Verification.MATCH : Verification.MISMATCH,
                        results.get(i).get());
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void secretsDoNotPrint() {
        assertEquals("PasswordHasher[m=64,t=1,p=1]", hasher.toString());
        assertEquals(
                Optional.of("PhcString[m=64,t=1,p=1, ***]"),
                PhcString.parse(hasher.hash(SECRET)).map(PhcString::toString));
    }

    @Test
    void lengthsAndCostsOutOfBoundsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> hasher(filled(31, 1), CHEAP));
        assertThrows(IllegalArgumentException.class, () -> hasher.hash(filled(31, 1)));
        assertThrows(IllegalArgumentException.class, () -> hasher.verifyAgainstDummy(filled(33, 1)));
        assertThrows(IllegalArgumentException.class, () -> new HashCost(7, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new HashCost(15, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> new HashCost((1 << 20) + 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new HashCost(64, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new HashCost(64, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new HashCost(1 << 20, 1, 17));
    }

    private static PasswordHasher hasher(byte[] pepper, HashCost cost) {
        return new PasswordHasher(pepper, cost, new Random(42));
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
