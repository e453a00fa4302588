package org.hobnob.peer.room;

import static org.hobnob.testing.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.history.PastMessages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the console hears of rooms. */
class RoomNewsTest {
    private static final UserName HOSTED = new UserName("hana");
    private static final RoomName LAB = new RoomName("lab");

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void fetchedLineOfAHostedMemberIsMarkedSo() {
        List<JsonObject> heard = new CopyOnWriteArrayList<>();
        await(new Bus(vertx).hear(Addresses.PEER_CONSOLE, Map.of("room-text", heard::add)));
        RoomNews news = new RoomNews(new Bus(vertx), new RoomPaths(), (room, user) -> user.equals(HOSTED));
        await(news.past(LAB, past(HOSTED), true));
        await(news.past(LAB, past(new UserName("omar")), true));
        assertEquals(
                List.of(true, false),
                heard.stream().map(json -> json.getBoolean("hosted", false)).toList());
    }

    private static PastMessages.Past past(UserName speaker) {
        return new PastMessages.Past(
                speaker,
                new PublicKey("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"),
                new MessageId("0a".repeat(16)),
                MessageBody.of(new ChatText("hi")),
                speaker,
                0);
    }
}
