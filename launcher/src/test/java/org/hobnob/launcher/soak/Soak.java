package org.hobnob.launcher.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongUnaryOperator;
import org.hobnob.launcher.Launched;
import org.hobnob.launcher.Surroundings;
import org.hobnob.launcher.jvm.JavaOptions;

/** A registry, its visitors, and two peers that chat, in processes of their own; and what these take from time to time. */
final class Soak implements AutoCloseable {
    private static final int SAMPLES = 40;
    private static final long POLL_MS = 100;
    private static final long SAY_MS = 250;
    private static final int SETTLE_POLLS = 100;
    private static final double MB = 1 << 20;

    private final Launched registry;
    private final List<Launched> peers = new ArrayList<>();
    private final Visitors visitors;
    private final Map<String, Vitals> vitals = new LinkedHashMap<>();
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Thread> talks = new ArrayList<>();

    /** @param surroundings of the registry, which has the options that the launching script gives it */
    Soak(Path home, Surroundings surroundings) throws IOException {
        Files.createDirectories(home);
        registry = Launched.start(
                        home,
                        surroundings.options(JavaOptions.ofChild("registry")),
                        "registry",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "0",
                        "--udp-port",
                        "0",
                        "--data",
                        home.resolve("data").toString(),
                        "--hash-memory-kib",
                        "64",
                        "--grace-s",
                        "5")
                .ready();
        visitors = new Visitors(registry.port("tcp-port"), registry.port("udp-port"));
        watch("registry", registry);
        startPeers(home);
    }

    private void watch(String name, Launched process) {
        vitals.put(name, new Vitals(process.pid()));
        samples.put(name, new ArrayList<>());
    }

    private void startPeers(Path home) throws IOException {
        for (String name : List.of("dana", "omar")) {
            Launched peer = Launched.start(
                    home,
                    Surroundings.PLAIN.options(JavaOptions.ofChild("peer")),
                    "peer",
                    "--registry",
                    "127.0.0.1:" + registry.port("tcp-port"),
                    "--pin",
                    registry.value("key-full"),
                    "--profile",
                    name);
            peers.add(peer);
            watch(name, peer);
            peer.type("/signup " + name + " secret-" + name).shows("Logged in as " + name);
        }
        peers.get(0).type("/create lab").shows("#lab created");
        peers.get(1).type("/join lab").shows("#lab joined");
    }

    Visitors visitors() {
        return visitors;
    }

    /** Lets it go on for so long, and takes samples at equal intervals. */
    Map<String, List<Sample>> runFor(long seconds) throws IOException, InterruptedException {
        return run(seconds, since -> since);
    }

    /** Lets it go on for so many visits, and takes a sample now and then. */
    Map<String, List<Sample>> runVisits(long visits) throws IOException, InterruptedException {
        return run(visits, since -> visitors.made());
    }

    /** @param progress how far it has come, of the whole, after so many seconds */
    private Map<String, List<Sample>> run(long whole, LongUnaryOperator progress)
            throws IOException, InterruptedException {
        visitors.begin();
        talk(peers.get(0), "/say from the host ");
        talk(peers.get(1), "/msg dana in private ");
        long startNs = System.nanoTime();
        for (int number = 0; number <= SAMPLES; number++) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNs);
            while (progress.applyAsLong(seconds) * SAMPLES < whole * number) {
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
                seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNs);
            }
            sample(seconds);
            if (number == SAMPLES / 2) {
                vitals.values().forEach(Vitals::compareWithThis);
            }
        }
        end();
        return samples;
    }

    private void talk(Launched peer, String command) {
        Thread thread = new Thread(() -> {
            try {
                for (long line = 0; !over.get(); line++) {
                    peer.type(command + line);
                    peer.forgetOutput();
                    TimeUnit.MILLISECONDS.sleep(SAY_MS);
                }
            } catch (IOException e) {
                throw new AssertionError("the peer takes no input any more", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
        talks.add(thread);
    }

    /** While nobody visits, so that what visits take for their time does not count. */
    private void sample(long seconds) throws IOException, InterruptedException {
        visitors.whileNobodyVisits(() -> {
            settle();
            for (Map.Entry<String, Vitals> one : vitals.entrySet()) {
                samples.get(one.getKey()).add(one.getValue().sample(seconds, visitors.made()));
            }
        });
    }

    /** Waits until the registry has closed what visitors left open. */
    private void settle() throws IOException, InterruptedException {
        Vitals ofRegistry = vitals.get("registry");
        int before = -1;
        for (int polls = 0; polls < SETTLE_POLLS && before != ofRegistry.descriptors(); polls++) {
            before = ofRegistry.descriptors();
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    /** What has grown, and for whom. */
    List<String> grown() {
        return samples.entrySet().stream()
                .flatMap(one -> Flatness.grown(one.getValue()).stream()
                        .map(what -> one.getKey() + ": " + what + "; most of all "
                                + vitals.get(one.getKey()).grownMost()))
                .toList();
    }

    /** Prints a table. */
    void report() {
        System.out.printf(
                Locale.ROOT,
                "soak: %d visits, %d failed; live heap MB, descriptors, threads, resident MB of each%n",
                visitors.made(),
                visitors.failed());
        System.out.println("soak: s | visits | " + String.join(" | ", samples.keySet()));
        List<Sample> ofRegistry = samples.get("registry");
        for (int row = 0; row < ofRegistry.size(); row += 4) {
            StringBuilder line =
                    new StringBuilder("soak: " + ofRegistry.get(row).seconds() + " | "
                            + ofRegistry.get(row).visits());
            for (List<Sample> one : samples.values()) {
                line.append(words(one.get(row)));
            }
            System.out.println(line);
        }
        samples.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "soak: %s over the second half: heap %+.0f bytes, descriptors %+.1f, threads %+.1f%n",
                name,
                Flatness.growth(Flatness.secondHalf(all), Sample::heapBytes),
                Flatness.growth(Flatness.secondHalf(all), Sample::descriptors),
                Flatness.growth(Flatness.secondHalf(all), Sample::threads)));
        System.out.println("soak: classes of the registry that grew most over the second half: "
                + vitals.get("registry").grownMost());
        visitors.failures().forEach(failure -> System.out.println("soak: a visit failed: " + failure));
    }

    private static String words(Sample sample) {
        return String.format(
                Locale.ROOT,
                " | %.2f, %d, %d, %.0f",
                sample.heapBytes() / MB,
                sample.descriptors(),
                sample.threads(),
                sample.residentBytes() / MB);
    }

    private void end() throws InterruptedException {
        over.set(true);
        visitors.end();
        for (Thread talk : talks) {
            talk.join();
        }
    }

    @Override
    public void close() {
        over.set(true);
        peers.forEach(Launched::close);
        registry.close();
    }
}
