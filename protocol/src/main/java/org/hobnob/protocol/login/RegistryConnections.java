package org.hobnob.protocol.login;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.value.HostPort;

/**
 * The connection in use, the one being opened, and the requests that wait for a connection. A round tries each
 * registry once. Not thread-safe.
 */
final class RegistryConnections {
    /** More than a program requests while a connection is being opened. */
    private static final int MOST_WAITING = 16;

    /** @param number unique among this peer's connections */
    record Connection(long number, HostPort at) {}

    private final RegistryChoice choice;
    private final Consumer<LoginEffect> todo;
    private final Set<Long> waiting = new LinkedHashSet<>();
    private Optional<Connection> line = Optional.empty();
    /** Exists beside a connection in use only while the session moves. */
    private Optional<Connection> opening = Optional.empty();

    private boolean roundSawOtherKey;
    private long lastNumber;

    RegistryConnections(RegistryChoice choice, Consumer<LoginEffect> todo) {
        this.choice = choice;
        this.todo = todo;
    }

    /** Returns the connection in use. */
    Optional<Connection> line() {
        return line;
    }

    boolean isLine(long number) {
        return line.filter(open -> open.number() == number).isPresent();
    }

    /** A request waits for a connection. */
    void want(long request, Optional<HostPort> last) {
        if (waiting.size() >= MOST_WAITING) {
            todo.accept(by -> by.refuse(request, Reason.UNAVAILABLE, 0));
        } else if (line.isPresent()) {
            todo.accept(by -> by.done(request));
        } else {
            waiting.add(request);
            open(last);
        }
    }

    /**
     * Opens a connection unless one is being opened: to the next registry of the round, or to the first of a new
     * round.
     *
     * @param last the registry of the last login, which a new round tries last
     */
    void open(Optional<HostPort> last) {
        if (opening.isPresent()) {
            return;
        }
        if (!choice.hasNext()) {
            last.ifPresentOrElse(choice::beginWithout, choice::begin);
        }
        openNext();
    }

    /** Opens a connection to the next registry of the round; there must be one. */
    void openNext() {
        HostPort at = choice.next().orElseThrow();
        lastNumber++;
        Connection next = new Connection(lastNumber, at);
        opening = Optional.of(next);
        todo.accept(by -> by.open(next.number(), at, choice.hasOthers(at)));
    }

    /** Returns the connection that was being opened, if it has this number; any other is closed. */
    Optional<Connection> opened(long number) {
        Optional<Connection> fresh = takeOpening(number);
        fresh.ifPresentOrElse(open -> choice.showsRightKey(open.at()), () -> todo.accept(by -> by.close(number)));
        return fresh;
    }

    /** Returns whether this was the connection being opened. */
    boolean openFailed(long number, boolean otherKey) {
        Optional<Connection> failed = takeOpening(number);
        if (failed.isPresent() && otherKey) {
            roundSawOtherKey = true;
            choice.showsOtherKey(failed.get().at());
        }
        return failed.isPresent();
    }

    private Optional<Connection> takeOpening(long number) {
        Optional<Connection> taken = opening.filter(open -> open.number() == number);
        if (taken.isPresent()) {
            opening = Optional.empty();
        }
        return taken;
    }

    /** Makes this the connection in use and fulfils the waiting requests. */
    void use(Connection fresh) {
        line = Optional.of(fresh);
        roundSawOtherKey = false;
        waiting.forEach(request -> todo.accept(by -> by.done(request)));
        waiting.clear();
    }

    /** Ends the round without a connection; returns whether another key was seen in it. */
    boolean nobodyAnswered() {
        boolean otherKey = roundSawOtherKey;
        roundSawOtherKey = false;
        waiting.forEach(request -> todo.accept(failure(otherKey, request)));
        waiting.clear();
        return otherKey;
    }

    /** Returns the refusal of a request for which no connection could be opened. */
    static LoginEffect failure(boolean otherKey, long request) {
        return otherKey ? by -> by.refuseKey(request) : by -> by.refuse(request, Reason.UNAVAILABLE, 0);
    }

    /** The connection in use was lost. */
    void lose() {
        line = Optional.empty();
    }

    /** Closes the connection in use; the round continues. */
    void giveUp() {
        line.ifPresent(open -> todo.accept(by -> by.close(open.number())));
        line = Optional.empty();
    }

    /** The connection being opened is not wanted any more; it is closed when it opens. */
    void abandonOpening() {
        opening = Optional.empty();
    }

    /** Closes everything and refuses the waiting requests. */
    void stop() {
        giveUp();
        abandonOpening();
        roundSawOtherKey = false;
        nobodyAnswered();
    }
}
