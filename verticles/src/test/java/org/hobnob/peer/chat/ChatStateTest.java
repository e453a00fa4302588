package org.hobnob.peer.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.profile.StateFile;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.chat.ChatEffect;
import org.hobnob.protocol.chat.ChatEngine;
import org.hobnob.protocol.chat.Stored;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

/** Records of direct messages in the profile's file (SPEC 13). */
class ChatStateTest {
    private static final Pin PIN = Pin.parse("11".repeat(32)).orElseThrow();
    private static final UserName DANA = new UserName("dana");
    private static final UserName OMAR = new UserName("omar");
    private static final LogId LOG = new LogId("01".repeat(8));
    private static final LogId THEIRS = new LogId("02".repeat(8));

    private static Stored waiting(int number) {
        EncodedBody body = EncodedBody.of(MessageBody.of(new ChatText("message " + number)));
        return new Stored.Waiting(OMAR, LOG, number, id(number), body);
    }

    private static MessageId id(int number) {
        return new MessageId(String.format("%032x", number));
    }

    private static List<Stored> records() {
        EncodedBody body = EncodedBody.of(MessageBody.of(new ChatText("not shown yet")));
        return List.of(
                new Stored.Outgoing(OMAR, LOG, 1),
                waiting(2),
                waiting(3),
                waiting(4),
                new Stored.Incoming(OMAR, THEIRS, 7, List.of(id(70)), 7),
                new Stored.Unshown(OMAR, THEIRS, 7, id(70), body, 7, true));
    }

    @Test
    void unreadableRecordCostsThatRecord() {
        for (int spoilt = 0; spoilt < records().size(); spoilt++) {
            try (StateFile file = StateFile.inMemory()) {
                ChatState state = new ChatState(file, PIN, DANA);
                records().forEach(record -> state.store(List.of(new ChatEffect.Keep(record)), () -> {}, failed -> {}));
                file.commit();
                file.map("chat")
                        .put(
                                PIN + " dana " + records().get(spoilt).key(),
                                "{\"kind\":\"later\"}".getBytes(StandardCharsets.UTF_8));
                List<Stored> others = new ArrayList<>(records());
                others.remove(spoilt);
                assertEquals(Set.copyOf(others), Set.copyOf(state.load()));
                assertGoesOn(others);
            }
        }
    }

    /** What is there is delivered, without a gap for what is not. */
    private static void assertGoesOn(List<Stored> records) {
        ChatEngine engine = new ChatEngine(DANA, records, new SplittableRandom(1));
        engine.start(0);
        TreeMap<Long, String> sent = new TreeMap<>();
        engine.lineUp(OMAR, 1, 1).forEach(effect -> {
            if (effect instanceof ChatEffect.Send send) {
                sent.put(
                        send.message().place().number(),
                        send.message().body().text().text());
            }
        });
        List<String> expected = records.stream()
                .filter(Stored.Waiting.class::isInstance)
                .map(record -> ((Stored.Waiting) record).body().text().text())
                .toList();
        assertEquals(expected, List.copyOf(sent.values()));
        assertEquals(sent.size() - 1, sent.lastKey() - sent.firstKey());
    }
}
