package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.hobnob.peer.Recording.Said;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sequence diagrams of docs/architecture.md show what two peers and a registry say. Here they say it, and it is
 * recorded at their sockets, behind TLS, and on their event buses.
 */
@Tag("slow")
class ExchangesTest {
    private static final String PASSWORD = "river lamp stone four";
    /** What peers do beside the exchanges, at moments of their own: the document says so. */
    private static final List<String> BESIDE = List.of(
            "SEARCH_USER",
            "SHOW_ROOMS_LIST",
            "ROOMS_LIST",
            "PUT_PREKEYS",
            "FETCH_LETTERS",
            "ALLOW_MAIL",
            "KEEP_ALIVE",
            "alive",
            "search",
            "connect",
            "rooms",
            "contact",
            "put-prekeys",
            "fetch-letters",
            "allow-mail",
            "ignored",
            "reach",
            "answer");

    @TempDir
    Path folder;

    private RegistryFixture registry;
    private ExchangeRecorder recorder;
    private PersonFixture dana;
    private PersonFixture omar;

    @AfterEach
    void stop() {
        Stream.of(dana, omar).filter(Objects::nonNull).forEach(PersonFixture::close);
        if (registry != null) {
            registry.close();
        }
    }

    @Test
    void diagramsShowWhatIsSaid() throws IOException {
        registry = RegistryFixture.start(folder, new TestSettings().fixedPorts());
        recorder = new ExchangeRecorder(registry);
        omar = signedUp(PersonFixture.atMenu(recorder.vertx("omar", "dana"), "omar", registry.port()));
        recorder.recording().taken();
        dana = signedUp(PersonFixture.atMenu(recorder.vertx("dana", "omar"), "dana", registry.port()));
        check("A login", "HELLO", "trust", "stayed", "CHECK_NAME", "check-name", "REGISTER", "register", "fresh");

        dana.say("/msg omar are you there?");
        omar.see("@dana are you there?");
        recorder.recording().await(new Said("danaDirectChat", "danaConsole", "answer"));
        check("A private message");

        dana.type("/create lab3", "#lab3 created").endsWith("#lab3> ");
        omar.type("/join lab3", "You are talking");
        // Everybody has it at once, or a little later, in other words.
        dana.see("omar joined").type("hello", "has it");
        omar.see("dana: hello").say("hello dana");
        dana.see("omar: hello dana");
        recorder.recording().taken();
        dana.say("how are you?");
        omar.see("dana: how are you?");
        recorder.recording().await(new Said("danaMulticastRoom", "danaConsole", "answer"));
        check("A room message", "ROOM_KEYS", "ASK_ROOM_KEYS", "DIRECT_BROADCAST", "STATUS", "NAK");
    }

    private static PersonFixture signedUp(PersonFixture person) {
        person.type(person.name(), "password (not shown): ").type(PASSWORD, "again: ");
        return person.type(PASSWORD, "Logged in as").endsWith("Choice: ");
    }

    private void check(String heading, String... leftOut) throws IOException {
        List<Said> recorded = recorder.recording().taken();
        assertTrue(recorded.size() > 3, recorded.toString());
        List<Said> arrows = SequenceDiagrams.below(heading);
        SequenceDiagrams.checkRecorded(arrows, recorded);
        List<String> beside = new ArrayList<>(BESIDE);
        beside.addAll(List.of(leftOut));
        SequenceDiagrams.checkComplete(arrows, recorded, beside);
    }
}
