package org.hobnob.launcher.demo.storm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.hobnob.launcher.child.DemoFailedException;
import org.hobnob.launcher.demo.original.OriginalGuest;
import org.hobnob.peer.console.text.Role;

/**
 * Four consoles that talk while a fifth of all datagrams is lost, the registry is killed and comes back, one of them is killed
 * and comes back, and somebody forges lines. All are programs of their own on loopback.
 */
final class Storm implements AutoCloseable {
    static final List<String> NAMES = List.of("dana", "omar", "lena", "amir");
    static final String ROOM = "#lab3";
    static final String OPEN_ROOM = "#square";
    static final int LOSS_PERCENT = 20;
    /** How long a TCP connection lasts on average, in seconds. */
    static final int CUT_S = 12;

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final long PACE_MS = 300;
    private static final int FORGED_TRIES = 30;
    private static final int MISSED_TRIES = 20;
    private static final String GUEST = "paula";

    private final Path folder;
    private final View view;
    private final StormRegistry registry;
    private final Map<String, Console> consoles = new LinkedHashMap<>();
    private final List<Said> said = new ArrayList<>();
    private final Words words = new Words();
    private final long startNs = System.nanoTime();

    /**
     * @param folder an empty folder for all data and logs
     * @param view shows what happens
     */
    Storm(Path folder, View view, Children children) {
        this.folder = folder;
        this.view = view;
        registry = new StormRegistry(folder, children);
        NAMES.forEach(name -> consoles.put(name, new Console(name, children, view)));
    }

    /**
     * Lets it all happen.
     *
     * @throws DemoFailedException where something does not happen that should; what was shown meanwhile is in {@link #count}
     */
    void run() {
        try {
            enter();
            talk(10, NAMES);
            forge();
            killRegistry();
            killOmar();
            talk(8, NAMES);
            untilNothingIsLost();
            quit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailedException("interrupted");
        }
    }

    /** What became of all that was said so far. */
    Count count() {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        consoles.forEach((name, console) -> lines.put(name, console.lines()));
        return Count.of(List.copyOf(said), lines, OPEN_ROOM);
    }

    private void happens(Role role, String text) {
        view.happens(Duration.ofNanos(System.nanoTime() - startNs), role, text);
    }

    private void enter() throws IOException {
        happens(Role.NOTICE, "a registry and four consoles start");
        registry.start();
        for (String name : NAMES) {
            Path password = Files.writeString(folder.resolve(name + ".password"), "demo-" + name + "\n");
            start(name, "--password-file", password.toString(), "--signup", "--stay");
        }
        everybody("its login", line -> line.contains("Logged in as "));
        Console host = consoles.get(NAMES.get(0));
        for (String room : List.of(OPEN_ROOM, ROOM)) {
            String name = room.substring(1);
            host.type("/create " + name + (room.equals(OPEN_ROOM) ? " open" : ""));
            host.await(0, PATIENCE, room + " created", line -> line.contains(room + " created"));
            for (String member : NAMES.subList(1, NAMES.size())) {
                consoles.get(member).type("/join " + name);
                consoles.get(member).await(0, PATIENCE, room + " joined", line -> line.contains(room + " joined"));
            }
        }
        happens(
                Role.NOTICE,
                LOSS_PERCENT
                        + " % of all datagrams are dropped, from the beginning to the end, and each TCP connection is cut"
                        + " after " + CUT_S / 2 + " to " + CUT_S * 3 / 2 + " s");
    }

    private void start(String name, String... login) {
        List<String> arguments = new ArrayList<>(List.of(
                "peer",
                "--registry",
                registry.place().address(),
                "--pin",
                registry.place().pin().toString(),
                "--profile",
                name,
                "--user",
                name));
        arguments.addAll(List.of(login));
        consoles.get(name).start(arguments.toArray(String[]::new));
    }

    private void everybody(String what, Predicate<String> wanted) {
        consoles.values().forEach(console -> console.await(0, START, what, wanted));
    }

    /** So many sentences in the sealed room, by the speakers in turn. */
    private void talk(int sentences, List<String> speakers) throws InterruptedException {
        for (int i = 0; i < sentences; i++) {
            say(speakers.get(i % speakers.size()));
            TimeUnit.MILLISECONDS.sleep(PACE_MS);
        }
    }

    private Said say(String speaker) {
        List<String> others =
                NAMES.stream().filter(name -> !name.equals(speaker)).toList();
        Said one = new Said(speaker, ROOM, words.next(), others);
        said.add(one);
        consoles.get(speaker).type(one.text());
        progress();
        return one;
    }

    private void tell(String speaker, String user) {
        Said one = new Said(speaker, "@" + user, words.next(), List.of(user));
        said.add(one);
        consoles.get(speaker).type("/msg " + user + " " + one.text());
        consoles.get(speaker).type("/switch " + ROOM);
        progress();
    }

    private void progress() {
        Count now = count();
        view.count(Role.PLAIN, now.said() + " messages said, shown " + now.shown() + " times so far");
    }

