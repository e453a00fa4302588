package org.hobnob.peer.history;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.hobnob.json.Json;
import org.hobnob.peer.history.HistoryVerticle.Session;

/** Answers what is asked of the history (BUS.md 6.7). Blocking. */
final class HistoryRequests {
    /** The most lines of one answer. */
    static final int MOST_LINES = 1_000;

    /** The most hits of one answer. */
    static final int MOST_HITS = 100;

    private static final int USUAL = 20;
    /** Chats that were quiet for longer are not opened again. */
    private static final long QUIET_MS = TimeUnit.DAYS.toMillis(30);

    private static final int MOST_TALKS = 200;

    private final Supplier<HistoryStore> store;
    private final Supplier<Optional<Session>> session;
    private final Clock clock;

    HistoryRequests(Supplier<HistoryStore> store, Supplier<Optional<Session>> session, Clock clock) {
        this.store = store;
        this.session = session;
        this.clock = clock;
    }

    /** Returns the answer where there is no history: a sentence for the user. */
    static JsonObject trouble(String sentence) {
        return new JsonObject().put("trouble", sentence);
    }

    private Session session() {
        return session.get().orElseThrow(HistoryVerticle::notLoggedIn);
    }

    private Talk talk(JsonObject json) {
        return new Talk(session().account(), Json.text(json, "conversation"));
    }

    private Optional<Talk> where(JsonObject json) {
        return Optional.ofNullable(json.getString("conversation")).map(label -> talk(json));
    }

    private static int most(JsonObject json, int bound) {
        return (int) Math.max(0, Math.min(bound, json.getLong("most", (long) USUAL)));
    }

    /** The user opens a conversation for the first time in this session: what was said before it. */
    JsonObject open(JsonObject json) {
        Talk talk = talk(json);
        Optional<TalkState> state = store.get().talk(talk);
        List<Kept> lines = store.get().lookup().newest(talk, session().before() + 1, 0, most(json, MOST_LINES));
        store.get().seen(talk, clock.millis());
        JsonObject answer = new JsonObject().put("lines", HistoryVerticle.array(lines));
        state.ifPresent(one -> answer.put("seen", one.seen()).put("seenAt", one.seenMs()));
        return answer;
    }

    /** The newest lines, or those behind or around one. */
    JsonObject lines(JsonObject json) {
        Talk talk = talk(json);
        int most = most(json, MOST_LINES);
        Long above = json.getLong("after");
        List<Kept> lines = above != null
                ? store.get().lookup().oldest(talk, above, most)
                : store.get()
                        .lookup()
                        .newest(talk, json.getLong("before", Long.MAX_VALUE), json.getLong("since", 0L), most);
        return new JsonObject().put("lines", HistoryVerticle.array(lines));
    }

    JsonObject search(JsonObject json) {
        String account = session().account();
        JsonArray hits = new JsonArray();
        store.get()
                .lookup()
                .search(
                        Json.text(json, "words"),
                        where(json),
                        json.getLong("before", Long.MAX_VALUE),
                        most(json, MOST_HITS))
                .forEach(hit -> hits.add(json(hit, account)));
        return new JsonObject().put("hits", hits);
    }

    private static JsonObject json(Hit hit, String account) {
        JsonObject json = LineJson.of(hit.kept());
        hit.before().ifPresent(line -> json.put("previous", LineJson.of(line)));
        hit.after().ifPresent(line -> json.put("next", LineJson.of(line)));
        if (!hit.kept().line().talk().account().equals(account)) {
            json.put("elsewhere", true);
        }
        return json;
    }

    /** The conversations, those with the newest lines first. */
    JsonObject talks(JsonObject json) {
        long young = clock.millis() - QUIET_MS;
        JsonArray talks = new JsonArray();
        store.get().talks(session().account()).stream()
                .limit(MOST_TALKS)
                .forEach(state -> talks.add(new JsonObject()
                        .put("conversation", state.label())
                        .put("at", state.lastMs())
                        .put("unseen", state.last() > state.seen())
                        .put("open", state.open() && state.lastMs() >= young)));
        return new JsonObject().put("talks", talks);
    }

    /** Writes lines to a file that does not exist yet. */
    JsonObject export(JsonObject json) {
        Path file = Path.of(Json.text(json, "file"));
        try {
            return new JsonObject()
                    .put(
                            "count",
                            Export.write(store.get(), where(json), session().account(), file, clock.getZone()));
        } catch (FileAlreadyExistsException e) {
            return trouble(file + " exists already; name another file");
        } catch (IOException e) {
            return trouble(file + " cannot be written (" + e + "); name another file, or make its folder");
        }
    }

    JsonObject forget(JsonObject json) {
        return new JsonObject().put("count", store.get().forget(where(json)));
    }
}
