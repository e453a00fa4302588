package org.hobnob.protocol.message.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.Vectors;
import org.junit.jupiter.api.Test;

/** SPEC 2.8. */
class JoinLinkTest {
    private static final String KEY = "K7QD".repeat(12) + "K7QA";

    @Test
    void linksAreReadAsTheVectorsSay() {
        for (Vectors.Row row : Vectors.read("join-links.txt", 3)) {
            Optional<JoinLink> link = JoinLink.of(Vectors.unquote(row.column(1)));
            assertEquals(row.column(2), link.map(JoinLink::toString).orElse("invalid"), row.name());
        }
    }

    @Test
    void partsOfALinkAreRead() {
        JoinLink link = JoinLink.of("hobnob://10.0.0.5,b.example:2/?key=" + KEY + "&room=Lab3")
                .orElseThrow();
        assertEquals(List.of(new HostPort("10.0.0.5", 15_600), new HostPort("b.example", 2)), link.registries());
        assertEquals(KEY, link.key());
        assertEquals(Optional.of(new RoomName("lab3")), link.room());
        assertEquals(Optional.empty(), link.to(Optional.empty()).room());
    }

    @Test
    void aLinkThatIsTooLongIsRefused() {
        String more = "&x=" + "y".repeat(256);
        assertTrue(JoinLink.of("hobnob://h/?key=" + KEY + more.repeat(7)).isPresent());
        assertEquals(Optional.empty(), JoinLink.of("hobnob://h/?key=" + KEY + more.repeat(8)));
        assertEquals(Optional.empty(), JoinLink.of(null));
    }

    @Test
    void aDamagedLinkIsStillMeantAsOne() {
        assertTrue(JoinLink.isMeant("HOBNOB://"));
        assertFalse(JoinLink.isMeant("hobnob:15600"));
    }

    @Test
    void aLinkWithoutRegistryOrKeyCannotBeMade() {
        List<HostPort> one = List.of(new HostPort("h", 1));
        assertThrows(IllegalArgumentException.class, () -> new JoinLink(List.of(), KEY, Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> new JoinLink(one, "K7QD", Optional.empty()));
    }
}
