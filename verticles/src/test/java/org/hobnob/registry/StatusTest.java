package org.hobnob.registry;

import static org.hobnob.testing.Await.await;
import static org.hobnob.testing.RegistryFixture.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.message.value.UserStatus;
import org.hobnob.registry.store.Session;
import org.hobnob.testing.NativeClient;
import org.hobnob.testing.RegistryFixture;
import org.hobnob.testing.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SPEC 4.12: what users say about being there. */
@Tag("slow")
class StatusTest {
    private static final String SET = "STATUS <SUCCESS> <200>";
    private static final String AT_LUNCH = " status=away:YXQgbHVuY2g";

    @TempDir
    Path folder;

    private final String dana = name("dana");
    private final String emil = name("emil");

    @Test
    void statusIsToldBesideContacts() {
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings())) {
            NativeClient away = registry.newUser(dana);
            NativeClient asker = registry.newUser(emil);
            asker.ask("CREATE_CHAT_ROOM lab3 - 9 \\z");
            away.ask("JOIN_CHAT_ROOM lab3 - 1");
            assertEquals(SET, away.ask("STATUS away at\\slunch"));
            assertTrue(asker.ask("SEARCH_USER " + dana).endsWith(AT_LUNCH));
            assertTrue(asker.ask("DISCOVER_PEERS DETAILED").endsWith(AT_LUNCH));
            assertTrue(asker.ask("DISCOVER_PEERS lab3").endsWith(" status=-;away:YXQgbHVuY2g"));
            assertFalse(asker.ask("DISCOVER_PEERS PARTIAL").contains("status"));
            assertEquals(SET, away.ask("STATUS here \\z"));
            assertFalse(asker.ask("SEARCH_USER " + dana).contains("status"));
        }
    }

    @Test
    void statusEndsWithTheSession() {
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings())) {
            NativeClient away = registry.newUser(dana);
            NativeClient asker = registry.newUser(emil);
            away.ask("STATUS away \\z");
            Session session = stored(registry);
            assertEquals(new UserStatus(true, ""), session.contact().status());
            registry.resume(away);
            assertFalse(asker.ask("SEARCH_USER " + dana).contains("status"));
            assertTrue(asker.hasNoNotice(), "in no room, nothing to be told");
        }
    }

    @Test
    void statusWantsALogin() {
        try (RegistryFixture registry = RegistryFixture.start(folder, new TestSettings())) {
            assertEquals(
                    "STATUS <FAILURE> <404> reason=not-logged-in",
                    registry.connect().ask("STATUS away \\z"));
        }
    }

    private Session stored(RegistryFixture registry) {
        return await(registry.store().sessions().find(new UserName(dana))).orElseThrow();
    }
}
