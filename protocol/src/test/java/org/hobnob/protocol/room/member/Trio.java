package org.hobnob.protocol.room.member;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.crypto.Signer;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.RoomHash;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.RosterClaim;
import org.hobnob.protocol.room.engine.Change;
import org.hobnob.protocol.room.engine.RoomEffect;
import org.hobnob.protocol.room.engine.RoomRecord;
import org.hobnob.protocol.room.engine.Saying;
import org.hobnob.protocol.room.seal.Arrival;
import org.hobnob.protocol.sim.Keys;
import org.hobnob.protocol.sim.World;

/** Dana, Ben and Omar in a room, whose datagrams a test carries by hand; all begin with the roster of version 1. */
final class Trio {
    static final UserName DANA = new UserName("dana");
    static final UserName BEN = new UserName("ben");
    static final UserName OMAR = new UserName("omar");
    static final UserName MALLORY = new UserName("mallory");

    private static final RoomName LAB = new RoomName("lab");
    private static final RoomInstance INSTANCE = new RoomInstance("ab".repeat(16));

    /** A member's program, and what it did. */
    final class Program {
        private final UserName user;
        final RoomRecord record;
        final SealedRoom room;
        final List<RoomEffect> done = new ArrayList<>();

        private Program(UserName user, RoomRecord record, long seed) {
            this.user = user;
            this.record = record;
            SplittableRandom random = new SplittableRandom(seed);
            room = new SealedRoom(
                    RoomId.of(LAB),
                    user,
                    record.memory(),
                    signers.get(user),
                    keys.verifier(),
                    random,
                    new SplittableRandom(seed));
        }

        /** The registry tells this program that these are the members at that version, and the person is shown them. */
        Program told(long version, UserName... members) {
            return sees(version, members).shownReaders();
        }

        /** The registry tells this program that these are the members at that version. */
        Program sees(long version, UserName... members) {
            Map<UserName, Optional<PublicKey>> all = new TreeMap<>();
            Map<UserName, Roster.Member> others = new TreeMap<>();
            for (UserName member : members) {
                PublicKey key = signers.get(member).publicKey();
                all.put(member, Optional.of(key));
                if (!member.equals(user)) {
                    others.put(member, new Roster.Member(key, true, readVersion2, version == 1));
                }
            }
            RosterClaim claim = RosterClaim.of(INSTANCE, version, all);
            take(room.roster(new Roster(version, Optional.of(hash()), claim, others), nowMs));
            return this;
        }

        /** The person is shown who can read from now on. */
        Program shownReaders() {
            all(RoomEffect.NewReader.class).forEach(reader -> take(room.told(reader, nowMs)));
            return this;
        }

        /** Says something and returns its datagrams. */
        List<byte[]> say(String... texts) {
            List<Saying> sayings = new ArrayList<>();
            for (String text : texts) {
                sayings.add(new Saying(MessageId.random(ids), MessageBody.of(new ChatText(text))));
            }
            return sent(room.say(sayings, nowMs));
        }

        /** Says something that is sent at once and not stored any more: the program ends at this moment. */
        List<byte[]> sayLast(String text) {
            return datagrams(
                    room.say(List.of(new Saying(MessageId.random(ids), MessageBody.of(new ChatText(text)))), nowMs));
        }

        private List<byte[]> sent(List<RoomEffect> effects) {
            take(effects);
            return datagrams(effects);
        }

        /** All datagrams that were sent. */
        List<byte[]> sent() {
            return datagrams(done);
        }

        private static List<byte[]> datagrams(List<RoomEffect> effects) {
            return effects.stream()
                    .filter(RoomEffect.Send.class::isInstance)
                    .map(effect -> ((RoomEffect.Send) effect).datagram())
                    .toList();
        }

        /** Takes the other's keys, as the answer to a question. */
        Program keysOf(Program other) {
            take(room.keys(other.user, other.room.keysFor(user, 0, 0).orElseThrow(), true, nowMs));
            return this;
        }

        Program hears(List<byte[]> datagrams) {
            datagrams.forEach(datagram -> take(room.datagram(datagram.clone(), Arrival.fromGroup("there"), nowMs)));
            return this;
        }

        /** Lets time pass, and returns what is sent meanwhile. */
        List<byte[]> pass(long ms) {
            List<byte[]> sent = new ArrayList<>();
            long endMs = nowMs + ms;
            while (room.wakeAtMs() <= endMs) {
                nowMs = Math.max(nowMs, room.wakeAtMs());
                sent.addAll(sent(room.tick(nowMs)));
            }
            nowMs = endMs;
            return sent;
        }

        private void take(List<RoomEffect> effects) {
            done.addAll(effects);
            effects.forEach(effect -> {
                if (effect instanceof RoomEffect.Keep keep) {
                    record.apply(keep.change());
                }
            });
        }

        <T extends RoomEffect> List<T> all(Class<T> kind) {
            return done.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        List<String> shown() {
            return all(RoomEffect.Deliver.class).stream()
                    .map(line -> line.body().text().text())
                    .toList();
        }
    }

    private final Keys keys = Keys.fast(new World(1));
    private final Map<UserName, Signer> signers = new TreeMap<>();
    private final SplittableRandom ids = new SplittableRandom(9);
    private final boolean readVersion2;
    long nowMs = 1_000;
    final Program dana;
    final Program ben;
    final Program omar;
    /** Omar's program once more, with the same stream and keys: what a modified program could send. */
    final Program twin;

    /** @param readVersion2 whether the members' programs read version 2 */
    Trio(boolean readVersion2) {
        this.readVersion2 = readVersion2;
        for (UserName user : List.of(DANA, BEN, OMAR, MALLORY)) {
            signers.put(user, keys.newSigner());
        }
        dana = new Program(DANA, joined(), 1);
        ben = new Program(BEN, joined(), 2);
        omar = new Program(OMAR, joined(), 3);
        twin = new Program(OMAR, joined(), 3);
        List.of(dana, ben, omar, twin).forEach(program -> program.told(1, DANA, BEN, OMAR));
    }

    private static RoomRecord joined() {
        RoomRecord record = new RoomRecord();
        record.apply(new Change.Joined());
        return record;
    }

    /** Ben's program after a restart. */
    Program benAgain() {
        return new Program(BEN, ben.record, 5).told(1, DANA, BEN, OMAR);
    }

    /** Omar's program after a restart. */
    Program omarAgain() {
        return new Program(OMAR, omar.record, 7).told(1, DANA, BEN, OMAR);
    }

    private static RoomHash hash() {
        return RoomHash.of(new byte[32], INSTANCE, LAB);
    }
}
