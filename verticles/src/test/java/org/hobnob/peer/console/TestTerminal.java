package org.hobnob.peer.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.hobnob.peer.console.screen.Appearance;
import org.hobnob.peer.console.terminal.PaperConsole;
import org.hobnob.peer.console.terminal.PersonConsole;
import org.hobnob.peer.console.terminal.TerminalConsole;
import org.hobnob.peer.settings.PeerValues;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;

/** A console on a terminal in memory: keys go in, bytes come out. */
public final class TestTerminal implements AutoCloseable {
    /** How long what is expected may take on a busy machine. */
    public static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final int TABS = 8;

    private static final Pattern ESCAPES =
            Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]|\u001b[=>]|\u001b\\][^\u001b\u0007]*(?:\u0007|\u001b\\\\)");

    /** A screen so wide that no line of the tests wraps. */
    private static final Size WIDE = Size.of(200, 40);

    private final VirtualScreen screen;
    private final LineDisciplineTerminal terminal;
    private final PersonConsole console;
    private final ConsoleVerticle verticle;
    private CompletableFuture<PersonConsole.End> end = new CompletableFuture<>();

    public TestTerminal(Appearance appearance, Clock clock) {
        this(appearance, clock, WIDE, WIDE);
    }

    /** One of that many columns, without colours. */
    public static TestTerminal ofColumns(int columns) {
        Size size = Size.of(columns, WIDE.getRows());
        return new TestTerminal(new Appearance(false, false), Clock.systemUTC(), size, size);
    }

    /** One that is read like paper, of that many columns. */
    public static TestTerminal paperOfColumns(int columns) {
        return paper(Clock.systemUTC(), Size.of(columns, WIDE.getRows()));
    }

    /** One that is read like paper, of that size. */
    static TestTerminal paper(Clock clock, Size size) {
        return new TestTerminal(size, size, clock, (terminal, settings) -> PaperConsole.on(terminal, clock, settings));
    }

    /**
     * @param real the size of the screen that a person sees
     * @param told what the terminal says its size is; 0 columns where it does not know
     */
    TestTerminal(Appearance appearance, Clock clock, Size real, Size told) {
        this(real, told, clock, (terminal, settings) -> TerminalConsole.on(terminal, appearance, clock, settings));
    }

    private TestTerminal(Size real, Size told, Clock clock, BiFunction<Terminal, PeerValues, PersonConsole> consoles) {
        screen = new VirtualScreen(real.getColumns(), real.getRows());
        try {
            terminal = new LineDisciplineTerminal("test", "xterm", screen, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        terminal.setSize(told);
        PeerValues settings = PeerValues.defaults();
        console = consoles.apply(terminal, settings);
        verticle = ConsoleVerticle.withMenus(console.screen(), clock, settings, console::end);
    }

    /** The console, to be deployed before {@link #begin}. */
    public ConsoleVerticle verticle() {
        return verticle;
    }

    /** Does something with the terminal before the console begins, as a person sits there; on a thread of its own. */
    public <T> CompletableFuture<T> before(Function<PersonConsole, T> work) {
        return CompletableFuture.supplyAsync(() -> work.apply(console), task -> {
            Thread person = new Thread(task, "console");
            person.setDaemon(true);
            person.start();
        });
    }

    /** Shows the first menu and reads. */
    public TestTerminal begin() {
        end = before(one -> one.run(verticle));
        return see("Choice: ");
    }

    /** Presses keys; {@code \r} is Enter. */
    public TestTerminal keys(String keys) {
        try {
            terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Types a line and waits for what it brings. */
    public TestTerminal type(String line, String seen) {
        int before = raw().length();
        keys(line + "\r");
        return await(seen, () -> plain(raw().substring(before)).contains(seen));
    }

    public TestTerminal see(String text) {
        return await(text, () -> plain(raw()).contains(text));
    }

    /** Types the beginning of a word and presses Tab; again where what is known came too late for the first. */
    public TestTerminal complete(String beginning, String line) {
        keys(beginning);
        for (int tries = 1; ; tries++) {
            try {
                keys("\t");
                Awaitility.await(line)
                        .atMost(PATIENCE.dividedBy(TABS))
                        .pollInterval(20, TimeUnit.MILLISECONDS)
                        .until(() -> isBeforeCursor(line));
                return this;
            } catch (ConditionTimeoutException e) {
                if (tries == TABS) {
                    throw notSeen(line, e);
                }
            }
        }
    }

    private boolean isBeforeCursor(String text) {
        return screen.beforeCursor().equals(text);
    }

    /** Waits until the line that the cursor is in is the text, with the cursor behind it. */
    public TestTerminal endsWith(String text) {
        return await(text, () -> isBeforeCursor(text));
    }

    private TestTerminal await(String what, Callable<Boolean> condition) {
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollInterval(20, TimeUnit.MILLISECONDS)
                    .until(condition);
            return this;
        } catch (ConditionTimeoutException e) {
            throw notSeen(what, e);
        }
    }

    private AssertionError notSeen(String what, ConditionTimeoutException cause) {
        return new AssertionError("not seen: «" + what + "» on\n" + String.join("\n", lines()), cause);
    }

    /** The lines that stand on the screen and above it. */
    public List<String> lines() {
        return screen.lines();
    }

    /** The lines that stand on the screen. */
    public List<String> shown() {
        return screen.shown();
    }

    /** Waits until what stands on the screen is as the condition says. */
    TestTerminal awaitShown(String what, Predicate<List<String>> condition) {
        return await(what, () -> condition.test(shown()));
    }

    /** The terminal tells of a Ctrl-C by a signal. */
    void interrupt() {
        terminal.raise(Terminal.Signal.INT);
    }

    /** The person changes the window's size. */
    void resize(int columns, int rows) {
        screen.resize(columns, rows);
        terminal.setSize(Size.of(columns, rows));
        terminal.raise(Terminal.Signal.WINCH);
    }

    /** All that the terminal got. */
    public String raw() {
        return screen.raw();
    }

    /** The same without escapes. */
    public static String plain(String raw) {
        return ESCAPES.matcher(raw).replaceAll("");
    }

    PersonConsole.End awaitEnd() {
        return end.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        console.end();
        terminal.raise(Terminal.Signal.INT);
        try {
            console.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
