package org.hobnob.peer.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.hobnob.protocol.file.FetchOutcome;
import org.hobnob.protocol.file.FileFault;
import org.hobnob.protocol.file.FileLimits;
import org.hobnob.protocol.file.Offer;
import org.hobnob.protocol.file.OfferState;
import org.hobnob.protocol.message.peer.FetchFile;
import org.hobnob.protocol.message.peer.FileHead;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.wire.NativeFetch;
import org.hobnob.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes of one file over one connection, without TLS (SPEC 16.2): good files, bad files, bad other sides. */
@Tag("slow")
class BytesTest {
    private static final MessageId ID = new MessageId("0a".repeat(16));
    private static final UserName ANA = new UserName("ana");
    private static final UserName BOB = new UserName("bob");
    private static final int SIZE = 3_000_017;

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong nowMs = new AtomicLong(1_000);
    private final AtomicLong sent = new AtomicLong();
    private final List<Optional<FileFault>> faults = new CopyOnWriteArrayList<>();
    private final NetClient client = vertx.createNetClient();
    private NetServer server;
    private volatile Serving serving;
    private byte[] content;
    private Path source;
    private Path place;

    @BeforeEach
    void files() throws IOException {
        content = new byte[SIZE];
        new Random(3).nextBytes(content);
        source = Files.write(folder.resolve("source"), content);
        place = PartFile.reserve(folder, "here", ID);
    }

    @AfterEach
    void close() {
        Await.await(vertx.close());
    }

