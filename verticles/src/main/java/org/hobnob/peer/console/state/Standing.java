package org.hobnob.peer.console.state;

import java.time.LocalTime;
import java.util.Optional;

/** Who is logged in, and how the link to the registry stands. Not thread-safe. */
public final class Standing {
    private Optional<String> user = Optional.empty();
    private Optional<LocalTime> offlineSince = Optional.empty();
    private boolean tryAsked;
    private int underWay;

    public void loggedIn(String name) {
        user = Optional.of(name);
        offlineSince = Optional.empty();
    }

    void loggedOut() {
        user = Optional.empty();
        offlineSince = Optional.empty();
    }

    public Optional<String> user() {
        return user;
    }

    public boolean isLoggedIn() {
        return user.isPresent();
    }

    /** Takes note of a lost link; whether it was there before. */
    boolean lost(LocalTime now) {
        boolean news = offlineSince.isEmpty();
        offlineSince = offlineSince.or(() -> Optional.of(now));
        return news;
    }

    public void back() {
        offlineSince = Optional.empty();
        tryAsked = false;
    }

    /** The person wants to know how the next try ends. */
    public void askTry() {
        tryAsked = true;
    }

    /** Whether the person waits for the outcome of a try; asked once, it is no news any more. */
    boolean takeAskedTry() {
        boolean asked = tryAsked;
        tryAsked = false;
        return asked;
    }

    /** Since when there is no registry; empty while there is one. */
    public Optional<LocalTime> offlineSince() {
        return offlineSince;
    }

    /** Messages that take long on their way. */
    int underWay() {
        return underWay;
    }

    public void sendingLong() {
        underWay++;
    }

    public void sentAtLast() {
        underWay--;
    }
}
