package org.hobnob.protocol.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hobnob.protocol.Vectors;
import org.hobnob.protocol.text.SafeText;
import org.junit.jupiter.api.Test;

/** Names under which files of others are stored (SPEC 16.4). */
class FileNamesTest {
    @Test
    void namesAreThoseOfTheVectors() {
        for (Vectors.Row row : Vectors.read("file-names.txt", 3)) {
            assertEquals(Vectors.unquote(row.column(2)), FileNames.safe(Vectors.unquote(row.column(1))), row.name());
        }
    }

    @Property(tries = 500)
    void anyNameBecomesASafeOne(@ForAll String told) {
        String name = FileNames.safe(told);
        assertTrue(SafeText.isSafe(name), name);
        assertFalse(name.isEmpty() || name.startsWith(".") || name.startsWith("-"), name);
        assertFalse(name.contains("/") || name.contains("\\") || name.contains(":"), name);
        assertTrue(SafeText.utf8Length(name) <= FileNames.MAX_BYTES, name);
        assertEquals(name, FileNames.safe(name), "a safe name stays as it is");
    }

    @Test
    void numberStandsBeforeTheExtension() {
        assertEquals("notes (2).pdf", FileNames.numbered("notes.pdf", 2));
        assertEquals("notes (12)", FileNames.numbered("notes", 12));
        assertEquals("archive.tar (3).gz", FileNames.numbered("archive.tar.gz", 3));
    }
}
