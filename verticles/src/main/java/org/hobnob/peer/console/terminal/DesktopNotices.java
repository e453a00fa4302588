package org.hobnob.peer.console.terminal;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hobnob.peer.console.screen.Alert;
import org.hobnob.protocol.text.SafeText;

/**
 * Shows notifications with the program {@code notify-send}, one after the other. While one is shown, one more waits;
 * further ones are dropped.
 */
final class DesktopNotices implements AutoCloseable {
    private static final String PROGRAM = "notify-send";
    private static final int MOST_CHARACTERS = 200;
    private static final long PATIENCE_S = 5;

    private final Consumer<String> trouble;
    private final String program;
    private volatile boolean isTroubleTold;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            0,
            1,
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            work -> {
                Thread made = new Thread(work, "hobnob-notify");
                made.setDaemon(true);
                return made;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    /** @param trouble told once if the program cannot be started, on another thread */
    DesktopNotices(Consumer<String> trouble) {
        this(PROGRAM, trouble);
    }

    DesktopNotices(String program, Consumer<String> trouble) {
        this.program = program;
        this.trouble = trouble;
    }

    void show(Alert alert) {
        thread.execute(() -> run(alert));
    }

    /** Returns the command; its arguments are no options, and the text holds no markup. */
    static List<String> command(String program, Alert alert) {
        return List.of(program, "--app-name=Hobnob", "--", cut(alert.from()), escaped(cut(alert.text())));
    }

    private static String cut(String text) {
        String safe = SafeText.of(text);
        return safe.substring(
                0, safe.offsetByCodePoints(0, Math.min(MOST_CHARACTERS, safe.codePointCount(0, safe.length()))));
    }

    /** Desktops show the body with a few HTML elements. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private void run(Alert alert) {
        try {
            Process process = new ProcessBuilder(command(program, alert))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            if (!isTroubleTold) {
                isTroubleTold = true;
                trouble.accept(program + " cannot be started, so no notification was shown: install it, or"
                        + " /set notifications auto or off");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
