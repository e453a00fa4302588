package org.hobnob.protocol.message.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hobnob.protocol.Vectors;
import org.junit.jupiter.api.Test;

/** SPEC 2.1. */
class NamesTest {
    @Test
    void namesObeyTheRule() {
        for (Vectors.Row row : Vectors.read("names.txt", 3)) {
            String name = Vectors.unquote(row.column(1));
            boolean valid = row.column(2).equals("valid");
            assertTrue(valid || row.column(2).equals("invalid"), row.name());
            assertEquals(valid, UserName.of(name).isPresent(), row.name());
            assertEquals(valid, RoomName.of(name).isPresent(), row.name());
            if (!valid) {
                assertThrows(IllegalArgumentException.class, () -> new UserName(name), row.name());
                assertThrows(IllegalArgumentException.class, () -> new RoomName(name), row.name());
            }
        }
        assertEquals(Optional.empty(), UserName.of(null));
        assertEquals(Optional.empty(), RoomName.of(null));
    }

    @Test
    void namesIgnoreCaseWhenCompared() {
        UserName one = new UserName("Kareem");
        UserName two = new UserName("kAREEM");
        assertEquals(one, two);
        assertEquals(one.hashCode(), two.hashCode());
        assertEquals(0, one.compareTo(two));
        assertEquals("Kareem", one.toString());
        assertEquals("kAREEM", two.toString());
        assertEquals(new RoomName("ROOM170"), new RoomName("room170"));
        assertNotEquals(new UserName("Kareem"), new UserName("Kareem2"));
        assertNotEquals((Object) new UserName("Kareem"), new RoomName("Kareem"));
    }

    @Test
    void foldingDoesNotDependOnThePlatformsLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertEquals("iii", new UserName("III").folded());
            assertEquals(Optional.empty(), UserName.of("ADMIN"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void namesSortByTheirFoldedForm() {
        Set<UserName> sorted = new TreeSet<>(List.of(new UserName("b"), new UserName("C"), new UserName("A")));
        assertEquals("[A, b, C]", sorted.toString());
    }
}
