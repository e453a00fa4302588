package org.hobnob.protocol.login;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.value.HostPort;

/**
 * The connection in use, the one being opened, and who waits for a connection. A round tries each registry once. Not
 * thread-safe.
 */
final class RegistryConnections {
    /** More than any program asks for while a connection is being opened. */
    private static final int MOST_WAITING = 16;

    /** @param number no other connection of this peer has it */
    record Connection(long number, HostPort at) {}

    private final RegistryChoice choice;
    private final Consumer<LoginEffect> todo;
    private final Set<Long> waiting = new LinkedHashSet<>();
    private Optional<Connection> line = Optional.empty();
    /** Never beside a line, but where the session moves. */
    private Optional<Connection> opening = Optional.empty();

    private boolean roundSawOtherKey;
    private long lastNumber;

    RegistryConnections(RegistryChoice choice, Consumer<LoginEffect> todo) {
        this.choice = choice;
        this.todo = todo;
    }

    /** The connection in use. */
    Optional<Connection> line() {
        return line;
    }

    boolean isLine(long number) {
        return line.filter(open -> open.number() == number).isPresent();
    }

    /** Somebody waits for a connection. */
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
     * Opens one, unless that is under way: the next of the round, or the first of a new round.
     *
     * @param last where the login was last, which a new round tries last
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

    /** Opens one to the next registry of the round, which has one. */
    void openNext() {
        HostPort at = choice.next().orElseThrow();
        lastNumber++;
        Connection next = new Connection(lastNumber, at);
        opening = Optional.of(next);
        todo.accept(by -> by.open(next.number(), at, choice.hasOthers(at)));
    }

    /** The connection that was being opened, where it is that one; any other is closed. */
    Optional<Connection> opened(long number) {
        Optional<Connection> fresh = takeOpening(number);
        fresh.ifPresentOrElse(open -> choice.showsRightKey(open.at()), () -> todo.accept(by -> by.close(number)));
        return fresh;
    }

    /** Whether it was the one being opened. */
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

    /** From now on this is the one in use; who waits has it. */
    void use(Connection fresh) {
        line = Optional.of(fresh);
        roundSawOtherKey = false;
        waiting.forEach(request -> todo.accept(by -> by.done(request)));
        waiting.clear();
    }

    /** The round is over without a connection; whether another key was seen in it. */
    boolean nobodyAnswered() {
        boolean otherKey = roundSawOtherKey;
        roundSawOtherKey = false;
        waiting.forEach(request -> todo.accept(failure(otherKey, request)));
        waiting.clear();
        return otherKey;
    }

    /** The refusal of a request for which no connection could be opened. */
    static LoginEffect failure(boolean otherKey, long request) {
        return otherKey ? by -> by.refuseKey(request) : by -> by.refuse(request, Reason.UNAVAILABLE, 0);
    }

    /** The one in use is gone. */
    void lose() {
        line = Optional.empty();
    }

    /** Closes the one in use; the round goes on. */
    void giveUp() {
        line.ifPresent(open -> todo.accept(by -> by.close(open.number())));
        line = Optional.empty();
    }

    /** What is being opened is not wanted any more: it is closed when it opens. */
    void abandonOpening() {
        opening = Optional.empty();
    }

    /** Closes everything, and refuses who waits. */
    void stop() {
        giveUp();
        abandonOpening();
        roundSawOtherKey = false;
        nobodyAnswered();
    }
}
