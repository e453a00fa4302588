package org.hobnob.peer.console.screen;

import org.hobnob.peer.console.conversation.ChatLine;
import org.hobnob.peer.console.text.Role;

/** Passes everything on to another screen, and counts the errors among the answers to a script's lines. Not thread-safe. */
public final class TallyScreen implements Screen {
    private final Screen screen;
    private int errors;
    private boolean isAside;

    public TallyScreen(Screen screen) {
        this.screen = screen;
    }

    /** Does work whose errors are no answers, because others caused it. */
    public void aside(Runnable work) {
        boolean before = isAside;
        isAside = true;
        try {
            work.run();
        } finally {
            isAside = before;
        }
    }

    /** How many errors were shown as answers. */
    public int errors() {
        return errors;
    }

    private void count(Role role) {
        if (role == Role.ERROR && !isAside) {
            errors++;
        }
    }

    @Override
    public void show(Role role, String line) {
        count(role);
        screen.show(role, line);
    }

    @Override
    public void chat(ChatLine line) {
        count(line.role());
        screen.chat(line);
    }

    @Override
    public void alert(Alert alert) {
        screen.alert(alert);
    }

    @Override
    public int width() {
        return screen.width();
    }

    @Override
    public Reader reader() {
        return screen.reader();
    }

    @Override
    public void clear() {
        screen.clear();
    }
}
