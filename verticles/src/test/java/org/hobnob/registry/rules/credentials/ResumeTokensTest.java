package org.hobnob.registry.rules.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hobnob.protocol.message.value.FamilyId;
import org.hobnob.protocol.message.value.KeyHash;
import org.hobnob.registry.rules.credentials.ResumeTokens.Bond;
import org.hobnob.registry.rules.credentials.ResumeTokens.Claims;

class ResumeTokensTest {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static final Bond FOREVER = new Bond(
            new FamilyId("0123456789abcdef"),
            Optional.of(new KeyHash("00112233445566778899aabbccddeeff")),
            Long.MAX_VALUE);

    private final ResumeTokens tokens = new ResumeTokens(new byte[32], new Random(7));

    @Property
    void aTokenSaysWhatItWasIssuedFor(@ForAll("users") String user, @ForAll long epoch, @ForAll long expiresAtEpochS) {
        String token = tokens.issue(user, epoch, expiresAtEpochS, FOREVER);

        assertTrue(token.matches("[A-Za-z0-9_-]{1,199}"), token);
        if (expiresAtEpochS > Long.MIN_VALUE) {
            Claims claims = tokens.verify(token, expiresAtEpochS - 1).orElseThrow();
            assertEquals(new Claims(user, epoch, expiresAtEpochS, claims.id(), Optional.of(FOREVER)), claims);
        }
        assertEquals(Optional.empty(), tokens.verify(token, expiresAtEpochS));
    }

    /** The token was computed by another program. */
    @Example
    void tokensOfVersion1AreStillTaken() {
        byte[] key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        Claims expected =
                new Claims("alice_2", 3, 1_800_000_000L, "000102030405060708090a0b0c0d0e0f", Optional.empty());

        assertEquals(
                Optional.of(expected),
                new ResumeTokens(key, new Random(1))
                        .verify(
                                "AQdhbGljZV8yAAAAAAAAAAMAAAAAa0nSAAABAgMEBQYHCAkKCwwNDg9X3LdGPnfCde6LhgH2g8tqbYbEKeltYTd4H37OXBJ5-g",
                                1_799_999_999L));
    }

    /** The token was computed by another program. */
    @Example
    void theBytesAreAsDocumented() {
        byte[] key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        Bond bond = new Bond(
                new FamilyId("0123456789abcdef"),
                Optional.of(new KeyHash("00112233445566778899aabbccddeeff")),
                1_800_000_500L);
        Claims expected =
                new Claims("alice_2", 3, 1_800_000_000L, "000102030405060708090a0b0c0d0e0f", Optional.of(bond));

        assertEquals(
                Optional.of(expected),
                new ResumeTokens(key, new Random(1))
                        .verify(
                                "AgdhbGljZV8yAAAAAAAAAAMAAAAAa0nSAAABAgMEBQYHCAkKCwwNDg8BI0VniavN7wARIjNEVWZ3iJmqu8zd7v8AAAAAa0nT9J4MMcW7D31X81Kj09FK6NwtTbX26V0YsWTH7sCXzTPy",
                                1_799_999_999L));
    }

    @Example
    void tokenEndsWithItsFamily() {
        Bond bond = new Bond(new FamilyId("0123456789abcdef"), Optional.empty(), 50);
        String token = tokens.issue("alice", 1, 100, bond);
        assertEquals(bond, tokens.verify(token, 49).orElseThrow().bond().orElseThrow());
        assertEquals(Optional.empty(), tokens.verify(token, 50));
    }

    /** The clock said 2080 when the token was issued. */
    @Example
    void tokenOfAWrongClockIsNotGoodForDecades() {
        long year2080 = 3_471_292_800L;
        long year2026 = 1_767_225_600L;
        String token = tokens.issue("alice", 1, year2080, FOREVER);
        assertTrue(tokens.verify(token, year2080 - 1).isPresent());
        assertEquals(Optional.empty(), tokens.verify(token, year2026));
    }

    @Property(tries = 50)
    void everyChangedCharacterIsRejected(@ForAll("users") String user) {
        String token = tokens.issue(user, 1, 100, FOREVER);
        for (int at = 0; at < token.length(); at++) {
            for (char with : ALPHABET.toCharArray()) {
                String changed = token.substring(0, at) + with + token.substring(at + 1);
                assertEquals(changed.equals(token), tokens.verify(changed, 0).isPresent(), changed);
            }
        }
    }

    @Property
    void everyTruncationAndExtensionIsRejected(@ForAll("users") String user) {
        String token = tokens.issue(user, 1, 100, FOREVER);
        for (int length = 0; length < token.length(); length++) {
            assertEquals(Optional.empty(), tokens.verify(token.substring(0, length), 0));
        }
        for (String more : new String[] {"A", "AA", "AAAA", "=", "==", " ", "\n"}) {
            assertEquals(Optional.empty(), tokens.verify(token + more, 0));
        }
    }

    @Property(tries = 5_000)
    void arbitraryTextNeverThrows(@ForAll String text) {
        assertEquals(Optional.empty(), tokens.verify(text, 0));
    }

    @Property(tries = 5_000)
    void arbitraryTokenTextNeverThrows(@ForAll("tokenLike") String text) {
        assertEquals(Optional.empty(), tokens.verify(text, 0));
    }

    @Example
    void anotherKeyVerifiesNothing() {
        byte[] otherKey = new byte[32];
        otherKey[31] = 1;
        String token = tokens.issue("alice", 1, 100, FOREVER);

        assertEquals(Optional.empty(), new ResumeTokens(otherKey, new Random(1)).verify(token, 0));
    }

    @Example
    void theSameKeyVerifiesAfterARestart() {
        String token = tokens.issue("alice", 1, 100, FOREVER);

        assertTrue(new ResumeTokens(new byte[32], new SecureRandom())
                .verify(token, 0)
                .isPresent());
    }

    @Example
    void everyTokenHasAnIdOfItsOwn() {
        assertNotEquals(tokens.issue("alice", 1, 100, FOREVER), tokens.issue("alice", 1, 100, FOREVER));
    }

    @Example
    void namesThatAreNotFoldedAreRefused() {
        for (String name : new String[] {"", "Alice", "a b", "x".repeat(33), "-a", "\u00fc"}) {
            assertThrows(IllegalArgumentException.class, () -> tokens.issue(name, 1, 100, FOREVER), name);
        }
        assertThrows(IllegalArgumentException.class, () -> new ResumeTokens(new byte[16], new Random(1)));
        assertEquals("ResumeTokens[***]", tokens.toString());
        assertEquals("HmacKey[***]", new HmacKey(new byte[32], "a test").toString());
    }

    @Provide
    Arbitrary<String> users() {
        Arbitrary<String> first = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .ofLength(1);
        Arbitrary<String> rest = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .withChars('_', '-')
                .ofMaxLength(31);
        return Combinators.combine(first, rest).as(String::concat);
    }

    @Provide
    Arbitrary<String> tokenLike() {
        return Arbitraries.strings().withChars(ALPHABET.toCharArray()).ofMaxLength(220);
    }
}
