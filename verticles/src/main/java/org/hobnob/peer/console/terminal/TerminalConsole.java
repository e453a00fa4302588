package org.hobnob.peer.console.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.hobnob.peer.console.ConsoleVerticle;
import org.hobnob.peer.console.command.CommandTable;
import org.hobnob.peer.console.screen.Appearance;
import org.hobnob.peer.console.screen.Notices;
import org.hobnob.peer.console.screen.Palette;
import org.hobnob.peer.console.screen.Prompt;
import org.hobnob.peer.console.screen.Reader;
import org.hobnob.peer.console.screen.Screen;
import org.hobnob.peer.console.state.Times;
import org.hobnob.peer.console.text.Entry;
import org.hobnob.peer.console.text.Role;
import org.hobnob.peer.settings.PeerValues;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The terminal of a person. Lines are edited as in readline, output is written above the line being typed, and
 * passwords are not echoed.
 */
public final class TerminalConsole extends PersonConsole {
    /** How long a key that was pressed already takes to be read, in milliseconds. */
    private static final long AT_ONCE_MS = 10;

    private static final Character NO_ECHO = (char) 0;

    /** That of a terminal that does not know its size, such as one on a serial line. */
    private static final Size USUAL_SIZE = Size.of(Screen.USUAL_WIDTH, 24);

    private final Terminal terminal;
    private final LineEditor reader;
    private final Palette palette;
    private final TerminalScreen screen;
    private final DesktopNotices desktop;
    private final Attributes before;
    private final Size sizeBefore;
    private final Keys keys;
    private volatile Prompt shown = new Prompt("", false, Prompt.Kind.QUESTION);

    private TerminalConsole(
            Terminal terminal, Appearance appearance, Times times, Notices notices, Optional<Path> history) {
        this.terminal = terminal;
        sizeBefore = terminal.getSize();
        if (sizeBefore.getColumns() <= 0 || sizeBefore.getRows() <= 0) {
            terminal.setSize(USUAL_SIZE);
        }
        palette = new Palette(appearance);
        keys = new Keys();
        reader = new LineEditor(terminal, keys, new InputHistory(history));
        reader.getWidgets().put(LineReader.CALLBACK_INIT, this::takeLatest);
        desktop = new DesktopNotices(this::tellTrouble);
        screen = new TerminalScreen(
                palette,
                times,
                new Alarm(times.settings(), notices, desktop::show),
                Reader.TERMINAL,
                terminal::getColumns,
                reader::printAbove,
                reader::clearAll);
        reader.onCutPaste(() -> screen.show(
                Role.ERROR,
                "the paste was too long: only its first " + LineEditor.MOST_PASTED + " characters are there"));
        // In raw mode, input typed while nobody reads, such as a password, is not echoed; it is read later.
        before = terminal.enterRawMode();
        terminal.handle(Terminal.Signal.INT, signal -> interrupt());
    }

    private void tellTrouble(String line) {
        screen.show(Role.ERROR, line);
    }

    /**
     * Opens the terminal of standard input and output.
     *
     * @param settings those of lines, bell and notifications
     * @param history the file that keeps what was typed; its folder exists
     * @throws IOException if there is no terminal
     */
    public static TerminalConsole open(Appearance appearance, Clock clock, PeerValues settings, Path history)
            throws IOException {
        // Do not probe for grapheme clusters: some terminals never answer, and old ones print the probe.
        Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .dumb(false)
                .graphemeCluster(false)
                .build();
        return new TerminalConsole(
                terminal, appearance, new Times(clock, settings), new Notices(System.getenv()), Optional.of(history));
    }

    /**
     * Opens a terminal that nobody sits at.
     *
     * @param keys what is typed
     * @param display receives all that is drawn
     */
    public static TerminalConsole over(InputStream keys, OutputStream display) throws IOException {
        Terminal terminal =
                TerminalBuilder.builder().system(false).streams(keys, display).build();
        return on(
                terminal,
                Appearance.of(Appearance.Color.AUTO, Map.of()),
                Clock.systemDefaultZone(),
                PeerValues.defaults());
    }

    public static TerminalConsole on(Terminal terminal, Appearance appearance, Clock clock, PeerValues settings) {
        return new TerminalConsole(
                terminal, appearance, new Times(clock, settings), new Notices(Map.of()), Optional.empty());
    }

    @Override
    TerminalScreen terminalScreen() {
        return screen;
    }

    @Override
    void use(ConsoleVerticle console) {
        keys.use(console);
    }

    @Override
    Entry read(Prompt prompt) {
        shown = prompt;
        if (prompt.fresh()) {
            dropTyped();
        }
        reader.setVariable(LineReader.DISABLE_HISTORY, prompt.kind() == Prompt.Kind.QUESTION);
        reader.option(Option.ERASE_LINE_ON_FINISH, prompt.kind() == Prompt.Kind.CONVERSATION);
        keys.enabled(prompt.kind() != Prompt.Kind.QUESTION);
        String line = reader.readLine(pattern(prompt), prompt.hidden() ? NO_ECHO : null);
        return new Entry(line, reader.wasPasted());
    }

    /** Drops the keys that were pressed already. */
    private void dropTyped() {
        try {
            while (terminal.reader().read(AT_ONCE_MS) >= 0) {
                // Nobody can have meant what was not asked yet.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The input line is erased in a conversation: what is said is shown with its mark, and all else here. */
    @Override
    void entered(Entry typed) {
        boolean leaves = !typed.isSeveral() && typed.line().strip().equalsIgnoreCase("q");
        if (shown.kind() == Prompt.Kind.CONVERSATION && (leaves || CommandTable.isSilent(typed))) {
            screen.show(Role.PLAIN, shown.text() + typed.line());
        }
    }

    /** Applies a newer prompt while a line is being typed. */
    @Override
    void promptChanged() {
        if (reader.isReading() && takeLatest()) {
            reader.redisplay();
        }
    }

    /**
     * A question's prompt is not replaced while it is being answered, so that answers stay answers and hidden input
     * stays hidden.
     */
    private boolean takeLatest() {
        Prompt next = latest();
        boolean question = shown.kind() == Prompt.Kind.QUESTION || next.kind() == Prompt.Kind.QUESTION;
        if (question || next.equals(shown)) {
            return false;
        }
        shown = next;
        reader.option(Option.ERASE_LINE_ON_FINISH, next.kind() == Prompt.Kind.CONVERSATION);
        reader.setPrompt(pattern(next));
        return true;
    }

    /** Percent signs have a meaning for the line reader and must be escaped. */
    private String pattern(Prompt prompt) {
        return palette.prompt(prompt.text()).replace("%", "%%");
    }

    @Override
    public void close() throws IOException {
        screen.close();
        desktop.close();
        reader.end();
        terminal.setAttributes(before);
        terminal.setSize(sizeBefore);
        terminal.close();
    }
}
