package org.hobnob.peer.console;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;

/** The person's or the script's side of the peer: takes lines, does one after the other, shows what happens. */
public final class ConsoleVerticle extends VerticleBase {
    private final Screen screen;
    private final Runnable end;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private Commands commands;
    private Context ownContext;
    private boolean busy;

    /** @param end ends the program; called once, when the console is left */
    public ConsoleVerticle(Screen screen, Runnable end) {
        this.screen = screen;
        this.end = end;
    }

    @Override
    public Future<?> start() {
        ownContext = context;
        Bus bus = new Bus(vertx);
        commands = new Commands(bus, screen, end);
        return bus.hearLocally(Addresses.PEER_CONSOLE, new Presenter(screen).events());
    }

    /** Takes a line; may be called from any thread. */
    public void line(String line) {
        ownContext.runOnContext(now -> enqueue(() -> then(commands.run(line))));
    }

    /** No line follows: leaves when all are done. May be called from any thread. */
    public void noMoreLines() {
        ownContext.runOnContext(now -> enqueue(() -> then(commands.quit(List.of()))));
    }

    private void enqueue(Runnable work) {
        waiting.add(work);
        next();
    }

    private void next() {
        if (!busy && !waiting.isEmpty()) {
            busy = true;
            waiting.remove().run();
        }
    }

    private void then(Future<Void> work) {
        work.onComplete(done -> ownContext.runOnContext(now -> {
            busy = false;
            next();
        }));
    }
}
