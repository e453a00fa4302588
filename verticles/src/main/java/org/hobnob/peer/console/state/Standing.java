package org.hobnob.peer.console.state;

import java.time.LocalTime;
import java.util.Optional;
import org.hobnob.protocol.message.value.UserStatus;

/** The logged-in user and the state of the connection to the registry. Not thread-safe. */
public final class Standing {
    private Optional<String> user = Optional.empty();
    private Optional<LocalTime> offlineSince = Optional.empty();
    private boolean tryAsked;
    private int underWay;
    private UserStatus status = UserStatus.HERE;

    public void loggedIn(String name) {
        user = Optional.of(name);
        offlineSince = Optional.empty();
    }

    void loggedOut() {
        user = Optional.empty();
        offlineSince = Optional.empty();
        status = UserStatus.HERE;
    }

    /** What the user says about being there. */
    public UserStatus status() {
        return status;
    }

    public void said(UserStatus said) {
        status = said;
    }

    public Optional<String> user() {
        return user;
    }

    public boolean isLoggedIn() {
        return user.isPresent();
    }

    /** Records that the connection was lost; returns whether it was up before. */
    boolean lost(LocalTime now) {
        boolean news = offlineSince.isEmpty();
        offlineSince = offlineSince.or(() -> Optional.of(now));
        return news;
    }

    public void back() {
        offlineSince = Optional.empty();
        tryAsked = false;
    }

    /** The user wants to know how the next try ends. */
    public void askTry() {
        tryAsked = true;
    }

    /** Returns whether the user waits for the outcome of a try, and resets that. */
    boolean takeAskedTry() {
        boolean asked = tryAsked;
        tryAsked = false;
        return asked;
    }

    /** Returns when the connection was lost; empty while it is up. */
    public Optional<LocalTime> offlineSince() {
        return offlineSince;
    }

    /** Returns the number of messages that take long to send. */
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
