package org.hobnob.peer.console;

import io.vertx.core.Future;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jline.utils.InfoCmp.Capability;

/**
 * A person's terminal: lines are edited as in readline, what comes in is written above the line that is being typed, and
 * passwords are not echoed. The thread that calls {@link #run} reads.
 */
public final class TerminalConsole implements AutoCloseable {
    /** How the person left. */
    public enum End {
        QUIT,
        INTERRUPTED
    }

    private static final Character NO_ECHO = (char) 0;

    private final Terminal terminal;
    private final LineReaderImpl reader;
    private final Palette palette;
    private final TerminalScreen screen;
    private final Attributes before;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Keys keys;
    private volatile Optional<Prompt> shown = Optional.empty();

    private TerminalConsole(Terminal terminal, Appearance appearance, Clock clock) {
        this.terminal = terminal;
        palette = new Palette(appearance.color(), appearance.links());
        keys = new Keys();
        reader = reader(terminal, keys);
        screen = new TerminalScreen(palette, clock, reader::printAbove, this::clear);
        // What is typed while nothing reads stays unseen, passwords among it, and is read afterwards.
        before = terminal.enterRawMode();
    }

    /** Whether standard input and output both are a terminal. */
    public static boolean isThere() {
        return TerminalBuilder.builder().getProviders(null, new IllegalStateException("no terminal")).stream()
                .findFirst()
                .filter(provider ->
                        provider.isSystemStream(SystemStream.Input) && provider.isSystemStream(SystemStream.Output))
                .isPresent();
    }

    /**
     * Takes the terminal of standard input and output.
     *
     * @throws IOException where there is none
     */
    public static TerminalConsole open(Appearance appearance, Clock clock) throws IOException {
        return on(TerminalBuilder.builder().system(true).dumb(false).build(), appearance, clock);
    }

    static TerminalConsole on(Terminal terminal, Appearance appearance, Clock clock) {
        return new TerminalConsole(terminal, appearance, clock);
    }

    private static LineReaderImpl reader(Terminal terminal, Keys keys) {
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("hobnob")
                .parser(new DefaultParser().escapeChars(null).quoteChars(new char[0]))
                .completer(keys)
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .option(Option.CASE_INSENSITIVE, true)
                .option(Option.AUTO_FRESH_LINE, false)
                .option(Option.AUTO_MENU, false)
                .variable(LineReader.BELL_STYLE, "none")
                .variable(LineReader.HISTORY_SIZE, 500)
                // What may hold a password is not kept, not even in memory.
                .variable(LineReader.HISTORY_IGNORE, "/login *:/signup *:/join *:/create *")
                .build();
        keys.bind((LineReaderImpl) reader);
        return (LineReaderImpl) reader;
    }

    /** Where lines are shown. */
    public Screen screen() {
        return screen;
    }

    /** Ends {@link #run}; may be called from any thread. */
    public void end() {
        ended.complete(null);
    }

    /**
     * Asks something before the console begins.
     *
     * @return the answer; empty where the person would rather leave
     */
    public Optional<String> ask(String prompt) {
        screen.flush();
        try {
            return Optional.of(read(new Prompt(prompt, false, Prompt.Kind.QUESTION)));
        } catch (UserInterruptException | EndOfFileException e) {
            return Optional.empty();
        }
    }

    /** Reads lines until the person leaves or {@link #end} is called. */
    public End run(ConsoleVerticle console) {
        keys.use(console);
        Optional<Prompt> prompt = await(console.begin(this::update));
        boolean interrupted = false;
        while (prompt.isPresent()) {
            try {
                String line = read(prompt.get());
                interrupted = false;
                prompt = enter(console, line);
            } catch (UserInterruptException e) {
                if (interrupted && e.getPartialLine().isEmpty()) {
                    leave(console);
                    return End.INTERRUPTED;
                }
                interrupted = true;
                screen.show(Role.NOTICE, "Ctrl-C once more quits");
                screen.flush();
            } catch (EndOfFileException e) {
                leave(console);
                return End.QUIT;
            }
        }
        return End.QUIT;
    }

    private String read(Prompt prompt) {
        shown = Optional.of(prompt);
        reader.setVariable(LineReader.DISABLE_HISTORY, prompt.kind() == Prompt.Kind.QUESTION);
        reader.option(Option.ERASE_LINE_ON_FINISH, prompt.kind() == Prompt.Kind.CONVERSATION);
        keys.enabled(prompt.kind() != Prompt.Kind.QUESTION);
        return reader.readLine(pattern(prompt), prompt.hidden() ? NO_ECHO : null);
    }

    /** A pasted text of several lines is that many lines. */
    private Optional<Prompt> enter(ConsoleVerticle console, String typed) {
        Optional<Prompt> prompt = shown;
        for (String line : typed.split("\\R", -1)) {
            boolean vanished =
                    prompt.filter(was -> was.kind() == Prompt.Kind.CONVERSATION).isPresent();
            if (vanished && isCommand(line)) {
                screen.show(Role.PLAIN, prompt.get().text() + line);
            }
            prompt = await(console.enter(line).map(Optional::orElseThrow));
            if (prompt.isEmpty()) {
                return prompt;
            }
        }
        return prompt;
    }

    private static boolean isCommand(String line) {
        String text = line.strip();
        return text.equalsIgnoreCase("q")
                || text.startsWith("/") && !text.startsWith("//") && !text.startsWith("/msg ");
    }

    /** The prompt, when all that was shown before it is written; empty where the console has ended. */
    private Optional<Prompt> await(Future<Prompt> next) {
        CompletableFuture<Prompt> prompt = next.toCompletionStage().toCompletableFuture();
        CompletableFuture.anyOf(prompt, ended).join();
        screen.flush();
        return ended.isDone() ? Optional.empty() : Optional.of(prompt.join());
    }

    private void leave(ConsoleVerticle console) {
        console.noMoreLines();
        try {
            ended.get(10, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            screen.show(Role.ERROR, "the registry did not take leave in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        screen.flush();
    }

    /** Shows a prompt that changed while a line is being typed; a question's stays as it is. */
    private void update(Prompt prompt) {
        screen.then(() -> {
            boolean same = shown.filter(now -> now.hidden() == prompt.hidden()
                            && now.kind() != Prompt.Kind.QUESTION
                            && prompt.kind() != Prompt.Kind.QUESTION)
                    .isPresent();
            if (same && reader.isReading()) {
                shown = Optional.of(prompt);
                reader.option(Option.ERASE_LINE_ON_FINISH, prompt.kind() == Prompt.Kind.CONVERSATION);
                reader.setPrompt(pattern(prompt));
                reader.redisplay();
            }
        });
    }

    /** Per cent signs mean something to the reader. */
    private String pattern(Prompt prompt) {
        return palette.prompt(prompt.text()).replace("%", "%%");
    }

    private void clear() {
        terminal.puts(Capability.clear_screen);
        reader.redrawLine();
        reader.redisplay();
        terminal.flush();
    }

    @Override
    public void close() throws IOException {
        screen.close();
        terminal.setAttributes(before);
        terminal.close();
    }
}
