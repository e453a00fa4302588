package org.hobnob.peer.console.state;

import java.time.Clock;
import java.time.LocalTime;
import java.util.Optional;
import org.hobnob.peer.console.text.Role;
import org.hobnob.peer.console.text.SessionEndWording;
import org.hobnob.protocol.message.SessionEnd;

/** Words the messages about the connection to the registry. */
public interface LinkWording {
    /** @param role how the line is shown */
    record Told(Role role, String line) {}

    /**
     * The connection was lost for that reason and is retried in {@code retryMs} milliseconds; empty if that need
     * not be said.
     */
    Optional<Told> retrying(Standing standing, long retryMs, SessionEnd why);

    /** The connection was lost while nobody was logged in. */
    Told offline();

    /** The user is logged in again. */
    Told resumed();

    /**
     * The user is logged in again at another registry.
     *
     * @param gone whether the former one was lost; otherwise it asked the peer to move
     */
    default Told moved(String from, String to, boolean gone) {
        return gone
                ? new Told(Role.SUCCESS, "registry " + from + " is gone; connected to " + to + ", resumed")
                : new Told(Role.SUCCESS, "registry " + from + " is closing; moved to " + to);
    }

    /** Returns the wording for scripts, with a line for every try. */
    static LinkWording whole() {
        return new Whole();
    }

    /**
     * Returns the wording for a person: says when the connection was lost, and mentions later tries only if the
     * prompt does not show them.
     */
    static LinkWording timed(Clock clock) {
        return new Timed(clock);
    }

    /** See {@link #whole}. */
    final class Whole implements LinkWording {
        @Override
        public Optional<Told> retrying(Standing standing, long retryMs, SessionEnd why) {
            String line = SessionEndWording.lost(why) + "; retry in " + retryMs + " ms; running chats go on";
            return Optional.of(new Told(Role.NOTICE, line));
        }

        @Override
        public Told offline() {
            return new Told(Role.NOTICE, "not connected to the registry");
        }

        @Override
        public Told resumed() {
            return new Told(Role.SUCCESS, "registry back; logged in again");
        }
    }

    /** See {@link #timed}. */
    final class Timed implements LinkWording {
        /** Delays from this length on are mentioned, once, in milliseconds. */
        private static final long LONG_MS = 4_000;

        private final Clock clock;
        private boolean longTold;

        private Timed(Clock clock) {
            this.clock = clock;
        }

        private LocalTime now() {
            return LocalTime.now(clock);
        }

        @Override
        public Optional<Told> retrying(Standing standing, long retryMs, SessionEnd why) {
            boolean news = standing.lost(now());
            boolean asked = standing.takeAskedTry();
            String next = "next try in " + Math.max(1, (retryMs + 999) / 1_000) + " s (Enter = now)";
            if (news) {
                longTold = false;
                return notice(SessionEndWording.lost(why) + "; " + next + "; running chats go on, /status tells more");
            }
            if (asked) {
                return notice("the registry does not answer; " + next);
            }
            if (retryMs < LONG_MS || longTold) {
                return Optional.empty();
            }
            longTold = true;
            String since = standing.offlineSince().orElseThrow().format(Views.HOUR_MINUTE);
            return notice("offline since " + since + "; " + next);
        }

        private static Optional<Told> notice(String line) {
            return Optional.of(new Told(Role.NOTICE, line));
        }

        @Override
        public Told offline() {
            return new Told(Role.NOTICE, "no connection to the registry now; logging in makes a new one");
        }

        @Override
        public Told resumed() {
            return new Told(Role.SUCCESS, "registry back; logged in again, rooms are entered again");
        }
    }
}
