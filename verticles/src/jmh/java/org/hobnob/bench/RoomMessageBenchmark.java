package org.hobnob.bench;

import java.security.SecureRandom;
import java.util.List;
import java.util.ArrayList;
import java.util.Optional;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.room.RoomHash;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RosterClaim;
import org.hobnob.protocol.room.ShortHash;
import org.hobnob.protocol.room.engine.Saying;
import org.hobnob.protocol.room.seal.Arrival;
import org.hobnob.protocol.room.member.Roster;
import org.openjdk.jmh.annotations.Param;
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
    private static final UserName DANA = new UserName("dana");
    private static final int ACKNOWLEDGED_EVERY = 16;
    private static final Arrival FROM_GROUP = Arrival.fromGroup("here");
    private static final long STEP_MS = 200;
    private static final MessageBody TEXT = MessageBody.of(new ChatText("x".repeat(64)));
    private static final RoomName ROOM = new RoomName("lab3");
    private static final Optional<RoomHash> HASH =
            Optional.of(RoomHash.of(new byte[32], new RoomInstance("0".repeat(32)), ROOM));

    /** The version of the seals that both read. */
    @Param({"1", "2"})
    private int version;

    /** How many lines are said at once. */
    @Param({"1", "16"})
    private int together;

    private final SecureRandom random = new SecureRandom();
    private SealedRoom sender;
    private SealedRoom receiver;
    private long nowMs;
    private int said;

    /** Two members who have each other's keys. */
    @Setup
    public void meet() {
        UserName dana = DANA;
        UserName omar = new UserName("omar");
        Identity danas = Identity.generate(random);
        Identity omars = Identity.generate(random);
        sender = room(dana, danas);
        receiver = room(omar, omars);
        sender.roster(roster(omar, omars), nowMs);
        receiver.roster(roster(dana, danas), nowMs);
        giveKeys(say());
        receiver.keysFor(dana, 0, 0).ifPresent(keys -> sender.keys(omar, keys, true, nowMs));
    }

    private Roster roster(UserName other, Identity identity) {
        Roster.Member member = new Roster.Member(identity.publicKey(), true, version == RoomHeader.VERSION_2, true);
        return new Roster(1, HASH, new RosterClaim(1, new ShortHash(1, 2)), Map.of(other, member));
    }

    private void giveKeys(List<RoomEffect> effects) {
        effects.forEach(effect -> {
            if (effect instanceof RoomEffect.GiveKey give) {
                sender.keysFor(give).ifPresent(keys -> receiver.keys(DANA, keys, true, nowMs));
            }
        });
    }

    private SealedRoom room(UserName self, Identity identity) {
        return new SealedRoom(
                RoomId.of(ROOM),
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
        List<Saying> sayings = new ArrayList<>(together);
        for (int i = 0; i < together; i++) {
            sayings.add(new Saying(MessageId.random(random), TEXT));
        }
        return sender.say(sayings, nowMs);
    }

    /** Both parts; every sixteenth message is acknowledged. */
    @Benchmark
    public int sayAndTake() {
        int shown = take(say());
        said++;
        if (said % ACKNOWLEDGED_EVERY == 0) {
            nowMs += STEP_MS;
            datagrams(receiver.tick(nowMs)).forEach(status -> sender.datagram(status, FROM_GROUP, nowMs));
            sender.tick(nowMs);
        }
        return shown;
    }

    private int take(List<RoomEffect> effects) {
        giveKeys(effects);
        int shown = 0;
        for (byte[] datagram : datagrams(effects)) {
            shown += receiver.datagram(datagram, FROM_GROUP, nowMs).size();
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
