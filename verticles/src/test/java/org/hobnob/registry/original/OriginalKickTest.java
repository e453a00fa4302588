package org.hobnob.registry.original;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.OriginalClient;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Original clients that a native host removes, and original hosts, which cannot remove anybody. */
@Tag("slow")
class OriginalKickTest {
    @TempDir
    Path folder;

    private RegistryFixture registry;
    private OriginalClient kareem;
    private NativeClient dana;

    @BeforeEach
    void start() {
        registry = RegistryFixture.start(folder);
        kareem = registry.originalUser("Kareem");
        dana = registry.newUser("dana");
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
    }

    @Test
    void kickedUserIsNotToldAndMayJoinAgain() {
        dana.ask("CREATE_CHAT_ROOM lounge - 10 All kind=open");
        kareem.ask("JOIN-CHAT-ROOM lounge Kareem");
        assertEquals("KICK <SUCCESS> <200>", dana.ask("KICK kareem lounge"));
        // Had anything been pushed, it would be what answers this.
        assertEquals("PEER-LIST <SUCCESS> <200> dana", kareem.ask("DISCOVER-ROOM-PEERS lounge"));
        assertEquals("ROOM-EXIT-RESPONSE <FAILURE> <404>", kareem.ask("ROOM-EXIT Kareem lounge"));
        assertEquals("CREATION <SUCCESS> <200>", kareem.ask("CREATE-CHAT-ROOM room170 Kareem"));
        kareem.ask("ROOM-EXIT Kareem room170");
        assertEquals("JOIN <SUCCESS> <200> dana", kareem.ask("JOIN-CHAT-ROOM lounge Kareem"));
    }

    @Test
    void anOriginalHostRemovesNobody() {
        kareem.ask("CREATE-CHAT-ROOM room170 Kareem");
        dana.ask("JOIN_CHAT_ROOM room170 - 1");
        assertEquals("KICK <FAILURE> <404> reason=not-host", dana.ask("KICK Kareem room170"));
        assertEquals("ERROR <FAILURE> <404>", kareem.ask("KICK dana room170"));
        assertEquals("ERROR <FAILURE> <404>", kareem.ask("KICK_MEMBER dana room170"));
        assertTrue(kareem.ask("SHOW-ROOM-LIST").endsWith(" room170 ['Kareem', 'dana'] Kareem."));
    }
}