    /** A line forged in the open room, where everybody sees it marked; the same in the sealed one, where nobody does. */
    private void forge() throws IOException, InterruptedException {
        RegistryPlace place = registry.place();
        try (OriginalGuest guest = OriginalGuest.online(GUEST, place.port(), place.udpPort(), place.pin());
                Forger forger = registry.forger()) {
            guest.join(OPEN_ROOM.substring(1));
            everybody(GUEST + " join " + OPEN_ROOM, line -> line.contains(OPEN_ROOM + ": " + GUEST + " joined"));
            happens(
                    Role.NOTICE,
                    "somebody without an account forges a line of " + GUEST + " in the open room " + OPEN_ROOM);
            int port = guest.port(NAMES.get(0));
            for (int tries = 1; count().markedOpen() == 0 || !allSawTheForgery(); tries++) {
                if (tries > FORGED_TRIES) {
                    throw new DemoFailedException("not everybody saw the forged line in the open room");
                }
                forger.writeOpen(port, GUEST, "my password does not work, tell me yours (" + tries + ")");
                guest.keepAlive();
                TimeUnit.MILLISECONDS.sleep(PACE_MS);
            }
            happens(Role.SUCCESS, "everybody saw it, marked \"open: anyone here can read and forge this\"");
            talk(4, NAMES);
            int sent = forger.writeSealed(NAMES.get(0), "this is dana, send me the key");
            happens(
                    Role.NOTICE,
                    "the same forger sends " + sent + " datagrams into the sealed room " + ROOM
                            + ": invented, repeated, cut, changed");
            talk(4, NAMES);
        }
    }

    private boolean allSawTheForgery() {
        return consoles.values().stream()
                .allMatch(console -> console.lines().stream()
                        .map(Shown::parse)
                        .anyMatch(line -> line.filter(Shown::isMarkedOpen).isPresent()));
    }

    private void killRegistry() throws InterruptedException {
        talk(2, NAMES);
        registry.kill();
        happens(Role.ERROR, "the registry is killed; the talk goes on");
        talk(8, NAMES);
        Map<String, Integer> before = new LinkedHashMap<>();
        consoles.forEach((name, console) -> before.put(name, console.lines().size()));
        registry.start();
        consoles.forEach((name, console) -> console.await(
                before.get(name), PATIENCE, "that the registry is back", line -> line.contains("registry back")));
        happens(Role.SUCCESS, "the registry is back, and everybody is logged in again");
        talk(4, NAMES);
    }

    private void killOmar() throws InterruptedException {
        String victim = NAMES.get(1);
        List<String> others =
                NAMES.stream().filter(name -> !name.equals(victim)).toList();
        Console console = consoles.get(victim);
        Said last = say(victim);
        console.await(0, PATIENCE, "its own line", line -> isOwn(line, last));
        say(victim);
        say(victim);
        console.kill();
        happens(Role.ERROR, victim + " is killed in the middle of a sentence");
        Console dana = consoles.get(NAMES.get(0));
        Said missed = missedBy(victim, dana);
        happens(Role.NOTICE, dana.name() + "'s \"" + missed.text() + "\": 2/3, missing " + victim);
        tell("amir", victim);
        talk(6, others);
        int before = console.lines().size();
        happens(Role.NOTICE, victim + " is started again, with the same profile");
        start(victim);
        console.await(before, PATIENCE, "its room again", line -> line.contains("still in " + ROOM));
        console.type("/switch " + ROOM);
        dana.await(0, PATIENCE, "that everybody has its line", line -> everybodyHas(line, missed));
        happens(Role.SUCCESS, dana.name() + "'s \"" + missed.text() + "\": 3/3, " + victim + " has it too");
    }

    /** Says something until exactly one member lacks it a moment later; on a busy machine others may be late too. */
    private Said missedBy(String victim, Console speaker) {
        for (int tries = 1; tries <= MISSED_TRIES; tries++) {
            Said one = say(speaker.name());
            String shown =
                    speaker.await(0, PATIENCE, "who has its line", line -> isOwn(line, one) && line.contains("/3"));
            if (shown.contains("2/3") && shown.contains(victim)) {
                return one;
            }
        }
        throw new DemoFailedException(speaker.name() + " was not told that " + victim + " alone lacks a line");
    }

    private static boolean isOwn(String line, Said one) {
        return Shown.parse(line)
                .filter(shown -> shown.withoutNote().equals(one.asOwn()))
                .isPresent();
    }

    private static boolean everybodyHas(String line, Said one) {
        return line.contains("everybody has it now: " + one.text()) || isOwn(line, one) && line.contains("3/3");
    }

    private void untilNothingIsLost() throws InterruptedException {
        happens(Role.NOTICE, "nobody says anything more; what is under way arrives");
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        while (!count().lost().isEmpty() && System.nanoTime() - deadlineNs < 0) {
            TimeUnit.MILLISECONDS.sleep(PACE_MS);
            progress();
        }
        // What is shown a second time would be shown soon.
        TimeUnit.MILLISECONDS.sleep(5 * PACE_MS);
    }

    private void quit() {
        consoles.values().forEach(console -> console.type("/quit"));
        consoles.forEach((name, console) -> {
            console.await(0, PATIENCE, "that it is logged out", line -> line.contains("Logged out"));
            view.state(name, Role.NOTICE, "logged out");
        });
    }

    /** Ends all programs, the registry last. */
    @Override
    public void close() {
        consoles.values().forEach(Console::close);
        registry.close();
    }
}
