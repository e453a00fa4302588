package org.hobnob.registry.original;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.hobnob.testing.OriginalClient;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What original clients are greeted with. That something has no answer shows in the answer to what comes next. */
@Tag("slow")
class OriginalGreetingTest {
    private static final String ASK = "SHOW-ROOM-LIST";
    private static final String NOT_LOGGED_IN = "ROOM-LIST <FAILURE> <404>";

    @TempDir
    Path folder;

    private RegistryFixture registry;

    @BeforeEach
    void start() {
        registry = RegistryFixture.start(folder);
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
    }

    @Test
    void helloHasNoAnswerButTheGreeting() {
        OriginalClient client = registry.silentOriginal();
        client.send("HELLO_P2P");
        assertEquals("HELLO_BACK SUCCESS 200 ", client.receive());
        client.send("HELLO_P2P");
        client.send("  HELLO_P2P \r\n");
        assertEquals(NOT_LOGGED_IN, client.ask(ASK));
        assertEquals(NOT_LOGGED_IN, client.ask(ASK));
    }

    @Test
    void clientIsGreetedBeforeItsFirstAnswer() {
        OriginalClient client = registry.silentOriginal();
        client.send("REGISTER Kareem " + RegistryFixture.PASSWORD);
        assertEquals("HELLO_BACK SUCCESS 200 ", client.receive());
        assertEquals("REGISTER <SUCCESS> <200>", client.receive());
    }

    @Test
    void aHelloGluedBeforeACommandIsSkipped() {
        OriginalClient first = registry.silentOriginal();
        first.send("HELLO_P2PREGISTER Kareem " + RegistryFixture.PASSWORD);
        assertEquals("HELLO_BACK SUCCESS 200 ", first.receive());
        assertEquals("REGISTER <SUCCESS> <200>", first.receive());
        OriginalClient second = registry.silentOriginal();
        second.send("HELLO_P2P REGISTER kareem " + RegistryFixture.PASSWORD);
        assertEquals("HELLO_BACK SUCCESS 200 ", second.receive());
        assertEquals("REGISTER <EXIST> <300>", second.receive());
        assertEquals("AUTH <FAILURE> <404>", second.ask("HELLO_P2P HELLO_P2PLOGIN kareem wrong"));
    }

    @Test
    void helloAndACommandSentTogetherAreBothAnswered() {
        OriginalClient client = registry.silentOriginal();
        client.sendTogether("HELLO_P2P", ASK);
        assertEquals("HELLO_BACK SUCCESS 200 ", client.receive());
        assertEquals(NOT_LOGGED_IN, client.receive());
    }

    @Test
    void silentClientDoesNotDelayOthers() {
        registry.silentOriginal();
        OriginalClient other = registry.original();
        assertEquals(NOT_LOGGED_IN, other.ask(ASK));
    }
}
