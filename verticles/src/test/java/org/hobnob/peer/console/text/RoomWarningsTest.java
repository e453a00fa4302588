package org.hobnob.peer.console.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class RoomWarningsTest {
    private static JsonObject warning(String what, String... users) {
        return new JsonObject()
                .put("room", "lab")
                .put("what", what)
                .put("users", new JsonArray(java.util.List.of(users)));
    }

    @Test
    void memberThatContradictsItselfIsNamed() {
        assertEquals(
                "#lab: omar showed different texts to different members; the evidence is in the log",
                RoomWarnings.of(warning("different-texts", "omar").put("reporter", "omar")));
    }

    @Test
    void anothersReportMayBeUntrue() {
        assertEquals(
                "#lab: omar showed you and dana different texts, or dana does not tell the truth; ask both",
                RoomWarnings.of(warning("different-texts", "omar").put("reporter", "dana")));
    }

    @Test
    void registryWithTwoListsIsShown() {
        assertEquals(
                "#lab: the registry tells omar and you different members of #lab; say nothing there that only its"
                        + " members may read",
                RoomWarnings.of(warning("other-roster", "omar")));
    }

    @Test
    void membersWithEarlierVersionsAreNamed() {
        assertEquals(
                "omar's version is too old for the stronger seals of #lab",
                RoomWarnings.of(warning("weaker-seals", "omar")));
        assertEquals(
                "the versions of dana, omar are too old for the stronger seals of #lab",
                RoomWarnings.of(warning("weaker-seals", "dana", "omar")));
    }

    @Test
    void namesAreMadeSafe() {
        assertEquals(
                "o\uFFFDmar's version is too old for the stronger seals of #lab",
                RoomWarnings.of(warning("weaker-seals", "o\u001bmar")));
    }
}
