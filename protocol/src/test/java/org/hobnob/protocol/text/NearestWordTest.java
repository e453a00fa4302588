package org.hobnob.protocol.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearestWordTest {
    private static final List<String> WORDS = List.of("join", "who", "whois", "logout", "switch", "status");

    private static void finds(String meant, String typed) {
        assertEquals(Optional.of(meant), NearestWord.of(typed, WORDS), typed);
    }

    @Test
    void swappedLettersAreOneChange() {
        assertEquals(1, NearestWord.distance("jion", "join"));
        assertEquals(1, NearestWord.distance("ab", "ba"));
        assertEquals(2, NearestWord.distance("abcd", "badc"));
        finds("join", "jion");
        finds("join", "ojin");
        finds("who", "hwo");
        finds("whois", "wohis");
    }

    @Test
    void missingWrongAndExtraLettersAreOneChangeEach() {
        assertEquals(1, NearestWord.distance("logut", "logout"));
        assertEquals(1, NearestWord.distance("logouut", "logout"));
        assertEquals(1, NearestWord.distance("lagout", "logout"));
        assertEquals(3, NearestWord.distance("kitten", "sitting"));
        finds("logout", "logut");
        finds("who", "wo");
    }

    @Test
    void swappedLettersMayHaveOthersMissingBetweenThem() {
        assertEquals(2, NearestWord.distance("wihs", "whois"));
        assertEquals(2, NearestWord.distance("ca", "abc"));
        finds("whois", "wihs");
    }

    @Test
    void theBeginningOfWordIsEnough() {
        finds("whois", "whoi");
        finds("switch", "sw");
        finds("who", "wh");
    }

    @Test
    void nonsenseIsNotGuessedAt() {
        for (String typed : List.of("xyzzy", "", "j".repeat(5_000))) {
            assertEquals(Optional.empty(), NearestWord.of(typed, WORDS));
        }
        assertEquals(Optional.empty(), NearestWord.of("join", List.of()));
    }

    @Property
    void distanceIsSymmetricAndZeroOnlyToItself(
            @ForAll @AlphaChars @StringLength(max = 12) String one,
            @ForAll @AlphaChars @StringLength(max = 12) String other) {
        assertEquals(NearestWord.distance(one, other), NearestWord.distance(other, one));
        assertEquals(0, NearestWord.distance(one, one));
        assertEquals(one.equals(other), NearestWord.distance(one, other) == 0);
    }
}
