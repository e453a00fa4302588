package org.hobnob.peer.history;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.hobnob.json.Json;
import org.hobnob.peer.history.HistoryVerticle.Session;
import org.hobnob.peer.history.Line.State;

/** Puts into the history what is told about lines (BUS.md 6.7). Blocking. Not thread-safe. */
final class Recording {
    private static final int MOST_UNDER_WAY = 1_024;
    /** The console's word for a message to a name that nobody has. */
    private static final String NOBODY = "nobody";

    /** The numbers of own lines whose outcome is not known, by key. */
    private final Map<Long, Long> underWay = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > MOST_UNDER_WAY;
        }
    };

    private final Clock clock;
    private long missed;

    Recording(Clock clock) {
        this.clock = clock;
    }

    void heard(HistoryStore store, Session session, JsonObject json) {
        Line line = LineJson.read(json, session.account(), Json.text(json, "user"), clock.millis(), false);
        keep(store, line);
        if (Json.flag(json, "seen", false)) {
            store.seen(line.talk(), line.takenMs());
        }
    }

    void said(HistoryStore store, Session session, JsonObject json) {
        keep(store, LineJson.read(json, session.account(), session.user(), clock.millis(), true))
                .ifPresent(number -> underWay.put(Json.number(json, "key"), number));
    }

    private OptionalLong keep(HistoryStore store, Line line) {
        OptionalLong number = store.add(line);
        missed += number.isPresent() ? 0 : 1;
        return number;
    }

    void outcome(HistoryStore store, Session session, JsonObject json) {
        Long number = underWay.remove(Json.number(json, "key"));
        if (number == null) {
            return;
        }
        String word = Json.text(json, "state");
        if (word.equals(NOBODY)) {
            store.lookup()
                    .get(number)
                    .ifPresent(kept -> store.closed(kept.line().talk()));
        }
        State state = word.equals(NOBODY) ? State.FAILED : State.of(word).orElse(State.SENT);
        store.change(number, line -> line.became(state, LineJson.id(json)));
    }

    void became(HistoryStore store, Session session, JsonObject json) {
        State state = State.of(Json.text(json, "state")).orElse(State.SENT);
        store.lookup()
                .find(talk(session, json), LineJson.id(json), 0)
                .ifPresent(kept -> store.change(kept.number(), line -> line.became(state, "")));
    }

    void closed(HistoryStore store, Session session, JsonObject json) {
        store.closed(talk(session, json));
    }

    private static Talk talk(Session session, JsonObject json) {
        return new Talk(session.account(), Json.text(json, "conversation"));
    }

    /** Returns how many lines could not be kept since this was asked last. */
    long takeMissed() {
        long taken = missed;
        missed = 0;
        return taken;
    }
}
