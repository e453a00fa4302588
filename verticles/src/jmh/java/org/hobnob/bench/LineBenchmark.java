package org.hobnob.bench;

import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.protocol.wire.NativePeer;
import org.hobnob.protocol.wire.Parsed;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A direct message as a line. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LineBenchmark {
    private final PeerMessage message = new PeerMessage.DirectMessage(
            new UserName("dana"),
            new UserName("omar"),
            MessageId.random(new SecureRandom()),
            new LogPlace(LogId.random(new SecureRandom()), 1, 1),
            EncodedBody.of(new ChatText("x".repeat(64))));
    private final String line = print(message);

    @Benchmark
    public String print() {
        return print(message);
    }

    private static String print(PeerMessage message) {
        return NativePeer.print("1", message).print();
    }

    @Benchmark
    public Parsed<PeerMessage> parse() {
        return NativePeer.parseMessage(NativeLine.parse(line).orElseThrow());
    }
}
