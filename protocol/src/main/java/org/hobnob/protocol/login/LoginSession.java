package org.hobnob.protocol.login;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.protocol.message.value.UserName;

/** The user who is logged in, the token, and the registry that was used last. Not thread-safe. */
final class LoginSession {
    /** How long a registry may take to act on a RESUME that was never answered, in milliseconds (SPEC 4.8). */
    static final long LATE_RESUME_MS = 60_000;
    /** More than can be left unanswered within that time. */
    private static final int MOST_LATE_RESUMES = 8;

    private Optional<UserName> user = Optional.empty();
    private Optional<SessionCredentials> credentials = Optional.empty();
    private Optional<HostPort> last = Optional.empty();
    /** The time until which each unanswered RESUME may still take over the session; the oldest first. */
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

    /** Returns the registry of the last login, including that of a former user. */
    Optional<HostPort> last() {
        return last;
    }

    /** @param granted empty if the registry has no sessions, so that this one cannot be resumed */
    void begin(UserName asked, Optional<SessionCredentials> granted, HostPort at) {
        user = Optional.of(granted.map(SessionCredentials::user).orElse(asked));
        credentials = granted;
        last = Optional.of(at);
    }

    void renew(ResumeToken token) {
        credentials = credentials.map(
                old -> new SessionCredentials(old.user(), old.session(), token, old.keepAliveKey(), old.ip()));
    }

    void forget() {
        user = Optional.empty();
        credentials = Optional.empty();
    }

    /** A RESUME was not answered in time. */
    void resumeUnanswered(long nowMs) {
        lateResumesUntilMs.add(nowMs + LATE_RESUME_MS);
        if (lateResumesUntilMs.size() > MOST_LATE_RESUMES) {
            lateResumesUntilMs.remove();
        }
    }

    /** Returns whether an unanswered RESUME may be what took over the session; each accounts for one takeover. */
    boolean takeLateResume(long nowMs) {
        lateResumesUntilMs.removeIf(untilMs -> untilMs <= nowMs);
        return lateResumesUntilMs.poll() != null;
    }
}
