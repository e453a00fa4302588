package org.hobnob.peer.console.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hobnob.files.OwnerOnly;
import org.hobnob.peer.console.command.CommandTable;
import org.hobnob.peer.console.text.CommandLine;
import org.jline.reader.impl.history.DefaultHistory;

/**
 * The lines that were typed, for the arrow up and Ctrl-R, kept over restarts in a file that only its owner can read.
 * Answers to questions and choices at menus are not kept, nor commands that may contain a password: those of accounts and rooms, and
 * commands that do not exist, which may be one of those with a typing error.
 */
final class InputHistory extends DefaultHistory {
    /** The most lines that are kept. */
    static final int MOST = 500;

    private static final int LONGEST = 4_096;
    private static final Pattern MENU_CHOICE = Pattern.compile("\\s*[0-9]{0,2}\\s*");
    private static final Set<String> WITH_PASSWORDS = Set.of("login", "signup", "passwd", "join", "create");

    private final Optional<Path> file;
    private int inFile;

    /** @param file where the lines are kept; its folder exists; empty to forget them at the end */
    InputHistory(Optional<Path> file) {
        this.file = file;
        file.ifPresent(this::load);
    }

    private void load(Path from) {
        try {
            if (Files.exists(from)) {
                List<String> lines = Files.readString(from, StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isEmpty() && line.length() <= 2 * LONGEST)
                        .toList();
                inFile = lines.size();
                lines.stream()
                        .skip(Math.max(0, lines.size() - MOST))
                        .map(InputHistory::decoded)
                        .forEach(line -> super.add(Instant.EPOCH, line));
            }
        } catch (IOException | UncheckedIOException e) {
            // A history that cannot be read is not worth a refusal; the next line replaces it.
            inFile = 2 * MOST;
        }
    }

    @Override
    public void add(Instant time, String line) {
        if (line.length() > LONGEST || MENU_CHOICE.matcher(line).matches() || mayHavePassword(line)) {
            return;
        }
        int before = last();
        super.add(time, line);
        if (last() != before) {
            file.ifPresent(to -> append(to, line));
        }
    }

    private static boolean mayHavePassword(String line) {
        String text = line.strip();
        if (!text.startsWith("/") || text.startsWith("//")) {
            return false;
        }
        CommandLine typed = CommandLine.of(text);
        return CommandTable.find(typed.command())
                .map(row ->
                        WITH_PASSWORDS.contains(row.name()) && typed.words(3).size() > 1)
                .orElse(true);
    }

    /** Writes the file anew when it has grown to twice as many lines as are kept. */
    private void append(Path to, String line) {
        try {
            inFile++;
            if (inFile > 2 * MOST) {
                replace(to);
            } else {
                OwnerOnly.createFile(to);
                Files.writeString(to, encoded(line) + "\n", StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            // The line is in memory; a full disk is told by what else is written.
        }
    }

    private void replace(Path to) throws IOException {
        Path draft = OwnerOnly.createDraft(to.getParent(), "input", ".tmp");
        StringBuilder all = new StringBuilder();
        forEach(entry -> all.append(encoded(entry.line())).append('\n'));
        Files.writeString(draft, all);
        Files.move(draft, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        inFile = size();
    }

    private static String encoded(String line) {
        return line.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String decoded(String line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                i++;
                c = line.charAt(i) == 'n' ? '\n' : line.charAt(i) == 'r' ? '\r' : line.charAt(i);
            }
            text.append(c);
        }
        return text.toString();
    }
}
