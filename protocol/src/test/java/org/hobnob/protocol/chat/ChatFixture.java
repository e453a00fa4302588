package org.hobnob.protocol.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.message.peer.PeerMessage.DirectMessage;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** One user's engine with what it stored, and a clock that the test moves. */
final class ChatFixture {
    static final UserName DANA = new UserName("dana");
    static final UserName OMAR = new UserName("omar");
    static final long LINE = 7;

    final Map<String, Stored> disk = new LinkedHashMap<>();
    private final RandomGenerator random = new SplittableRandom(1);
    private final UserName self;
    ChatEngine engine;
    long nowMs = -5_000_000;

    ChatFixture(UserName self) {
        this.self = self;
        start();
    }

    /** Starts the program anew, with what was stored. */
    List<ChatEffect> start() {
        engine = new ChatEngine(self, disk.values(), random);
        return keep(engine.start(nowMs));
    }

    /** Stores what the effects say; returns them. */
    List<ChatEffect> keep(List<ChatEffect> effects) {
        for (ChatEffect effect : effects) {
            if (effect instanceof ChatEffect.Keep keep) {
                disk.put(keep.stored().key(), keep.stored());
            } else if (effect instanceof ChatEffect.Drop drop) {
                disk.remove(drop.key());
            }
        }
        return effects;
    }

    List<ChatEffect> say(UserName contact, String text) {
        return keep(engine.say(contact, id(text), EncodedBody.of(new ChatText(text)), nowMs));
    }

    List<ChatEffect> lineUp(UserName contact, long line) {
        return keep(engine.lineUp(contact, line, nowMs));
    }

    List<ChatEffect> lineDown(UserName contact, long line) {
        return keep(engine.lineDown(contact, line, nowMs));
    }

    List<ChatEffect> tick(long afterMs) {
        nowMs += afterMs;
        return keep(engine.tick(nowMs));
    }

    List<ChatEffect> received(DirectMessage message) {
        return keep(engine.received(message.sender(), message, 1));
    }

    /** The message of that text from omar to dana. */
    static DirectMessage fromOmar(LogId log, long number, long first, String text) {
        return new DirectMessage(
                OMAR, DANA, id(text), new LogPlace(log, number, first), EncodedBody.of(new ChatText(text)));
    }

    static LogId log(int of) {
        return new LogId("%016x".formatted(of));
    }

    /** The id that the message of that text has in these tests. */
    static MessageId id(String text) {
        return new MessageId("%032x".formatted(text.hashCode() & 0xffffffffL));
    }

    static <T extends ChatEffect> List<T> of(Class<T> type, List<ChatEffect> effects) {
        return effects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    static List<DirectMessage> sent(List<ChatEffect> effects) {
        return of(ChatEffect.Send.class, effects).stream()
                .map(ChatEffect.Send::message)
                .toList();
    }

    static List<String> sentTexts(List<ChatEffect> effects) {
        return sent(effects).stream().map(message -> message.text().text()).toList();
    }

    static List<String> shown(List<ChatEffect> effects) {
        return of(ChatEffect.Deliver.class, effects).stream()
                .map(deliver -> deliver.message().body().text().text())
                .toList();
    }

    /** The names of the effects, in order. */
    static List<String> names(List<ChatEffect> effects) {
        return new ArrayList<>(effects.stream()
                .map(effect -> effect.getClass().getSimpleName())
                .toList());
    }
}
