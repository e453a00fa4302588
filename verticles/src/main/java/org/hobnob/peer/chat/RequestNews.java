package org.hobnob.peer.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.hobnob.limits.RateLimit;
import org.hobnob.protocol.message.value.UserName;

/**
 * Decides when the person is told that somebody asks for a chat, or does not any more. Anybody can ask and go again all the
 * time, so of each user a request and its end are told at once, and then one line a minute: how it is then. Pure; not
 * thread-safe.
 */
final class RequestNews {
    private static final int LINES_AT_ONCE = 2;
    private static final long REFILL_MS = 60_000;
    private static final int MOST_USERS = 1_024;

    /** Whether the user asks, and what the person was told last. */
    private record State(boolean isAsking, boolean isToldAsking) {}

    private final LongSupplier nowMs;
    private final Consumer<UserName> requested;
    private final Consumer<UserName> ended;
    private final RateLimit<UserName> lines = new RateLimit<>(LINES_AT_ONCE, REFILL_MS, MOST_USERS);
    /** Those who ask, or are thought to. */
    private final Map<UserName, State> states = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UserName, State> eldest) {
            return size() > MOST_USERS;
        }
    };

    /**
     * @param nowMs a monotonic clock, in milliseconds
     * @param requested tells the person that a user asks for a chat
     * @param ended tells the person that the user does not any more
     */
    RequestNews(LongSupplier nowMs, Consumer<UserName> requested, Consumer<UserName> ended) {
        this.nowMs = nowMs;
        this.requested = requested;
        this.ended = ended;
    }

    /** The user asks for a chat. */
    void requested(UserName user) {
        become(user, true);
    }

    /** The user's request is over without an answer. */
    void dropped(UserName user) {
        become(user, false);
    }

    private void become(UserName user, boolean isAsking) {
        boolean isToldAsking = states.containsKey(user) && states.get(user).isToldAsking;
        states.put(user, new State(isAsking, isToldAsking));
        tellIfDue(user);
    }

    /** The person has answered the user's request: the next one is told at once. */
    void answered(UserName user) {
        states.remove(user);
        lines.forget(user);
    }

    /** Tells what is due; to be called every second or so. */
    void tellDue() {
        List<UserName> users = new ArrayList<>(states.keySet());
        users.forEach(this::tellIfDue);
    }

    private void tellIfDue(UserName user) {
        State state = states.get(user);
        if (state.isAsking != state.isToldAsking && lines.tryTake(user, nowMs.getAsLong()) == 0) {
            state = new State(state.isAsking, state.isAsking);
            states.put(user, state);
            (state.isAsking ? requested : ended).accept(user);
        }
        if (!state.isAsking && !state.isToldAsking) {
            states.remove(user);
        }
    }

    /** Forgets everybody. */
    void clear() {
        states.clear();
    }
}
