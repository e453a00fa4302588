package org.hobnob.peer.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.chat.Stored;
import org.hobnob.protocol.fuzz.FuzzTarget;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** What a profile remembers of private messages, as texts (SPEC 13). */
public final class ChatRecordFuzz implements FuzzTarget {
    @Override
    public void parse(byte[] input) {
        ChatRecords.parse(new String(input, StandardCharsets.UTF_8))
                .ifPresent(record -> assertEquals(Optional.of(record), ChatRecords.parse(ChatRecords.print(record))));
    }

    @Override
    public List<byte[]> seeds() {
        UserName dana = new UserName("Dana");
        LogId log = LogId.of("0f".repeat(8)).orElseThrow();
        MessageId id = new MessageId("0f".repeat(16));
        EncodedBody body = EncodedBody.of(new ChatText("hello"));
        return Stream.<Stored>of(
                        new Stored.Outgoing(dana, log, 3),
                        new Stored.Incoming(dana, log, 3, List.of(id), 9),
                        new Stored.Waiting(dana, log, 4, id, body),
                        new Stored.Unshown(dana, log, 4, id, body, 9, true))
                .map(record -> ChatRecords.print(record).getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
