package org.hobnob.peer.console.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.hobnob.peer.console.command.CommandTable;
import org.junit.jupiter.api.Test;

class EditDistanceTest {
    private static final List<String> WORDS = CommandTable.allNames();

    @Test
    void aSlipOfTheFingerIsUnderstood() {
        assertEquals(Optional.of("join"), EditDistance.nearest("jion", WORDS));
        assertEquals(Optional.of("logout"), EditDistance.nearest("logut", WORDS));
        assertEquals(Optional.of("who"), EditDistance.nearest("wo", WORDS));
        assertEquals(Optional.of("switch"), EditDistance.nearest("sw", WORDS));
    }

    @Test
    void nonsenseIsNotGuessedAt() {
        assertEquals(Optional.empty(), EditDistance.nearest("xyzzy", WORDS));
        assertEquals(Optional.empty(), EditDistance.nearest("", WORDS));
        assertEquals(Optional.empty(), EditDistance.nearest("j".repeat(5_000), WORDS));
    }

    @Property
    void theDistanceIsTheSameBothWaysAndNoneToItself(
            @ForAll @AlphaChars @StringLength(max = 12) String one,
            @ForAll @AlphaChars @StringLength(max = 12) String other) {
        assertEquals(EditDistance.between(one, other), EditDistance.between(other, one));
        assertEquals(0, EditDistance.between(one, one));
        assertEquals(one.equals(other), EditDistance.between(one, other) == 0);
    }

    @Test
    void everyCommandHasANameOfItsOwn() {
        assertEquals(WORDS.size(), WORDS.stream().distinct().count());
    }
}
