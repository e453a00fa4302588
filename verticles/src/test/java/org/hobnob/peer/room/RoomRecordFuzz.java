package org.hobnob.peer.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.fuzz.FuzzTarget;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.ShortHash;
import org.hobnob.protocol.room.engine.Change;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.hobnob.protocol.room.engine.RoomRecord;

/** What a profile remembers of rooms, as texts (SPEC 13). */
public final class RoomRecordFuzz implements FuzzTarget {
    @Override
    public void parse(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        RoomChangeJson.parse(text).ifPresent(change -> {
            assertEquals(Optional.of(change), RoomChangeJson.parse(RoomChangeJson.of(change)));
            RoomRecord record = new RoomRecord();
            record.apply(change);
            record.changes().forEach(RoomChangeJson::of);
            record.memory();
        });
        UnshownLines.parse(text)
                .ifPresent(line -> assertEquals(
                        Optional.of(line),
                        UnshownLines.parse(UnshownLines.json(line).encode())));
    }

    @Override
    public List<byte[]> seeds() {
        UserName dana = new UserName("Dana");
        MessageId id = new MessageId("0f".repeat(16));
        MessageBody body = MessageBody.of(new ChatText("hello"));
        Stream<Change> changes = Stream.of(
                new Change.Joined(),
                new Change.Said(5, 1, id, body, Set.of(dana)),
                new Change.Departed(dana),
                new Change.Settled(5, 1),
                new Change.Delivered(dana, 7, 3, 0, Optional.of(id), new ShortHash(3, 1)));
        Stream<RoomEffect> lines = Stream.of(
                new RoomEffect.Missed(dana, 3, 7, 4),
                new RoomEffect.Unreadable(dana, id),
                new RoomEffect.Deliver(dana, id, body, true));
        return Stream.concat(
                        changes.map(RoomChangeJson::of),
                        lines.map(line -> UnshownLines.json(line).encode()))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
