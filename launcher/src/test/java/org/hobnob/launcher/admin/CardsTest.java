package org.hobnob.launcher.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.hobnob.launcher.cli.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardsTest {
    private static final Optional<String> LINK = Optional.of("hobnob://10.0.0.5:15600/?key=" + "A".repeat(52));

    @TempDir
    Path folder;

    private String sheet(String name, String person) throws IOException {
        Path file = folder.resolve(name);
        try (Cards cards = Cards.create(file, LINK)) {
            cards.add(ClassList.read(List.of(person)).get(0), "kelo-ramu-tibo-79");
        }
        return Files.readString(file);
    }

    @Test
    void sheetHasNamePasswordLinkAndCodeForItsOwnerOnly() throws IOException {
        String html = sheet("cards.html", "Dana <b>\u202eX</b>");
        assertTrue(html.contains("kelo-ramu-tibo-79"), html);
        assertTrue(html.contains("hobnob://10.0.0.5:15600/?key="), html);
        assertTrue(html.contains("<svg"), html);
        assertTrue(html.contains("&lt;b&gt;"), html);
        assertFalse(html.contains("\u202e"), html);
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("cards.html"))));
    }

    @Test
    void textHasTheSame() throws IOException {
        String text = sheet("cards.txt", "Dana Haddad");
        assertTrue(text.contains("name:      dana-haddad"), text);
        assertTrue(text.contains("hobnob 'hobnob://10.0.0.5"), text);
    }

    @Test
    void earlierCardsAreNotOverwritten() throws IOException {
        sheet("cards.html", "dana");
        assertThrows(UserFacingException.class, () -> Cards.create(folder.resolve("cards.html"), LINK));
        assertThrows(UserFacingException.class, () -> Cards.create(folder.resolve("none/cards.html"), LINK));
    }
}
