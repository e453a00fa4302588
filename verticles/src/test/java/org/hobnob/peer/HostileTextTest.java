package org.hobnob.peer;

import java.nio.file.Path;
import java.util.List;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a member writes to harm others' terminals passes a room, a private line and a whole peer, and does not get there. */
@Tag("slow")
class HostileTextTest {
    @TempDir
    Path folder;

    @Test
    void reachesNoTerminal() {
        RegistryFixture registry = RegistryFixture.start(folder);
        BusPeer mallory = BusPeer.online("mallory", registry.port());
        try (PersonFixture dana = PersonFixture.online("dana", registry.port())) {
            mallory.create("lab3");
            // So that a bell is one that somebody else rang.
            dana.type("/set bell off", "bell").type("/join lab3", "#lab3> ");
            List<String> hostile = HostileTexts.all().stream()
                    .filter(text -> ChatText.of(text).isPresent())
                    .toList();
            for (String text : hostile) {
                mallory.say("lab3", "a" + text);
                mallory.message("dana", "b" + text);
            }
            mallory.say("lab3", "the end of the room");
            mallory.message("dana", "the end of the chat");
            dana.see("the end of the room").see("the end of the chat");
            HostileTexts.assertHarmless(dana.raw());
            HostileTexts.assertNotForged(dana.lines());
        } finally {
            mallory.stop();
            registry.close();
        }
    }
}
