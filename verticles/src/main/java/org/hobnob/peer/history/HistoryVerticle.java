package org.hobnob.peer.history;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.json.Json;
import org.hobnob.peer.profile.Profile;
import org.hobnob.peer.profile.ProfileRefusedException;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.peer.settings.PeerValues;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is said, and finds it again (BUS.md 6.7). It runs on a worker and commits what has come in a moment together:
 * nobody waits for it.
 */
public final class HistoryVerticle extends VerticleBase {
    /** How long a line may wait for others before all are written, in milliseconds. */
    private static final long COMMIT_MS = 250;

    private static final long RETRY_MS = 5_000;
    private static final long TIDY_MS = 3_600_000;
    private static final long TIDY_FIRST_MS = 20_000;
    /** The user is about to do other things right after a login. */
    private static final long WARM_MS = 3_000;

    private static final Logger LOG = LoggerFactory.getLogger(HistoryVerticle.class);

    private final Profile profile;
    private final PeerValues settings;
    private final Clock clock;
    private final Recording recording;
    private Bus bus;
    private HistoryRequests requests;
    private HistoryChores chores;
    private Optional<HistoryStore> store = Optional.empty();
    private Optional<String> refused = Optional.empty();
    private Optional<Session> session = Optional.empty();
    private boolean isCommitDue;
    private boolean isDiskFull;

    /**
     * Who is logged in.
     *
     * @param before the number of the newest line that was kept before
     */
    record Session(String account, String user, long before) {}

    /** Takes what was told about a line. */
    private interface Step {
        void take(HistoryStore open, Session session, JsonObject json);
    }

    /** @param settings says whether lines are kept, and how many; read again each time */
    public HistoryVerticle(Profile profile, PeerValues settings, Clock clock) {
        this.profile = profile;
        this.settings = settings;
        this.clock = clock;
        recording = new Recording(clock);
    }

    @Override
    public Future<?> start() {
        bus = new Bus(vertx);
        requests = new HistoryRequests(this::store, () -> session, clock);
        chores = new HistoryChores(vertx, () -> store, this::full);
        vertx.setPeriodic(TIDY_MS, due -> store.ifPresent(this::tidied));
        return bus.serve(
                Addresses.PEER_HISTORY,
                Map.ofEntries(
                        told("online", this::online),
                        told("offline", json -> session = Optional.empty()),
                        told("heard", json -> kept(recording::heard, json)),
                        told("said", json -> kept(recording::said, json)),
                        told("outcome", json -> recorded(recording::outcome, json)),
                        told("became", json -> recorded(recording::became, json)),
                        told("closed", json -> recorded(recording::closed, json)),
                        asked("open", requests::open),
                        asked("lines", requests::lines),
                        asked("search", requests::search),
                        asked("talks", requests::talks),
                        asked("export", requests::export),
                        Map.entry("forget", this::forget)));
    }

    /** Rooms have what was said there for others too, whether or not it is in the history. */
    private Future<JsonObject> forget(JsonObject json) {
        Future<JsonObject> here = asked("forget", requests::forget).getValue().apply(json);
        String where = json.getString("conversation", "#");
        if (!where.startsWith("#")) {
            return here;
        }
        JsonObject room = where.equals("#") ? new JsonObject() : new JsonObject().put("room", where.substring(1));
        return bus.request(Addresses.PEER_ROOM, "forget", room)
                .onFailure(cause -> LOG.debug("rooms did not forget: {}", cause.toString()))
                .transform(done -> here);
    }

    private Map.Entry<String, Function<JsonObject, Future<JsonObject>>> told(String action, Consumer<JsonObject> work) {
        return Map.entry(action, json -> {
            work.accept(json);
            return Future.succeededFuture(new JsonObject());
        });
    }

    private Map.Entry<String, Function<JsonObject, Future<JsonObject>>> asked(
            String action, Function<JsonObject, JsonObject> work) {
        return Map.entry(action, json -> {
            try {
                JsonObject answer = work.apply(json);
                commitSoon();
                return Future.succeededFuture(answer);
            } catch (ProfileRefusedException e) {
                return Future.succeededFuture(HistoryRequests.trouble(e.getMessage()));
            } catch (UncheckedIOException e) {
                LOG.warn("the history could not answer {}", action, e);
                return Future.succeededFuture(HistoryRequests.trouble(
                        "the history cannot be read or written: " + e.getCause().getMessage()));
            }
        });
    }

    @Override
    public Future<?> stop() {
        store.ifPresent(open -> {
            try {
                open.commit();
            } catch (IOException | UncheckedIOException e) {
                LOG.error("the last lines are not in the history: {}", e.getMessage());
            }
            open.close();
        });
        return Future.succeededFuture();
    }

