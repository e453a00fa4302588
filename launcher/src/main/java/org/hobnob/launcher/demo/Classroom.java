package org.hobnob.launcher.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.hobnob.launcher.child.Child;
import org.hobnob.launcher.child.ChildProcess;
import org.hobnob.launcher.child.DemoFailedException;
import org.hobnob.launcher.child.LoopbackRegistry;
import org.hobnob.launcher.child.Play;
import org.hobnob.launcher.demo.Pupil.Kind;
import org.hobnob.net.Interfaces;

/**
 * A class without internet: a teacher starts a registry and a sealed room, and all pupils start their programs at once and join
 * by the registry's link, as consoles with and without multicast and as programs. Each is a process of its own on loopback.
 * Then the teacher says a line and each pupil answers; everybody must show every line once.
 */
final class Classroom implements Play {
    static final int CLASS = 30;

    static final int MOST = 60;

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration ENTER = Duration.ofSeconds(120);
    private static final Duration DELIVERY = Duration.ofSeconds(30);
    private static final String ROOM = "class";
    private static final String TEACHER = "teacher";
    private static final Kind[] KINDS = Kind.values();

    private final Path folder;
    private final PrintStream out;
    private final int size;
    private final Child.Starter starter;
    private final List<Child> children = new CopyOnWriteArrayList<>();
    private final List<Pupil> everybody = new ArrayList<>();

    /**
     * @param folder an empty folder for all data and logs
     * @param out receives what happens
     * @param size how many are in the room in the end, with the teacher: 2 to {@link #MOST}
     */
    Classroom(Path folder, PrintStream out, int size) {
        this(folder, out, size, (name, arguments) -> ChildProcess.start(name, folder, line -> true, arguments));
    }

    Classroom(Path folder, PrintStream out, int size, Child.Starter starter) {
        this.folder = folder;
        this.out = out;
        this.size = size;
        this.starter = starter;
    }

    @Override
    public void run() throws IOException {
        tell("the teacher starts a registry");
        String link = startRegistry();
        Pupil teacher = enter(TEACHER, Kind.CONSOLE, link);
        teacher.create(ROOM);
        isIn(teacher);
        tell("the teacher is in #" + ROOM + "; " + (size - 1) + " pupils start their programs, all at once");
        long startNs = System.nanoTime();
        for (int i = 1; i < size; i++) {
            enter("pupil%02d".formatted(i), KINDS[i % KINDS.length], link).join(ROOM);
        }
        everybody.forEach(this::isIn);
        tell("%d are in #%s, %s after the pupils started".formatted(size, ROOM, since(startNs)));
        talk(teacher);
        everybody.forEach(Pupil::quit);
    }

    private String startRegistry() {
        Child registry = start("registry", LoopbackRegistry.command(folder.resolve("registry")));
        String link = expect(registry, "link: ").substring("link: ".length());
        expect(registry, "registry ready");
        return link;
    }

    private Pupil enter(String name, Kind kind, String link) throws IOException {
        Path password = Files.writeString(folder.resolve(name + ".password"), "class-" + name + "\n");
        List<String> arguments = new ArrayList<>(List.of(
                "peer",
                link,
                "--profile",
                name,
                "--interface",
                Interfaces.loopback().name(),
                "--user",
                name,
                "--password-file",
                password.toString(),
                "--signup"));
        arguments.addAll(List.of(kind.options()));
        Pupil pupil = new Pupil(start(name, arguments.toArray(String[]::new)), kind);
        everybody.add(pupil);
        return pupil;
    }

    private Child start(String name, String... arguments) {
        Child child = starter.start(name, arguments);
        children.add(child);
        return child;
    }

    private void isIn(Pupil pupil) {
        check(pupil.isIn(ROOM, ENTER), pupil, "is not in #" + ROOM + " after " + ENTER.toSeconds() + " s");
    }

    private void talk(Pupil teacher) {
        long startNs = System.nanoTime();
        int shown = says(teacher, "good morning");
        tell("the teacher's line is shown by %d of %d, %s after it was said"
                .formatted(shown, size - 1, since(startNs)));
        startNs = System.nanoTime();
        shown = 0;
        for (Pupil pupil : everybody) {
            if (pupil != teacher) {
                shown += says(pupil, pupil.name() + " is here");
            }
        }
        int wanted = (size - 1) * (size - 1);
        tell("%d pupils answered, one after the other: shown %d times of %d, none twice, within %s"
                .formatted(size - 1, shown, wanted, since(startNs)));
    }

    private int says(Pupil speaker, String text) {
        speaker.say(ROOM, text);
        int shown = 0;
        for (Pupil listener : everybody) {
            if (listener != speaker) {
                check(listener.hears(speaker, text, DELIVERY), listener, "did not show «" + text + "»");
                check(listener.timesHeard(speaker, text) == 1, listener, "showed more than once: «" + text + "»");
                shown++;
            }
        }
        return shown;
    }

    private static void check(boolean good, Pupil pupil, String otherwise) {
        if (!good) {
            throw new DemoFailedException(pupil.name() + (pupil.isAlive() ? " " : " ended; it ") + otherwise);
        }
    }

    private static String expect(Child child, String text) {
        return child.await(START, text)
                .orElseThrow(() -> new DemoFailedException("the " + child.name() + " did not show «" + text + "»"));
    }

    private static String since(long startNs) {
        return "%.1f s".formatted(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs) / 1_000.0);
    }

    private void tell(String line) {
        out.println(line);
        out.flush();
    }

    /** Ends all processes, the registry last. */
    @Override
    public void close() {
        for (int i = children.size() - 1; i >= 0; i--) {
            children.get(i).close();
        }
    }
}
