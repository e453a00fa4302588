package org.hobnob.peer.console.terminal;

import io.vertx.core.Future;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hobnob.peer.console.ConsoleVerticle;
import org.hobnob.peer.console.screen.Prompt;
import org.hobnob.peer.console.screen.Screen;
import org.hobnob.peer.console.text.Entry;
import org.hobnob.peer.console.text.Role;
import org.hobnob.peer.console.text.YesNo;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;

/**
 * Where a person sits: asks questions, then reads lines for a console until the person leaves. The thread that calls {@link #run}
 * reads the input.
 */
public abstract class PersonConsole implements AutoCloseable {
    /** How the user left the console. */
    public enum End {
        QUIT,
        INTERRUPTED
    }

    private static final long LEAVE_S = 10;

    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile Prompt latest = new Prompt("", false, Prompt.Kind.QUESTION);
    private volatile boolean interrupted;

    /** Only for this package. */
    PersonConsole() {}

    /** Returns whether standard input and output are both a terminal. */
    public static boolean isThere() {
        return TerminalBuilder.builder().getProviders(null, new IllegalStateException("no terminal")).stream()
                .findFirst()
                .filter(provider ->
                        provider.isSystemStream(SystemStream.Input) && provider.isSystemStream(SystemStream.Output))
                .isPresent();
    }

    /** Returns the screen that writes to this terminal. */
    public final Screen screen() {
        return terminalScreen();
    }

    abstract TerminalScreen terminalScreen();

    /**
     * Reads what is entered at the prompt.
     *
     * @throws UserInterruptException if Ctrl-C was pressed
     * @throws EndOfFileException if Ctrl-D was pressed on an empty line, or the terminal is gone
     */
    abstract Entry read(Prompt prompt);

    /** Reading begins for this console. */
    void use(ConsoleVerticle console) {}

    /** Something was entered and is about to be done. */
    void entered(Entry entry) {}

    /** The prompt has changed, perhaps while a line is being typed. Called on the screen's thread. */
    abstract void promptChanged();

    /** Returns the prompt for the next line. */
    final Prompt latest() {
        return latest;
    }

    final boolean hasEnded() {
        return ended.isDone();
    }

    /** Handles Ctrl-C while no line is being read, which means that the user does not want to wait any longer. */
    final void interrupt() {
        interrupted = true;
        end();
    }

    /** Makes {@link #run} return. Thread-safe. */
    public final void end() {
        ended.complete(null);
    }

    /**
     * Asks a question before the console starts.
     *
     * @return the answer; empty if the user leaves
     */
    public final Optional<String> ask(String prompt) {
        return ask(new Prompt(prompt, false, Prompt.Kind.QUESTION));
    }

    private Optional<String> ask(Prompt prompt) {
        terminalScreen().flush();
        try {
            latest = prompt;
            return hasEnded() ? Optional.empty() : Optional.of(read(latest).line());
        } catch (UserInterruptException | EndOfFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Asks a yes-or-no question before the console starts, and repeats it until the answer is one of them.
     *
     * @return true for yes; Enter and leaving mean no; what was typed before the question stood there is dropped
     */
    public final boolean askWhether(String prompt) {
        while (true) {
            String answer = ask(new Prompt(prompt, false, Prompt.Kind.QUESTION, true))
                    .orElse("no")
                    .strip();
            Optional<Boolean> yes = answer.isEmpty() ? Optional.of(false) : YesNo.of(answer);
            if (yes.isPresent()) {
                return yes.get();
            }
            screen().show(Role.ERROR, "answer y or n; Enter is n");
        }
    }

    /** Reads lines until the user leaves or {@link #end} is called. */
    public final End run(ConsoleVerticle console) {
        use(console);
        boolean goesOn = await(console.begin(this::update));
        boolean once = false;
        while (goesOn) {
            try {
                Entry entry = read(latest);
                once = false;
                entered(entry);
                goesOn = await(console.enter(entry));
            } catch (UserInterruptException e) {
                if (once && e.getPartialLine().isEmpty()) {
                    leave(console);
                    return End.INTERRUPTED;
                }
                once = true;
                screen().show(Role.NOTICE, "Ctrl-C once more quits");
                terminalScreen().flush();
            } catch (EndOfFileException e) {
                once = false;
                goesOn = await(console.endOfInput());
            }
        }
        return interrupted ? End.INTERRUPTED : End.QUIT;
    }

    /** Waits for the work, and until all earlier output has been written; returns false if the console has ended. */
    private boolean await(Future<Void> work) {
        CompletableFuture<Void> done = work.toCompletionStage().toCompletableFuture();
        CompletableFuture.anyOf(done, ended).join();
        terminalScreen().flush();
        return !hasEnded();
    }

    private void leave(ConsoleVerticle console) {
        console.noMoreLines();
        try {
            ended.get(LEAVE_S, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            screen().show(
                            Role.ERROR,
                            "leaving took too long: the registry did not answer, or the disk did not take what you said");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminalScreen().flush();
    }

    private void update(Prompt prompt) {
        latest = prompt;
        terminalScreen().then(this::promptChanged);
    }

    @Override
    public abstract void close() throws IOException;
}
