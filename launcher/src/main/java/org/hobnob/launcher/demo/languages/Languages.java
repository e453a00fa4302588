package org.hobnob.launcher.demo.languages;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.hobnob.launcher.child.Child;
import org.hobnob.launcher.child.ChildProcess;
import org.hobnob.launcher.child.DemoFailedException;
import org.hobnob.launcher.child.LoopbackRegistry;
import org.hobnob.launcher.child.Play;
import org.hobnob.launcher.demo.original.OriginalGuest;
import org.hobnob.net.Interfaces;
import org.hobnob.net.tls.Pin;

/**
 * A registry whose rooms are a program in Python, and in one of them a Hobnob console, a bot in Python and a client of the
 * original dialect. The demo shows what each of them saw.
 */
public final class Languages implements Play {
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration DELIVERY = Duration.ofSeconds(30);
    private static final String ROOM = "lab3";
    private static final String ORIGINAL = "kareem";
    private static final String PASSWORD = "demo-robot-password";
    private static final int POLL_MS = 50;

    private final Path folder;
    private final Path examples;
    private final PrintStream out;
    private final Deque<AutoCloseable> running = new ConcurrentLinkedDeque<>();

    /**
     * @param folder an empty folder for all data and logs; short, for it holds sockets
     * @param examples {@code docs/examples}
     * @param out receives what everybody sees
     */
    public Languages(Path folder, Path examples, PrintStream out) {
        this.folder = folder;
        this.examples = examples;
        this.out = out;
    }

    /**
     * Runs the demo.
     *
     * @throws DemoFailedException if somebody did not see what was said
     */
    @Override
    public void run() throws IOException {
        Child registry = registry();
        String address = "127.0.0.1:" + value(registry, "tcp-port");
        Path secret = Path.of(value(registry, "bridge-secret"));
        rooms(secret);
        Child dana = dana(address);
        Path robot = robot(address);
        python("bot.py", robot, ROOM);
        seen(dana, ROOM + ": robot joined");
        saw(
                "the greeter, in Python, hears of it over the registry's bridge",
                python("greeter.py", bus(), secret, robot).firstLine(START));
        OriginalGuest kareem = original(registry);
        seen(dana, ROOM + ": " + ORIGINAL + " joined");
        talk(dana, kareem);
        tell("one room: Java, Python, and the original's dialect of years ago");
    }

    private Path bus() {
        return folder.resolve("bus");
    }

    private Child registry() {
        tell("starting a registry without a rooms service");
        return child(
                "registry",
                LoopbackRegistry.command(
                        folder.resolve("registry"),
                        "--no-qr-code",
                        "--services-rooms",
                        "external",
                        "--bridge-listen",
                        bus().toString(),
                        "--bridge-allow",
                        "serve registry.rooms, hear registry.event.presence, send registry.presence:absent+search,"
                                + " publish registry.event.room:*, hear registry.event.room"));
    }

    private void rooms(Path secret) {
        String line = python("rooms_service.py", bus(), secret).firstLine(START);
        saw("the rooms service, in Python", line);
    }

    private Child dana(String address) {
        Child dana = child(
                "dana",
                "peer",
                "--registry",
                address,
                "--trust",
                "tofu",
                "--profile",
                "dana",
                "--interface",
                Interfaces.loopback().name());
        dana.type("/signup dana demo-dana-password");
        expect(dana, "Logged in as dana");
        dana.type("/create " + ROOM + " open");
        saw("dana, a Hobnob peer", expect(dana, "#" + ROOM + " created"));
        return dana;
    }

    private Path robot(String address) throws IOException {
        Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        Path socket = folder.resolve("robot");
        child(
                "robot",
                "peer",
                "--registry",
                address,
                "--trust",
                "tofu",
                "--profile",
                "robot",
                "--interface",
                Interfaces.loopback().name(),
                "--user",
                "robot",
                "--signup",
                "--password-file",
                password.toString(),
                "--socket",
                socket.toString());
        await("the robot's socket", START, () -> Files.exists(socket));
        return socket;
    }

    private OriginalGuest original(Child registry) throws IOException {
        int port = Integer.parseInt(value(registry, "tcp-port"));
        int udpPort = Integer.parseInt(value(registry, "udp-port"));
        Pin pin = Pin.parse(value(registry, "key-full")).orElseThrow();
        OriginalGuest guest = OriginalGuest.online(ORIGINAL, port, udpPort, pin);
        running.push(guest);
        ScheduledExecutorService alive = Executors.newSingleThreadScheduledExecutor();
        running.push(alive::shutdownNow);
        alive.scheduleAtFixedRate(() -> keepAlive(guest), 0, 1, TimeUnit.SECONDS);
        guest.join(ROOM);
        guest.sit("dana");
        return guest;
    }

    private static void keepAlive(OriginalGuest guest) {
        try {
            guest.keepAlive();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void talk(Child dana, OriginalGuest kareem) throws IOException {
        kareem.say("good evening, who is here?");
        seen(dana, ORIGINAL + ": good evening, who is here?");
        dana.type("/switch #" + ROOM);
        dana.type("!echo a robot, and I");
        heard(kareem, "dana: !echo a robot, and I");
        heard(kareem, "robot: a robot, and I");
        seen(dana, "robot: a robot, and I");
    }

    private void seen(Child child, String text) {
        saw(child.name() + ", a Hobnob peer", expect(child, text));
    }

    private void heard(OriginalGuest guest, String text) {
        await(
                ORIGINAL + " to hear «" + text + "»",
                DELIVERY,
                () -> guest.heard().contains(text));
        saw(ORIGINAL + ", of the original dialect", text);
    }

    private void saw(String who, String line) {
        out.printf("  %-34s %s%n", who, line.strip());
        out.flush();
    }

    private Child child(String name, String... arguments) {
        Child child = ChildProcess.start(name, folder, line -> true, arguments);
        running.push(child);
        return child;
    }

    private PythonProgram python(String name, Object... words) {
        PythonProgram program = PythonProgram.start(examples, folder, name, words);
        running.push(program);
        return program;
    }

    private static String value(Child registry, String name) {
        return expect(registry, name + ": ").substring(name.length() + 2);
    }

    private static String expect(Child child, String text) {
        return child.await(START, text)
                .orElseThrow(() -> new DemoFailedException(
                        child.isAlive()
                                ? child.name() + " did not show «" + text + "» in " + START.toSeconds() + " s"
                                : child.name() + " ended before it showed «" + text + "»"));
    }

    /** Something that happens in another program. */
    private interface Condition {
        boolean holds();
    }

    private static void await(String what, Duration patience, Condition condition) {
        long endNs = System.nanoTime() + patience.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > endNs) {
                throw new DemoFailedException("waited for " + what + " in vain");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DemoFailedException("interrupted");
            }
        }
    }

    private void tell(String line) {
        out.println(line);
        out.flush();
    }

    /** Ends all programs, those that were started last first. */
    @Override
    public void close() {
        for (AutoCloseable one = running.poll(); one != null; one = running.poll()) {
            try {
                one.close();
            } catch (Exception e) {
                tell("did not end cleanly: " + e.getMessage());
            }
        }
    }
}
