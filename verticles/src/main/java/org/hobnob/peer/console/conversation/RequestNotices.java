package org.hobnob.peer.console.conversation;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Keeps users who ask for a chat and drop it, again and again, from filling the screen: of each user one request in a
 * minute is told, and its end. Not thread-safe.
 */
public final class RequestNotices {
    /** The most users that are remembered; the one told longest ago is forgotten. */
    static final int MOST = 256;

    private static final long MINUTE_MS = 60_000;

    /** When a request was told, and whether the latest one was. */
    private record Told(long atMs, boolean latest) {}

    private final Clock clock;
    private final Map<String, Told> users = new LinkedHashMap<>();

    public RequestNotices(Clock clock) {
        this.clock = clock;
    }

    /** A user asks for a chat; returns whether to tell that. */
    public boolean asks(String user) {
        long nowMs = clock.millis();
        Told before = users.remove(folded(user));
        // A clock that was set back must not mute anybody for long.
        boolean isNews = before == null || Math.abs(nowMs - before.atMs()) >= MINUTE_MS;
        users.put(folded(user), new Told(isNews ? nowMs : before.atMs(), isNews));
        if (users.size() > MOST) {
            users.remove(users.keySet().iterator().next());
        }
        return isNews;
    }

    /** Returns whether the user's latest request was told, so that its end is told too. */
    public boolean wasTold(String user) {
        Told latest = users.get(folded(user));
        return latest == null || latest.latest();
    }

    private static String folded(String user) {
        return user.toLowerCase(Locale.ROOT);
    }
}
