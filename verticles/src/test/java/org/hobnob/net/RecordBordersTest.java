package org.hobnob.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.OutputStream;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.hobnob.net.tls.NodeCertificate;
import org.hobnob.net.tls.P256;
import org.hobnob.net.tls.ServerTls;
import org.hobnob.net.tls.TlsEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One TLS record is one buffer, one write is one TLS record. */
@Tag("slow")
class RecordBordersTest {
    private static final int ROUNDS = 300;
    /** What the JDK puts into one record at most, under TLS 1.3 less than the 16,384 allowed. */
    private static final int LONGEST_BYTES = 16_367;

    private static final NodeCertificate CERTIFICATE =
            NodeCertificate.issue(P256.generate(new SecureRandom()), List.of(), Instant.now(), new SecureRandom());

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private Vertx vertx;
    private NetServer server;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    static Stream<Arguments> enginesAndProtocols() {
        return Stream.of(TlsEngine.JDK, TlsEngine.OPENSSL)
                .flatMap(engine -> Stream.of("TLSv1.3", "TLSv1.2").map(protocol -> Arguments.of(engine, protocol)));
    }

    @ParameterizedTest
    @MethodSource("enginesAndProtocols")
    void recordsInOneSegmentArriveOneByOne(TlsEngine engine, String protocol) throws Exception {
        listen(engine, this::collect);
        try (HandDrivenTls client = new HandDrivenTls(server.actualPort(), protocol)) {
            client.handshakeKeepingLastFlight();
            client.flush();
            for (int round = 0; round < ROUNDS; round++) {
                List<String> sent = messagesOf(round);
                for (String message : sent) {
                    client.wrap(message.getBytes(US_ASCII));
                }
                client.flush();
                assertEquals(sent, take(sent.size()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("enginesAndProtocols")
    void recordsSentWithTheHandshakeArriveOneByOne(TlsEngine engine, String protocol) throws Exception {
        listen(engine, this::collect);
        for (int round = 0; round < 40; round++) {
            try (HandDrivenTls client = new HandDrivenTls(server.actualPort(), protocol)) {
                client.handshakeKeepingLastFlight();
                List<String> sent = messagesOf(round);
                for (String message : sent) {
                    client.wrap(message.getBytes(US_ASCII));
                }
                client.flush();
                assertEquals(sent, take(sent.size()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("enginesAndProtocols")
    void recordsTornByTheNetworkArriveWhole(TlsEngine engine, String protocol) throws Exception {
        listen(engine, this::collect);
        try (HandDrivenTls client = new HandDrivenTls(server.actualPort(), protocol)) {
            client.handshakeKeepingLastFlight();
            for (int pieceBytes : new int[] {1, 3, 7, 50, 1000}) {
                List<String> sent = List.of("a", "b".repeat(700), "c".repeat(1024), "d");
                for (String message : sent) {
                    client.wrap(message.getBytes(US_ASCII));
                }
                client.flushInPieces(pieceBytes);
                assertEquals(sent, take(sent.size()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("enginesAndProtocols")
    void theLongestRecordIsOneBuffer(TlsEngine engine, String protocol) throws Exception {
        listen(engine, this::collect);
        try (HandDrivenTls client = new HandDrivenTls(server.actualPort(), protocol)) {
            client.handshakeKeepingLastFlight();
            List<Integer> lengths = List.of(LONGEST_BYTES, 1, LONGEST_BYTES);
            for (int length : lengths) {
                client.wrap("x".repeat(length).getBytes(US_ASCII));
            }
            client.flush();
            assertEquals(
                    lengths, take(lengths.size()).stream().map(String::length).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("enginesAndProtocols")
    void anOrdinaryClientsWritesArriveOneByOne(TlsEngine engine, String protocol) throws Exception {
        listen(engine, this::collect);
        try (SSLSocket client = (SSLSocket) HandDrivenTls.trustingAnyone()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            client.setEnabledProtocols(new String[] {protocol});
            OutputStream out = client.getOutputStream();
            for (int round = 0; round < ROUNDS; round++) {
                List<String> sent = messagesOf(round);
                for (String message : sent) {
                    out.write(message.getBytes(US_ASCII));
                    out.flush();
                }
                assertEquals(sent, take(sent.size()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("enginesAndProtocols")
    void aPausedReaderGetsTheSameBuffers(TlsEngine engine, String protocol) throws Exception {
        listen(engine, socket -> {
            collect(socket);
            socket.pause();
            vertx.setTimer(50, id -> socket.resume());
        });
        try (HandDrivenTls client = new HandDrivenTls(server.actualPort(), protocol)) {
            client.handshakeKeepingLastFlight();
            List<String> sent = IntStream.range(0, 200).mapToObj(n -> "m" + n).toList();
            for (String message : sent) {
                client.wrap(message.getBytes(US_ASCII));
            }
            client.flush();
            assertEquals(sent, take(sent.size()));
        }
    }

    @ParameterizedTest
    @MethodSource("enginesAndProtocols")
    void writesOfOneHandlerCallAreRecordsOfTheirOwn(TlsEngine engine, String protocol) throws Exception {
        List<String> replies = List.of("<OK> <200>", "r".repeat(1024), "x", "s".repeat(1023));
        listen(engine, socket -> {
            socket.handler(ignored -> replies.forEach(reply -> socket.write(Buffer.buffer(reply, "US-ASCII"))));
        });
        try (HandDrivenTls client = new HandDrivenTls(server.actualPort(), protocol)) {
            client.handshakeKeepingLastFlight();
            for (int round = 0; round < ROUNDS; round++) {
                client.wrap(new byte[] {'?'});
                client.flush();
                assertEquals(replies, readRecords(client, replies.size()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("enginesAndProtocols")
    void eachWriteIsARecordOfItsOwn(TlsEngine engine, String protocol) throws Exception {
        List<String> greeting = List.of("HELLO_BACK SUCCESS 200 ", "one", "two", "three");
        listen(engine, socket -> new Thread(() -> greeting.forEach(text -> socket.write(text, "US-ASCII"))).start());
        for (int round = 0; round < 20; round++) {
            try (HandDrivenTls client = new HandDrivenTls(server.actualPort(), protocol)) {
                client.handshakeKeepingLastFlight();
                client.flush();
                assertEquals(greeting, readRecords(client, greeting.size()));
            }
        }
    }

    private void listen(TlsEngine engine, Consumer<NetSocket> onConnect) throws Exception {
        server = vertx.createNetServer(ServerTls.options(CERTIFICATE, engine)
                        .setHost("127.0.0.1")
                        .setPort(0))
                .connectHandler(onConnect::accept);
        server.listen().await(10, TimeUnit.SECONDS);
    }

    private void collect(NetSocket socket) {
        socket.handler(buffer -> received.add(buffer.toString("US-ASCII")));
    }

    private List<String> take(int count) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        while (taken.size() < count) {
            String next = received.poll(20, TimeUnit.SECONDS);
            if (next == null) {
                return taken;
            }
            taken.add(next);
        }
        return taken;
    }

    private static List<String> readRecords(HandDrivenTls client, int count) throws Exception {
        List<String> records = new ArrayList<>();
        for (int record = 0; record < count; record++) {
            records.add(new String(client.readRecord(), US_ASCII));
        }
        return records;
    }

    private static List<String> messagesOf(int round) {
        return List.of("HELLO " + round, "SEARCH", "p".repeat(1 + round % 100));
    }
}
