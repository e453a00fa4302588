package org.hobnob.protocol.login;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.UserName;

/** Who is logged in, with which token, and where that was last. Not thread-safe. */
final class LoginSession {
    /** How long a registry may take to act on a RESUME whose answer never came (SPEC 4.8). */
    static final long LATE_RESUME_MS = 60_000;
    /** More than anybody leaves unanswered within that time. */
    private static final int MOST_LATE_RESUMES = 8;

    private Optional<UserName> user = Optional.empty();
    private Optional<SessionCredentials> credentials = Optional.empty();
    private Optional<HostPort> last = Optional.empty();
    /** Until when each RESUME whose answer never came may still take the session over; the oldest first. */
    private final Deque<Long> lateResumesUntilMs = new ArrayDeque<>();

    Optional<UserName> user() {
        return user;
    }

    boolean isThere() {
        return user.isPresent();
    }

    Optional<SessionCredentials> credentials() {
        return credentials;
    }

    /** Where the login was last, also of a former user. */
    Optional<HostPort> last() {
        return last;
    }

    /** @param granted empty where the registry knows no sessions: this one cannot be resumed */
    void begin(UserName asked, Optional<SessionCredentials> granted, HostPort at) {
        user = Optional.of(granted.map(SessionCredentials::user).orElse(asked));
        credentials = granted;
        last = Optional.of(at);
    }

    void forget() {
        user = Optional.empty();
        credentials = Optional.empty();
    }

    /** A RESUME was given up. */
    void resumeUnanswered(long nowMs) {
        lateResumesUntilMs.add(nowMs + LATE_RESUME_MS);
        if (lateResumesUntilMs.size() > MOST_LATE_RESUMES) {
            lateResumesUntilMs.remove();
        }
    }

    /** Whether it may be a RESUME given up that took the session over; each accounts for one takeover. */
    boolean takeLateResume(long nowMs) {
        lateResumesUntilMs.removeIf(untilMs -> untilMs <= nowMs);
        return lateResumesUntilMs.poll() != null;
    }
}
