package org.hobnob.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.faults.Lan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A file for thirty members on machines of a LAN, as network namespaces, each of whom loses datagrams by chance, while two
 * of them talk (SPEC 17). In the profile {@code faults}; skipped where there can be no namespaces. Prints what the
 * sender's machine has sent, in files.
 */
@EnabledIfSystemProperty(named = "hobnob.faults.figures", matches = "true")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@Tag("slow")
class HandOutOnLanTest {
    private static final int MEMBERS = Integer.getInteger("hobnob.handout.members", 30);
    private static final int SIZE = Integer.getInteger("hobnob.handout.megabytes", 20) * 1_000_000;
    private static final int HOSTS = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    @RegisterExtension
    final OwnLan own = new OwnLan(Lan.hindranceOfAny(), HOSTS);

    @TempDir
    private Path folder;

    private List<String> names;
    private Crowd crowd;
    private byte[] content;
    private long sentBefore;
    private double sentFiles;
    private long tookMs;

    @BeforeEach
    void name() {
        // The first has a machine with as few others as there can be.
        names = IntStream.rangeClosed(0, MEMBERS).mapToObj(i -> "member" + i).toList();
    }

    /** What the talk takes on this machine without a file, for comparison. */
    @Test
    void talkAloneIsMeasured() throws IOException {
        try (Crowd started = own.crowd(names, HOSTS)) {
            RoomFigures figures = RoomFigures.measured(
                    started, names, "lab", RoomFigures.Network.of(started, new JsonObject()), RoomFigures.rounds());
            print("no file: " + MEMBERS + " members", figures);
            assertEquals(List.of(), figures.wrong());
        }
    }

    private static void print(String what, RoomFigures figures) {
        System.out.printf(
                "%s, chat p50 %.1f p99 %.1f ms%n",
                what,
                RoomFigures.percentileMs(figures.delaysUs(), 0.5),
                RoomFigures.percentileMs(figures.delaysUs(), 0.99));
    }

    @ParameterizedTest
    @CsvSource({"0.1, 2", "0, 1.3"})
    void fileForThirtyIsSentOnceBesideTalk(double loss, double most) throws IOException {
        content = new byte[SIZE];
        new Random(1).nextBytes(content);
        Files.write(folder.resolve("sheet.pdf"), content);
        try (Crowd started = own.crowd(names, HOSTS)) {
            crowd = started;
            RoomFigures figures = RoomFigures.measured(crowd, names, "lab", new HandingOut(loss), RoomFigures.rounds());
            print(
                    String.format(
                            "%.0f %% lost: %d members, %d bytes, sent %.3f files in %d ms",
                            loss * 100, MEMBERS, SIZE, sentFiles, tookMs),
                    figures);
            assertEquals(List.of(), figures.wrong());
            assertTrue(sentFiles <= most, () -> sentFiles + " files were sent");
        }
    }

    /** Hands the file out while it is measured how long lines take. */
    private final class HandingOut implements RoomFigures.Network {
        private final double loss;
        private Thread accepting;
        private final List<Throwable> failed = new ArrayList<>();

        HandingOut(double loss) {
            this.loss = loss;
        }

        @Override
        public void fail() {
            crowd.faults(new JsonObject().put("loss", loss));
            sentBefore = sentBytes();
            accepting = new Thread(this::handOut, "accepting");
            accepting.start();
        }

        private void handOut() {
            try {
                long begunNs = System.nanoTime();
                String path = folder.resolve("sheet.pdf").toString();
                crowd.ask(
                        names.get(0),
                        Addresses.PEER_FILE,
                        "send",
                        BusPeer.room("lab").put("path", path));
                names.stream().skip(1).forEach(this::accept);
                names.stream().skip(1).forEach(this::isThere);
                tookMs = (System.nanoTime() - begunNs) / 1_000_000;
                sentFiles = (double) (sentBytes() - sentBefore) / SIZE;
            } catch (RuntimeException | Error e) {
                failed.add(e);
            }
        }

        private void accept(String name) {
            Awaitility.await("offer to " + name).atMost(PATIENCE).until(() -> isOffered(name));
            JsonObject offer = offers(name).get(0);
            crowd.ask(
                    name,
                    Addresses.PEER_FILE,
                    "accept",
                    new JsonObject()
                            .put("number", offer.getInteger("number"))
                            .put("folder", folder.resolve(name).toString()));
        }

        private boolean isOffered(String name) {
            return !offers(name).isEmpty();
        }

        private List<JsonObject> offers(String name) {
            return crowd.ask(name, Addresses.PEER_FILE, "list", new JsonObject()).getJsonArray("files").stream()
                    .map(JsonObject.class::cast)
                    .toList();
        }

        private void isThere(String name) {
            Path file = folder.resolve(name).resolve("sheet.pdf");
            Awaitility.await(name).atMost(PATIENCE).until(() -> Files.exists(file) && isRight(file));
        }

        private boolean isRight(Path file) {
            try {
                return Arrays.equals(content, Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void heal() {
            try {
                accepting.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            crowd.faults(new JsonObject());
            assertEquals(List.of(), failed);
        }
    }

    /** What the machine of the first member has sent so far. */
    private long sentBytes() {
        List<String> command = new ArrayList<>(own.lan().on(0));
        command.addAll(List.of("cat", "/sys/class/net/" + own.lan().device() + "/statistics/tx_bytes"));
        try {
            Process process = new ProcessBuilder(command).start();
            return Long.parseLong(
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
