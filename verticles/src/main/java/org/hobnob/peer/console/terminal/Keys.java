package org.hobnob.peer.console.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hobnob.peer.console.ConsoleVerticle;
import org.hobnob.peer.console.command.Argument;
import org.hobnob.peer.console.command.Completions;
import org.jline.keymap.KeyMap;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Reference;
import org.jline.reader.impl.LineReaderImpl;

/**
 * The console's own keys: Tab completes commands and what they take; Alt-1 to Alt-9, Alt-A, Ctrl-N and Ctrl-P go to other
 * conversations.
 */
final class Keys implements Completer {
    private static final long PATIENCE_MS = 500;

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
        bind(reader, KeyMap.ctrl('N'), "/switch +");
        bind(reader, KeyMap.ctrl('P'), "/switch -");
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
        List<String> words = new ArrayList<>(line.words().subList(0, line.wordIndex()));
        words.add(line.word().substring(0, line.wordCursor()));
        if (isFile(words)) {
            if (!console.isAtHome()) {
                return;
            }
            candidates.addAll(FileNames.like(words.get(words.size() - 1)));
            return;
        }
        for (Completions.Completion one : completions(words)) {
            String meaning = one.meaning().isEmpty() ? null : one.meaning();
            candidates.add(new Candidate(one.word(), one.word(), null, meaning, null, null, true));
        }
    }

    private static boolean isFile(List<String> words) {
        return Completions.argument(words, words.size() - 1)
                .filter(place -> place.kind() == Argument.Kind.FILE)
                .isPresent();
    }

    private List<Completions.Completion> completions(List<String> words) {
        try {
            return console.completions(words, words.size() - 1)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException | TimeoutException e) {
            return List.of();
        }
    }
}
