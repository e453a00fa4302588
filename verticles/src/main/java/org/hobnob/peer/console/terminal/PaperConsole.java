package org.hobnob.peer.console.terminal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Pattern;
import org.hobnob.peer.console.screen.Notices;
import org.hobnob.peer.console.screen.Palette;
import org.hobnob.peer.console.screen.Prompt;
import org.hobnob.peer.console.screen.Reader;
import org.hobnob.peer.console.state.Times;
import org.hobnob.peer.console.text.CommandLine;
import org.hobnob.peer.console.text.Entry;
import org.hobnob.peer.console.text.Role;
import org.hobnob.peer.settings.PeerValues;
import org.hobnob.protocol.text.SafeText;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The terminal of a person who reads it like paper: with a screen reader, or because it cannot move its cursor. What stands there
 * is never changed; the terminal itself edits the line that is typed. A prompt is written when it is the person's turn, and not
 * again after each line of somebody else, as a screen reader would speak it each time.
 */
public final class PaperConsole extends PersonConsole {
    /** The marks before a prompt, such as that of unread lines: they change without a question being asked. */
    private static final Pattern MARKS = Pattern.compile("^(\\[[^\\]]*\\] )+");

    private final Terminal terminal;
    private final Attributes before;
    private final DesktopNotices desktop;
    private final TerminalScreen screen;
    private final TypedLines typed;
    private final Object paper = new Object();
    private Prompt written = new Prompt("", false, Prompt.Kind.QUESTION);
    private boolean atPrompt;
    private boolean isReading;
    private boolean justSaid;

    private PaperConsole(Terminal terminal, InputStream keys, Times times, Notices notices) {
        this.terminal = terminal;
        before = terminal.getAttributes();
        desktop = new DesktopNotices(line -> terminalScreen().show(Role.ERROR, line));
        screen = new TerminalScreen(
                new Palette(false, false),
                times,
                new Alarm(times.settings(), notices, desktop::show),
                Reader.PAPER,
                terminal::getColumns,
                this::write,
                () -> {});
        typed = new TypedLines(keys, terminal.encoding());
        terminal.handle(Terminal.Signal.INT, signal -> ctrlC());
        typed.start();
    }

    /**
     * Opens the terminal of standard input and output.
     *
     * @param settings those of lines, bell and notifications
     * @throws IOException if there is no terminal
     */
    public static PaperConsole open(Clock clock, PeerValues settings) throws IOException {
        // For a type that is called dumb there would be neither signals nor hidden passwords; nothing of the type is
        // used.
        Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .dumb(false)
                .type("ansi")
                .graphemeCluster(false)
                .build();
        // Not by way of the terminal, which could not be closed while a thread waits for the next line.
        InputStream keys = new FileInputStream(FileDescriptor.in);
        return new PaperConsole(terminal, keys, new Times(clock, settings), new Notices(Map.of()));
    }

    /** Uses a terminal of the caller's. */
    public static PaperConsole on(Terminal terminal, Clock clock, PeerValues settings) {
        return new PaperConsole(terminal, terminal.input(), new Times(clock, settings), new Notices(Map.of()));
    }

    @Override
    TerminalScreen terminalScreen() {
        return screen;
    }

    private void ctrlC() {
        synchronized (paper) {
            if (isReading) {
                typed.interrupt();
            } else {
                interrupt();
            }
        }
    }

    @Override
    Entry read(Prompt prompt) {
        if (prompt.fresh()) {
            typed.drop();
        }
        synchronized (paper) {
            isReading = true;
            echo(!prompt.hidden());
            boolean isKnown = justSaid && target(prompt).equals(target(written));
            written = prompt;
            if (!isKnown) {
                writePrompt();
            }
        }
        TypedLines.Typed next = typed.take();
        synchronized (paper) {
            isReading = false;
            atPrompt = false;
            if (prompt.hidden() || next.kind() != TypedLines.Kind.LINE) {
                terminal.writer().println();
            } else if (!next.echoed()) {
                terminal.writer().println(SafeText.of(next.text()));
            }
            terminal.flush();
            // A password that is typed before it is asked for does not stand there either.
            echo(false);
        }
        return switch (next.kind()) {
            case LINE -> new Entry(next.text(), next.pasted());
            case INTERRUPT -> throw new UserInterruptException("");
            case END -> throw new EndOfFileException();
        };
    }

    /** Behind what was said, the prompt is not written again: it would be spoken after each line. */
    @Override
    void entered(Entry entry) {
        String text = entry.line().strip();
        justSaid = written.kind() == Prompt.Kind.CONVERSATION
                && (entry.isSeveral() || !text.equalsIgnoreCase("q") && !CommandLine.isCommand(text));
    }

    private void echo(boolean on) {
        Attributes attributes = terminal.getAttributes();
        attributes.setLocalFlag(LocalFlag.ECHO, on);
        terminal.setAttributes(attributes);
        typed.echoed(on);
    }

    private void writePrompt() {
        terminal.writer().print(SafeText.of(written.text()));
        terminal.flush();
        atPrompt = true;
    }

    /** Writes lines below the prompt. A question is asked again behind them, as it waits for an answer. */
    private void write(String lines) {
        synchronized (paper) {
            if (atPrompt) {
                terminal.writer().println();
                atPrompt = false;
            }
            terminal.writer().println(lines);
            if (isReading && written.kind() == Prompt.Kind.QUESTION) {
                writePrompt();
            }
            terminal.flush();
        }
    }

    /** What the next line is for is told when it changes; how much is unread is told with the next prompt. */
    @Override
    void promptChanged() {
        synchronized (paper) {
            Prompt next = latest();
            boolean question = written.kind() == Prompt.Kind.QUESTION || next.kind() == Prompt.Kind.QUESTION;
            if (isReading && !question && !target(next).equals(target(written))) {
                if (atPrompt) {
                    terminal.writer().println();
                }
                written = next;
                writePrompt();
            }
        }
    }

    private static String target(Prompt prompt) {
        return MARKS.matcher(prompt.text()).replaceFirst("");
    }

    @Override
    public void close() throws IOException {
        screen.close();
        desktop.close();
        terminal.setAttributes(before);
        terminal.close();
    }
}
