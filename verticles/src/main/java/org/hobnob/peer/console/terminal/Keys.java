package org.hobnob.peer.console.terminal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hobnob.peer.console.ConsoleVerticle;
import org.hobnob.peer.console.command.CommandTable;
import org.jline.keymap.KeyMap;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Reference;
import org.jline.reader.impl.LineReaderImpl;

/** The console's own keys: Tab completes names and commands, Alt-1 to Alt-9 and Alt-A switch conversations. */
final class Keys implements Completer {
    private static final long PATIENCE_MS = 500;
    private static final List<String> ROOM_COMMANDS = List.of("/join", "/leave", "/part", "/names");

    private volatile ConsoleVerticle console;
    private volatile boolean enabled;

    /** @param used the console that the keys act on from now on */
    void use(ConsoleVerticle used) {
        console = used;
    }

    /** Enables or disables the keys; they are disabled during questions. */
    void enabled(boolean now) {
        enabled = now;
    }

    void bind(LineReaderImpl reader) {
        for (int number = 1; number <= 9; number++) {
            bind(reader, KeyMap.alt((char) ('0' + number)), "/switch " + number);
        }
        bind(reader, KeyMap.alt('a'), "/next");
    }

    private void bind(LineReaderImpl reader, String key, String command) {
        String name = "hobnob " + command;
        reader.getWidgets().put(name, () -> act(command));
        reader.getKeyMaps().get(LineReader.MAIN).bind(new Reference(name), key);
    }

    private boolean act(String command) {
        if (enabled && console != null) {
            console.key(command);
        }
        return true;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (!enabled || console == null) {
            return;
        }
        if (line.wordIndex() == 0 && line.word().startsWith("/")) {
            CommandTable.ROWS.forEach(row -> candidates.add(
                    new Candidate("/" + row.name(), "/" + row.name(), null, row.summary(), null, null, true)));
            return;
        }
        String command = line.words().get(0);
        boolean bare = command.startsWith("/") && line.wordIndex() == 1;
        for (String name : names()) {
            if (!bare || command.equals("/switch")) {
                candidates.add(new Candidate(name));
            } else if (name.startsWith("#") == ROOM_COMMANDS.contains(command)) {
                boolean signed = line.word().startsWith(name.substring(0, 1));
                candidates.add(new Candidate(signed ? name : name.substring(1)));
            }
        }
    }

    private List<String> names() {
        try {
            CompletableFuture<List<String>> names =
                    console.names().toCompletionStage().toCompletableFuture();
            return names.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            return List.of();
        }
    }
}
