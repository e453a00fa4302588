package org.hobnob.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.crypto.SafetyNumber.Party;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Safety numbers: the vectors in {@code vectors/safety-numbers.txt}, and that each half is one user's. */
class SafetyNumberTest {
    private static final Party DANA = party("dana", "11".repeat(32));
    private static final Party OMAR = party("omar", "77".repeat(32));

    private static Party party(String user, String key) {
        return new Party(new UserName(user), new PublicKey(key));
    }

    /** Returns the halves of the number; the lower key's comes first. */
    private static List<String> halves(Party one, Party other) {
        String number = SafetyNumber.of(one, other).text();
        int middle = number.length() / 2;
        assertEquals(' ', number.charAt(middle));
        return List.of(number.substring(0, middle), number.substring(middle + 1));
    }

    @TestFactory
    Stream<DynamicTest> bothSidesShowTheGroupsOfTheVector() {
        return Vectors.read("safety-numbers.txt", 6).stream()
                .map(row -> dynamicTest(row.name(), () -> {
                    Party own = party(row.column(1), row.column(2));
                    Party other = party(row.column(3), row.column(4));
                    assertEquals(row.column(5), SafetyNumber.of(own, other).text());
                    assertEquals(row.column(5), SafetyNumber.of(other, own).text());
                }));
    }

    /** Keys chosen for both users cannot be tried against each other: each half has to be met by itself. */
    @Test
    void anotherKeyOfOneUserChangesThatHalfOnly() {
        List<String> before = halves(DANA, OMAR);
        List<String> otherOmar = halves(DANA, party("omar", "78".repeat(32)));
        assertEquals(before.get(0), otherOmar.get(0));
        assertNotEquals(before.get(1), otherOmar.get(1));
        List<String> otherDana = halves(party("dana", "12".repeat(32)), OMAR);
        assertNotEquals(before.get(0), otherDana.get(0));
        assertEquals(before.get(1), otherDana.get(1));
    }

    @Test
    void sameKeyOfAnotherUserHasAnotherHalf() {
        List<String> before = halves(DANA, OMAR);
        List<String> amir = halves(DANA, party("amir", OMAR.key().hex()));
        assertEquals(before.get(0), amir.get(0));
        assertNotEquals(before.get(1), amir.get(1));
    }
}
