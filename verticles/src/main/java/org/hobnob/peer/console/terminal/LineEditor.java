package org.hobnob.peer.console.terminal;

import java.io.IOError;
import java.io.InterruptedIOException;
import java.util.Collections;
import java.util.regex.Pattern;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/**
 * The line that is typed at the bottom of the terminal, edited as in readline. A paste fills the line: its line breaks
 * do not end it. Terminals are asked to mark pastes from the program's beginning to its end, so that text that is
 * pasted while no line is being read is one too.
 */
final class LineEditor extends LineReaderImpl {
    /** The most characters of one paste. */
    static final int MOST_PASTED = 65_536;

    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}&&[^\n\t]]");
    private static final Pattern LINE_BREAK = Pattern.compile("\r\n?");
    private static final Pattern LAST_LINE_BREAKS = Pattern.compile("\n+$");
    private static final int INTERRUPTED_PASTE_MS = 1_000;

    private Runnable pasteWasCut = () -> {};
    private boolean pasted;

    LineEditor(Terminal terminal, Keys keys, InputHistory history) {
        super(terminal, "hobnob", null);
        setParser(new DefaultParser().escapeChars(null).quoteChars(new char[0]));
        setCompleter(keys);
        setHistory(history);
        option(Option.DISABLE_EVENT_EXPANSION, true);
        option(Option.CASE_INSENSITIVE, true);
        option(Option.AUTO_FRESH_LINE, false);
        option(Option.AUTO_MENU, false);
        setVariable(LineReader.BELL_STYLE, "none");
        setVariable(LineReader.HISTORY_SIZE, InputHistory.MOST);
        setVariable(LineReader.SECONDARY_PROMPT_PATTERN, "");
        keys.bind(this);
        terminal.writer().write(BRACKETED_PASTE_ON);
        terminal.flush();
    }

    /** @param told is called when a paste was longer than {@link #MOST_PASTED} */
    void onCutPaste(Runnable told) {
        pasteWasCut = told;
    }

    /** Returns whether a part of the line that was read last, or is being read, was pasted. */
    boolean wasPasted() {
        return pasted;
    }

    @Override
    public String readLine(String prompt, Character mask) {
        pasted = false;
        return super.readLine(prompt, mask);
    }

    @Override
    public boolean beginPaste() {
        pasted = true;
        regionActive = RegionType.PASTE;
        regionMark = getBuffer().cursor();
        String paste = LINE_BREAK.matcher(readPaste()).replaceAll("\n");
        getBuffer()
                .write(CONTROLS.matcher(LAST_LINE_BREAKS.matcher(paste).replaceAll(""))
                        .replaceAll(""));
        return true;
    }

    /** A Ctrl-C within a paste drops all of it: what follows is not taken for something that was typed. */
    private String readPaste() {
        StringBuilder text = new StringBuilder();
        boolean cut = false;
        boolean interrupted = false;
        while (text.indexOf(BRACKETED_PASTE_END, Math.max(0, text.length() - BRACKETED_PASTE_END.length())) < 0) {
            try {
                if (interrupted && peekCharacter(INTERRUPTED_PASTE_MS) < 0) {
                    break;
                }
                int c = readCharacter();
                if (c < 0) {
                    throw new EndOfFileException();
                }
                text.appendCodePoint(c);
            } catch (IOError e) {
                if (!(e.getCause() instanceof InterruptedIOException)) {
                    throw e;
                }
                interrupted = true;
            }
            if (text.length() > MOST_PASTED + BRACKETED_PASTE_END.length()) {
                text.deleteCharAt(MOST_PASTED);
                cut = true;
            }
        }
        if (interrupted) {
            state = State.INTERRUPT;
            return "";
        }
        if (cut) {
            pasteWasCut.run();
        }
        return text.substring(0, text.length() - BRACKETED_PASTE_END.length());
    }

    /** The line reader stops the marking of pastes when a line ends; it goes on. */
    @Override
    protected void doCleanup(boolean nl) {
        super.doCleanup(nl);
        terminal.writer().write(BRACKETED_PASTE_ON);
        flush();
    }

    /** Terminals differ in what they do with the rows of the input when their width changes: it is drawn anew. */
    @Override
    protected void handleSignal(Terminal.Signal signal) {
        super.handleSignal(signal);
        if (signal == Terminal.Signal.WINCH) {
            whileReading(() -> {
                display.update(Collections.emptyList(), 0);
                redisplay();
            });
        }
    }

    /** Clears the terminal. No line is being read: a command does it. */
    void clearAll() {
        terminal.puts(Capability.clear_screen);
        terminal.flush();
    }

    private void whileReading(Runnable work) {
        lock.lock();
        try {
            if (reading) {
                work.run();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Leaves the terminal as it was found. */
    void end() {
        terminal.writer().write(BRACKETED_PASTE_OFF);
        terminal.flush();
    }
}
