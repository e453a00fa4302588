package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hobnob.bus.Addresses;
import org.hobnob.testing.Await;
import org.hobnob.testing.RegistryFixture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written in a room while members come is said in the order of writing, whoever must be looked up meanwhile. */
@Tag("slow")
class SpeakingOrderTest {
    private static final int COUNT = 200;

    @TempDir
    Path folder;

    @Test
    void messagesKeepTheirOrderWhileMembersJoin() {
        RegistryFixture registry = RegistryFixture.start(folder);
        BusPeer dana = BusPeer.online("dana", registry.port());
        BusPeer omar = BusPeer.online("omar", registry.port());
        try {
            dana.create("lab3");
            long version = omar.join("lab3").getLong("version");
            dana.console().see("reach", "user", "omar");
            List<Future<?>> said = new ArrayList<>();
            for (int i = 0; i < COUNT; i++) {
                if (i % 3 == 0) {
                    dana.news(Addresses.PEER_ROOM_NEWS, "notice", back("omar", version));
                }
                said.add(dana.asking(
                        Addresses.PEER_ROOM, "say", BusPeer.room("lab3").put("text", "line " + i)));
            }
            Await.await(Future.all(said));
            omar.console().see("room-text", "text", "line " + (COUNT - 1));
            assertEquals(
                    IntStream.range(0, COUNT).mapToObj(i -> "line " + i).toList(),
                    omar.console()
                            .told("room-text")
                            .map(json -> json.getString("text"))
                            .toList());
        } finally {
            dana.stop();
            omar.stop();
            registry.close();
        }
    }

    private static JsonObject back(String user, long version) {
        return BusPeer.room("lab3")
                .put("event", "back")
                .put("user", user)
                .put("by", (String) null)
                .put("host", "dana")
                .put("version", version)
                .put("port", 4_001)
                .put("capacity", 100)
                .put("kind", "sealed");
    }
}
