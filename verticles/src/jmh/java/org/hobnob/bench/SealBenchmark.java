package org.hobnob.bench;

import java.security.SecureRandom;
import java.util.Optional;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.room.RoomHash;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RosterClaim;
import org.hobnob.protocol.room.SealedContent;
import org.hobnob.protocol.room.ShortHash;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hobnob.ed25519.Ed25519Verifier;
import org.hobnob.peer.identity.Identity;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.RoomId;
import org.hobnob.protocol.room.seal.Opened;
import org.hobnob.protocol.room.seal.RoomSeal;
import org.hobnob.protocol.room.seal.SealBounds;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One datagram: signed and sealed; and then opened and checked. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SealBenchmark {
    private static final long STREAM = 7;
    private static final RosterClaim ROSTER = new RosterClaim(1, new ShortHash(1, 2));

    /** Bytes of text. */
    @Param({"64", "1000"})
    private int bytes;

    private final SecureRandom random = new SecureRandom();
    /** The version of the seals. */
    @Param({"1", "2"})
    private int version;

    private SealedContent content;
    private RoomSeal sender;
    private RoomSeal receiver;
    private long sequence;

    /** The receiver has the sender's keys. */
    @Setup
    public void meet() {
        UserName dana = new UserName("dana");
        Identity danas = Identity.generate(random);
        sender = seal(dana, STREAM, danas);
        receiver = seal(new UserName("omar"), STREAM + 1, Identity.generate(random));
        receiver.members(Map.of(dana, danas.publicKey()));
        sequence = 1;
        sender.renew(1, sequence);
        receiver.take(dana, STREAM, sender.chains(sequence));
        MessageId id = MessageId.random(random);
        String text = "x".repeat(bytes);
        content = version == RoomHeader.VERSION_1
                ? new Fragment(id, 0, 1, text)
                : new SealedContent.Messages(
                        List.of(new SealedContent.Message(id, MessageBody.of(new ChatText(text)))));
    }

    private RoomSeal seal(UserName self, long stream, Identity identity) {
        RoomName room = new RoomName("lab3");
        RoomSeal seal = new RoomSeal(
                RoomId.of(room),
                self,
                stream,
                identity,
                new Ed25519Verifier(),
                random,
                SealBounds.STANDARD);
        seal.room(Optional.of(RoomHash.of(new byte[32], new RoomInstance("0".repeat(32)), room)), true);
        return seal;
    }

    @Benchmark
    public byte[] seal() {
        byte[] datagram = sender.seal(sequence, content, ROSTER);
        sequence++;
        return datagram;
    }

    @Benchmark
    public Opened.Data sealAndOpen() {
        return (Opened.Data) receiver.open(seal());
    }
}
