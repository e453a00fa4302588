package org.hobnob.protocol.message.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {
    @Test
    void textIsReadAsWritten() {
        for (String text : List.of("-", "a", "body,room2,verify2", "a,z-1")) {
            assertEquals(text, Capabilities.of(text).orElseThrow().toString());
        }
        assertEquals(
                "body,room2", Capabilities.of(List.of("room2", "body", "room2")).toString());
    }

    @Test
    void otherSpellingsAreRefused() {
        for (String text : List.of("", ",", "a,", "b,a", "a,a", "A", "1", "-a", "a b", "-,a", "a".repeat(17))) {
            assertEquals(Optional.empty(), Capabilities.of(text), text);
        }
        assertEquals(Optional.empty(), Capabilities.of((String) null));
        assertThrows(IllegalArgumentException.class, () -> new Capabilities(List.of("b", "a")));
    }

    @Test
    void addedWordFitsWhateverWasThere() {
        Capabilities most = Capabilities.of(IntStream.range(0, Capabilities.MAX_WORDS)
                .mapToObj(i -> "z" + i)
                .toList());
        assertTrue(most.with("proved").has("proved"));
        assertEquals(Capabilities.MAX_WORDS, most.with("proved").words().size());
        Capabilities longest = Capabilities.of(
                IntStream.range(10, 21).mapToObj(i -> "z2345678901234" + i).toList());
        assertTrue(longest.with("proved").has("proved"));
        assertTrue(longest.with("proved").toString().length() <= Capabilities.MAX_BYTES);
        assertEquals(
                "a,proved",
                Capabilities.of("a,proved").orElseThrow().with("proved").toString());
    }

    @Test
    void wordIsTakenOut() {
        Capabilities without = Capabilities.of("proved,room2").orElseThrow().without("proved");
        assertFalse(without.has("proved"));
        assertEquals("room2", without.toString());
    }
}