    /** @throws ProfileRefusedException if the history cannot be used, now or before */
    private HistoryStore store() {
        if (refused.isPresent()) {
            throw new ProfileRefusedException(refused.get(), null);
        }
        if (store.isEmpty()) {
            if (!settings.isOn(PeerKey.HISTORY) && !HistoryStore.isThere(profile.folder())) {
                throw new ProfileRefusedException(
                        "nothing is kept: /set history on keeps what is said from then on", null);
            }
            try {
                store = Optional.of(HistoryStore.open(
                        profile.folder(), bounds(), new SecureRandom(), lost -> tell("damaged", lost)));
            } catch (ProfileRefusedException e) {
                if (e.getCause() instanceof IOException || e.getCause() instanceof UncheckedIOException) {
                    // The disk may have room later.
                    throw new UncheckedIOException(new IOException(e.getMessage(), e));
                }
                refused = Optional.of(e.getMessage());
                LOG.error("no history: {}", e.getMessage());
                tell("refused", e.getMessage());
                throw e;
            }
        }
        return store.get();
    }

    private HistoryBounds bounds() {
        return HistoryBounds.of(settings.number(PeerKey.HISTORY_DAYS), settings.number(PeerKey.HISTORY_MB));
    }

    /** Somebody who is logged in can read it. */
    private void tell(String what, String detail) {
        JsonObject notice = new JsonObject().put("what", what).put("detail", detail);
        if (session.isPresent()) {
            bus.send(Addresses.PEER_CONSOLE, "history", notice);
        }
    }

    private void online(JsonObject json) {
        String user = Json.text(json, "user");
        String account = Talk.account(Json.text(json, "pin"), user);
        session = Optional.of(new Session(account, user, -1));
        // The console says first who is logged in.
        if (refused.isPresent() && isKept()) {
            tell("refused", refused.get());
        }
        if (isKept()) {
            working(open -> session = Optional.of(new Session(account, user, open.newest())));
            vertx.setTimer(WARM_MS, due -> chores.warm());
            vertx.setTimer(TIDY_FIRST_MS, due -> store.ifPresent(this::tidied));
        }
    }

    /** Does work that nobody waits for, if there is a history. */
    private void working(Consumer<HistoryStore> work) {
        try {
            work.accept(store());
        } catch (ProfileRefusedException e) {
            // It was told when it was found out.
        } catch (UncheckedIOException e) {
            full(e.getCause());
        }
    }

    private boolean isKept() {
        return session.isPresent() && settings.isOn(PeerKey.HISTORY);
    }

    private void kept(Step step, JsonObject json) {
        if (isKept()) {
            recorded(step, json);
        }
    }

    /** Does what was told about lines, if somebody is logged in. */
    private void recorded(Step step, JsonObject json) {
        session.ifPresent(now -> working(open -> {
            step.take(open, now, json);
            commitSoon();
        }));
    }

    private void commitSoon() {
        if (!isCommitDue && !isDiskFull) {
            commitAfter(COMMIT_MS);
        }
    }

    private void commitAfter(long ms) {
        isCommitDue = true;
        vertx.setTimer(ms, due -> {
            isCommitDue = false;
            working(this::commit);
        });
    }

    private void commit(HistoryStore open) {
        try {
            if (open.isChanged()) {
                open.commit();
            }
            if (open.isFull()) {
                tidy(open);
            }
            if (isDiskFull) {
                isDiskFull = false;
                long missed = recording.takeMissed();
                tell("goes-on", missed == 0 ? "" : String.valueOf(missed));
            }
        } catch (IOException e) {
            full(e);
        }
    }

    private void full(IOException cause) {
        if (!isDiskFull) {
            isDiskFull = true;
            LOG.error("the history cannot be written: {}", cause.getMessage());
            tell("full", String.valueOf(cause.getMessage()));
        }
        if (!isCommitDue) {
            commitAfter(RETRY_MS);
        }
    }

    private void tidied(HistoryStore open) {
        try {
            tidy(open);
        } catch (IOException e) {
            full(e);
        } catch (UncheckedIOException e) {
            full(e.getCause());
        }
    }

    private void tidy(HistoryStore open) throws IOException {
        open.bound(bounds());
        open.tidy(clock.millis());
        chores.rewrite();
    }

    static JsonArray array(List<Kept> lines) {
        JsonArray array = new JsonArray();
        lines.forEach(kept -> array.add(LineJson.of(kept)));
        return array;
    }

    static RefusalException notLoggedIn() {
        return new RefusalException(Reason.NOT_LOGGED_IN);
    }
}