    private static <T> T unchecked(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Offer offer(boolean own, String at) throws IOException {
        long modified = Files.getLastModifiedTime(source).toMillis();
        return new Offer(
                1,
                ID,
                own,
                own ? BOB : ANA,
                new FileHead("x", SIZE),
                Optional.empty(),
                at,
                own ? modified : 0,
                1,
                OfferState.OFFERED,
                true);
    }

    /** Hands out the source to whoever asks. */
    private void serves() throws IOException {
        Offer offer = offer(true, source.toString());
        serves(socket -> socket.handler(line -> {
            socket.pause();
            FetchFile fetch = NativeFetch.parse(line.toString().strip()).orElseThrow();
            serving = new Serving(vertx, socket, offer, fetch, nowMs::get, sent::set, (over, why) -> faults.add(why));
            serving.begin();
            socket.resume();
        }));
    }

    private void serves(Consumer<NetSocket> handler) {
        server = Await.await(
                vertx.createNetServer().connectHandler(handler::accept).listen(0, "127.0.0.1"));
    }

    private Fetching.Result fetched() {
        return Await.await(fetch());
    }

    private Future<Fetching.Result> fetch() {
        Promise<Fetching.Result> result = Promise.promise();
        vertx.runOnContext(go -> vertx.executeBlocking(() -> PartFile.open(place, ID))
                .compose(part -> client.connect(server.actualPort(), "127.0.0.1")
                        .compose(socket -> {
                            socket.pause();
                            Offer offer = unchecked(() -> offer(false, place.toString()));
                            return new Fetching(vertx, offer, part, nowMs::get, bytes -> {}).over(socket, BOB);
                        }))
                .onComplete(result));
        return result.future();
    }

    @Test
    void fileArrivesWhole() throws IOException {
        serves();
        Fetching.Result result = fetched();
        assertEquals(new Fetching.Result(FetchOutcome.DONE, Optional.of(place)), result);
        assertArrayEquals(content, Files.readAllBytes(place));
        assertEquals(SIZE, sent.get());
    }

    @Test
    void restIsFetchedAfterACut() throws IOException {
        AtomicLong passed = new AtomicLong();
        serves();
        int inner = server.actualPort();
        serves(socket -> socket.pause()
                .handler(up -> {
                    client.connect(inner, "127.0.0.1").onSuccess(onward -> {
                        onward.write(up);
                        onward.closeHandler(gone -> socket.close());
                        onward.handler(down -> {
                            socket.write(down);
                            if (passed.addAndGet(down.length()) > 2_000_000 && sent.get() > 0) {
                                socket.close();
                                onward.close();
                            }
                        });
                    });
                })
                .resume());
        assertEquals(FetchOutcome.CUT_WITH_PROGRESS, fetched().outcome());
        long kept = PartFile.size(place);
        assertTrue(kept > 1_000_000, "kept " + kept);
        sent.set(0);
        serves();
        assertEquals(FetchOutcome.DONE, fetched().outcome());
        assertArrayEquals(content, Files.readAllBytes(place));
    }

    @Test
    void anotherBeginningIsFetchedFromZero() throws IOException {
        try (PartFile part = PartFile.open(place, ID)) {
            part.write(new byte[1_000], 1_000);
            part.checkpoint();
        }
        serves();
        assertEquals(FetchOutcome.CUT_WITH_PROGRESS, fetched().outcome());
        assertEquals(FetchOutcome.DONE, fetched().outcome());
        assertArrayEquals(content, Files.readAllBytes(place));
    }

    @Test
    void fileThatShrinksWhileItIsSentIsNoticed() throws IOException {
        assertChangeIsNoticed(() -> {
            try (FileChannel channel = FileChannel.open(source, StandardOpenOption.WRITE)) {
                channel.truncate(SIZE / 2);
            }
        });
    }

    @Test
    void fileThatGrowsWhileItIsSentIsNoticed() throws IOException {
        assertChangeIsNoticed(() -> Files.write(source, new byte[] {1}, StandardOpenOption.APPEND));
    }

    private interface Change {
        void make() throws IOException;
    }

    /** The change comes when the first piece has gone. */
    private void assertChangeIsNoticed(Change change) throws IOException {
        Offer offer = offer(true, source.toString());
        serves(socket -> socket.handler(line -> {
            FetchFile fetch = NativeFetch.parse(line.toString().strip()).orElseThrow();
            serving = new Serving(
                    vertx,
                    socket,
                    offer,
                    fetch,
                    nowMs::get,
                    bytes -> {
                        if (sent.getAndSet(bytes) == 0) {
                            unchecked(() -> {
                                change.make();
                                return null;
                            });
                        }
                    },
                    (over, why) -> faults.add(why));
            serving.begin();
        }));
        assertEquals(FetchOutcome.CHANGED, fetched().outcome());
        assertFalse(Files.exists(place));
        Awaitility.await().atMost(Await.PATIENCE).until(() -> faults.equals(List.of(Optional.of(FileFault.CHANGED))));
    }

    @Test
    void fileChangedBeforeIsNotSent() throws IOException {
        serves();
        Files.write(source, new byte[SIZE]);
        Files.setLastModifiedTime(source, FileTime.fromMillis(1));
        assertEquals(FetchOutcome.CHANGED, fetched().outcome());
        assertEquals(0, sent.get());
    }

    @Test
    void resumeBeyondTheEndIsSentNothing() throws IOException {
        assertEquals(FetchFile.Answer.OTHER_CONTENT, answered(SIZE + 1L));
        assertEquals(FetchFile.Answer.OTHER_CONTENT, answered(FileHead.MAX_SIZE));
        assertEquals(0, sent.get());
        assertTrue(faults.stream().allMatch(Optional::isEmpty), "the offer stands");
    }

    private FetchFile.Answer answered(long from) throws IOException {
        serves();
        Promise<String> line = Promise.promise();
        NetSocket socket = Await.await(client.connect(server.actualPort(), "127.0.0.1"));
        socket.handler(answer -> line.tryComplete(answer.toString().strip()));
        socket.write(NativeFetch.print(new FetchFile(BOB, ID, from, Optional.of("00".repeat(32)))) + "\n");
        return NativeFetch.parseAnswer(Await.await(line.future())).orElseThrow();
    }

    @Test
    void wrongHashIsNoFile() {
        byte[] other = content.clone();
        other[5] ^= 1;
        answers(other, SIZE, "00".repeat(32));
        assertEquals(FetchOutcome.WRONG_HASH, fetched().outcome());
        assertFalse(Files.exists(place));
    }

    @Test
    void moreThanWasToldIsNotTaken() throws IOException {
        answers(new byte[SIZE + 100_000], SIZE + 100_000, "00".repeat(32));
        assertEquals(FetchOutcome.WRONG_HASH, fetched().outcome());
        assertTrue(PartFile.size(place) <= SIZE);
    }

    @Test
    void lessThanWasToldIsNoFile() {
        answers(new byte[10], 10, "00".repeat(32));
        assertEquals(FetchOutcome.WRONG_HASH, fetched().outcome());
    }

    @Test
    void nonsenseCostsTheConnection() {
        serves(socket -> socket.handler(line -> socket.write("\u0000\u0001nonsense\n\u00ff")));
        assertEquals(FetchOutcome.CUT, fetched().outcome());
    }

    /** A sender that says what it likes. */
    private void answers(byte[] bytes, int length, String hash) {
        serves(socket -> socket.handler(line -> {
            socket.write(NativeFetch.print(FetchFile.Answer.OK) + "\n");
            for (int at = 0; at < length; at += FileLimits.PIECE_BYTES) {
                int piece = Math.min(FileLimits.PIECE_BYTES, length - at);
                socket.write(Buffer.buffer().appendInt(piece).appendBytes(bytes, at, piece));
            }
            socket.write(Buffer.buffer().appendInt(0));
            socket.write(NativeFetch.print(new FetchFile.End(Optional.of(hash))) + "\n");
        }));
    }

    @Test
    void receiverThatNeverReadsIsSentLittleAndGivenUp() throws IOException {
        content = new byte[64 << 20];
        Files.write(source, content);
        Offer offer = new Offer(
                1,
                ID,
                true,
                BOB,
                new FileHead("x", content.length),
                Optional.empty(),
                source.toString(),
                Files.getLastModifiedTime(source).toMillis(),
                1,
                OfferState.OFFERED,
                true);
        serves(socket -> socket.handler(line -> {
            FetchFile fetch = NativeFetch.parse(line.toString().strip()).orElseThrow();
            serving = new Serving(vertx, socket, offer, fetch, nowMs::get, sent::set, (over, why) -> faults.add(why));
            serving.begin();
        }));
        NetSocket silent = Await.await(client.connect(server.actualPort(), "127.0.0.1"));
        silent.pause();
        silent.write(NativeFetch.print(new FetchFile(BOB, ID, 0, Optional.empty())) + "\n");
        AtomicLong last = new AtomicLong(-1);
        // Until nothing moves between two looks.
        Awaitility.await()
                .atMost(Await.PATIENCE)
                .until(() -> sent.get() > 0 && last.getAndSet(sent.get()) == sent.get());
        assertTrue(sent.get() < content.length, "sent " + sent.get());
        assertFalse(serving.isStalled());
        Awaitility.await().atMost(Await.PATIENCE).until(() -> {
            nowMs.addAndGet(FileLimits.STALL_MS + 1);
            return serving.isStalled();
        });
        vertx.runOnContext(go -> serving.stop());
        Awaitility.await().atMost(Await.PATIENCE).until(() -> faults.equals(List.of(Optional.empty())));
    }
}
