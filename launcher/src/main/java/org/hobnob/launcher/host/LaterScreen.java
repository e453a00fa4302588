package org.hobnob.launcher.host;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.hobnob.peer.console.conversation.ChatLine;
import org.hobnob.peer.console.screen.Alert;
import org.hobnob.peer.console.screen.Reader;
import org.hobnob.peer.console.screen.Screen;
import org.hobnob.peer.console.text.Role;

/** The screen of a guest whose terminal comes later: keeps the first lines for it. Thread-safe. */
final class LaterScreen implements Screen {
    private static final int MOST_KEPT = 200;

    private final Queue<Consumer<Screen>> kept = new ArrayDeque<>();
    private Optional<Screen> screen = Optional.empty();

    /** From now on all goes there; what was kept first. */
    synchronized void attach(Screen terminal) {
        screen = Optional.of(terminal);
        kept.forEach(one -> one.accept(terminal));
        kept.clear();
    }

    private synchronized void then(Consumer<Screen> work) {
        if (screen.isPresent()) {
            work.accept(screen.get());
        } else if (kept.size() < MOST_KEPT) {
            kept.add(work);
        }
    }

    @Override
    public void show(Role role, String line) {
        then(terminal -> terminal.show(role, line));
    }

    @Override
    public void chat(ChatLine line) {
        then(terminal -> terminal.chat(line));
    }

    @Override
    public void alert(Alert alert) {
        then(terminal -> terminal.alert(alert));
    }

    @Override
    public synchronized int width() {
        return screen.map(Screen::width).orElse(USUAL_WIDTH);
    }

    @Override
    public Reader reader() {
        return Reader.TERMINAL;
    }

    @Override
    public void clear() {
        then(Screen::clear);
    }
}
