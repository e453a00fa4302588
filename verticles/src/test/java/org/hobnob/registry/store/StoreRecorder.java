package org.hobnob.registry.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.registry.store.embedded.StoreRefusedException;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.OriginalClient;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records the data folder of a registry of the present state, for {@link EarlierStoreTest}. Everybody's password is {@code
 * open sesame}. It is run by hand, whenever the schema is about to change, with the name of a new folder:
 *
 * <pre>
 * mvn -q -pl protocol,verticles -am test -Dtest=StoreRecorder -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dhobnob.record=$PWD/verticles/src/test/resources/stores/registry-schema-3
 * </pre>
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "hobnob.record", matches = ".+")
class StoreRecorder {
    @TempDir
    Path folder;

    @Test
    void record() throws IOException, StoreRefusedException {
        Path recorded = Path.of(System.getProperty("hobnob.record"));
        Files.createDirectories(recorded);
        EmbeddedStore embedded = EmbeddedStore.open(folder, "127.0.0.1", 0);
        try (RegistryFixture registry = RegistryFixture.sharing(embedded, folder)) {
            NativeClient dana = registry.newUser("dana");
            NativeClient omar = registry.connect();
            accepted(omar.register("omar"));
            omar.enter("LOGIN omar " + RegistryFixture.PASSWORD + " 4000 udp=4001 key=" + "5b".repeat(32));
            OriginalClient sara = registry.originalUser("sara");
            accepted(dana.ask("CREATE_CHAT_ROOM lab - 0 Nets\\slab"));
            accepted(omar.ask("JOIN_CHAT_ROOM lab - 1"));
            accepted(dana.ask("CREATE_CHAT_ROOM locked " + RegistryFixture.PASSWORD + " 2 \\z"));
            accepted(omar.ask("CREATE_CHAT_ROOM plaza - 0 \\z kind=open"));
            accepted(sara.ask("JOIN-CHAT-ROOM plaza sara"));
            accepted(dana.ask("ROOM_SET lab standing=yes post=hosts"));
            accepted(dana.ask("TOPIC lab Exam\\son\\sFriday"));
            accepted(dana.ask("BAN sara lab"));
            accepted(dana.ask("INVITE omar locked"));
            // While the registry runs, so that its sessions are in the file, as after a crash.
            embedded.close();
            for (String file : new String[] {"store.mv", "secrets"}) {
                Files.copy(folder.resolve(file), recorded.resolve(file));
            }
        }
    }

    private static void accepted(String answer) {
        assertTrue(answer.contains("200"), answer);
    }
}
