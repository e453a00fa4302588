package org.hobnob.protocol.room.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.protocol.room.SealedContent;

/** Anna's engine, with a clock that begins below 0, and what it wants done. Ben, Cem and Dana are played by the test. */
final class Bench {
    static final UserName ANNA = new UserName("anna");
    static final UserName BEN = new UserName("ben");
    static final UserName CEM = new UserName("cem");
    static final UserName DANA = new UserName("dana");
    static final UserName EVE = new UserName("eve");
    /** The streams that Anna and Ben begin with. */
    static final long ANNAS = 11;

    static final long BENS = 22;

    /** Something that the engine wanted done, and when. */
    record Done(long atMs, RoomEffect effect) {}

    final FakeSeals seals = new FakeSeals();
    final RoomRecord record;
    final RoomEngine engine;
    final List<Done> done = new ArrayList<>();
    long nowMs = -1_000_000;

    Bench() {
        this(ANNAS, new RoomRecord(), 7);
    }

    /** Anna's program after a restart, which remembers what was recorded. */
    Bench(long stream, RoomRecord record, long seed) {
        this.record = record;
        engine = new RoomEngine(ANNA, stream, record.memory(), seals, new SplittableRandom(seed));
    }

    /** The room's members; all are there. */
    Bench roster(long version, UserName... others) {
        Map<UserName, Boolean> present = new TreeMap<>();
        Arrays.stream(others).forEach(other -> present.put(other, true));
        return take(engine.roster(version, present, nowMs));
    }

    /** Anna has Ben's key from the first number on. */
    Bench followsBen() {
        return keys(BEN, BENS, 1, 1, true);
    }

    Bench keys(UserName owner, long stream, long entitled, long first, boolean complete) {
        return take(engine.keys(owner, stream, entitled, first, complete, nowMs));
    }

    /** Ben's datagram of that number arrives, where it is wanted; it says its number. */
    Bench bens(long... numbers) {
        for (long number : numbers) {
            data(BEN, BENS, number, part(BENS, number), true);
        }
        return this;
    }

    void data(UserName sender, long stream, long number, SealedContent part, boolean byMulticast) {
        if (engine.wants(stream, number)) {
            take(engine.data(
                    sender, stream, number, part, Optional.empty(), new byte[] {(byte) number}, byMulticast, nowMs));
        } else {
            engine.again(stream, byMulticast, nowMs);
        }
    }

    static Fragment part(long stream, long number) {
        return new Fragment(id(1_000 * stream + number), 0, 1, stream + "/" + number);
    }

    static MessageId id(long number) {
        return new MessageId("%032x".formatted(number));
    }

    /** A member tells how it stands. */
    Bench status(
            UserName sender, long stream, long last, long floor, Optional<RoomStatus.Prior> prior, Heard... heard) {
        List<RoomStatus.Heard> all = Arrays.stream(heard)
                .map(one -> new RoomStatus.Heard(one.stream, one.through, one.missed, one.byMulticast))
                .toList();
        RoomStatus status = new RoomStatus(sender, false, last, floor, prior, all);
        return take(engine.status(sender, stream, status, true, nowMs));
    }

    /** What a member has of a stream, by multicast where nothing else is said. */
    record Heard(long stream, long through, int missed, boolean byMulticast) {
        static Heard of(long stream, long through) {
            return new Heard(stream, through, 0, true);
        }
    }

    /** Ben says how far his stream goes; he can repair all of it. */
    Bench bensStatus(long last) {
        return status(BEN, BENS, last, 1, Optional.empty());
    }

    /** A member tells what it has of Anna's stream, which it hears by multicast. */
    Bench acknowledges(UserName member, long stream, long through) {
        return status(member, stream, 0, 1, Optional.empty(), Heard.of(ANNAS, through));
    }

    Bench say(long id, String text) {
        return take(engine.say(List.of(new Saying(id(id), MessageBody.of(new ChatText(text)))), nowMs));
    }

    Bench take(List<RoomEffect> effects) {
        for (RoomEffect effect : effects) {
            done.add(new Done(nowMs, effect));
            if (effect instanceof RoomEffect.Keep keep) {
                record.apply(keep.change());
            }
        }
        return this;
    }

    /** Lets time pass, and the engine do what is due. */
    Bench advance(long ms) {
        long endMs = nowMs + ms;
        int atOnce = 0;
        while (engine.wakeAtMs() <= endMs) {
            long dueMs = Math.max(nowMs, engine.wakeAtMs());
            atOnce = dueMs == nowMs ? atOnce + 1 : 0;
            assertTrue(atOnce < 20, "the engine wakes again and again without time passing");
            nowMs = dueMs;
            take(engine.tick(nowMs));
        }
        nowMs = endMs;
        return this;
    }

    /** What was done of that kind since the last call of {@link #forget}. */
    <T extends RoomEffect> List<T> all(Class<T> kind) {
        return done.stream()
                .map(Done::effect)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** What was sent to the group of that kind. */
    <T> List<T> sent(Class<T> kind) {
        return all(RoomEffect.Send.class).stream()
                .map(send -> seals.meaning(send.datagram()))
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** When something of that kind was sent. */
    List<Long> sentMs(Class<?> kind) {
        return done.stream()
                .filter(one ->
                        one.effect() instanceof RoomEffect.Send send && kind.isInstance(seals.meaning(send.datagram())))
                .map(Done::atMs)
                .toList();
    }

    List<String> shown() {
        return all(RoomEffect.Deliver.class).stream()
                .map(shown -> shown.body().text().text())
                .toList();
    }

    /** How many datagrams were shown as missing. */
    long missed() {
        return all(RoomEffect.Missed.class).stream()
                .mapToLong(RoomEffect.Missed::datagrams)
                .sum();
    }

    List<Nak.Range> asked() {
        return sent(Nak.class).stream().flatMap(nak -> nak.ranges().stream()).toList();
    }

    /** A holder answers a request for a repair of that stream with nothing that was missing. */
    Bench fillsNothing(UserName holder, long stream) {
        engine.repaired(new RoomEffect.AskRepair(holder, range(stream, 1, 1)), false, nowMs);
        return this;
    }

    static Nak.Range range(long stream, long from, long to) {
        return new Nak.Range(stream, from, to);
    }

    Bench forget() {
        done.clear();
        return this;
    }
}
