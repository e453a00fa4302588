package org.hobnob.bench;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hobnob.ed25519.Ed25519Verifier;
import org.hobnob.peer.identity.Identity;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.hobnob.protocol.room.engine.RoomMemory;
import org.hobnob.protocol.room.member.SealedRoom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A line of 64 bytes in a room of two, from what was said to what is shown; nothing of sockets and disks. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RoomMessageBenchmark {
    private static final int ACKNOWLEDGED_EVERY = 16;
    private static final long STEP_MS = 200;
    private static final ChatText TEXT = new ChatText("x".repeat(64));

    private final SecureRandom random = new SecureRandom();
    private SealedRoom sender;
    private SealedRoom receiver;
    private long nowMs;
    private int said;

    /** Two members who have each other's keys. */
    @Setup
    public void meet() {
        UserName dana = new UserName("dana");
        UserName omar = new UserName("omar");
        Identity danas = Identity.generate(random);
        Identity omars = Identity.generate(random);
        sender = room(dana, danas);
        receiver = room(omar, omars);
        sender.roster(1, Map.of(omar, new SealedRoom.Member(omars.publicKey(), true)), nowMs);
        receiver.roster(1, Map.of(dana, new SealedRoom.Member(danas.publicKey(), true)), nowMs);
        sender.say(MessageId.random(random), TEXT, nowMs).forEach(effect -> {
            if (effect instanceof RoomEffect.GiveKey give) {
                sender.keysFor(give).ifPresent(keys -> receiver.keys(dana, keys, true, nowMs));
            }
        });
        receiver.keysFor(dana, 0, 0).ifPresent(keys -> sender.keys(omar, keys, true, nowMs));
    }

    private SealedRoom room(UserName self, Identity identity) {
        return new SealedRoom(
                RoomId.of(new RoomName("lab3")),
                self,
                RoomMemory.NONE,
                identity,
                new Ed25519Verifier(),
                random,
                random);
    }

    /** The sender's part: numbering, signing, sealing. */
    @Benchmark
    public List<RoomEffect> say() {
        return sender.say(MessageId.random(random), TEXT, nowMs);
    }

    /** Both parts; every sixteenth message is acknowledged. */
    @Benchmark
    public int sayAndTake() {
        int shown = take(say());
        said++;
        if (said % ACKNOWLEDGED_EVERY == 0) {
            nowMs += STEP_MS;
            datagrams(receiver.tick(nowMs)).forEach(status -> sender.datagram(status, true, nowMs));
            sender.tick(nowMs);
        }
        return shown;
    }

    private int take(List<RoomEffect> effects) {
        int shown = 0;
        for (byte[] datagram : datagrams(effects)) {
            shown += receiver.datagram(datagram, true, nowMs).size();
        }
        return shown;
    }

    private static List<byte[]> datagrams(List<RoomEffect> effects) {
        return effects.stream()
                .filter(RoomEffect.Send.class::isInstance)
                .map(effect -> ((RoomEffect.Send) effect).datagram())
                .toList();
    }
}
