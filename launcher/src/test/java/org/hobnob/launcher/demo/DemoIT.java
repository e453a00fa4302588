package org.hobnob.launcher.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.hobnob.launcher.Launched;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo without multicast; that with it is run from the archive. */
class DemoIT {
    @TempDir
    Path home;

    @Test
    void withoutMulticastRoomMessagesGoOverTcp() throws Exception {
        try (Launched demo = Launched.start(home, "demo", "--peers", "2", "--no-multicast")) {
            assertEquals(0, demo.exitStatus(), demo::toString);
            demo.shown("multicast is not possible here");
            demo.shown("[#lab3] dana: dana says good morning to the room  (tcp)");
            demo.shown("all 4 messages arrived");
        }
    }
}
