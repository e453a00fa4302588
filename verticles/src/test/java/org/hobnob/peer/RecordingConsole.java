package org.hobnob.peer;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;

/** Stands in the console's place and keeps what it is told, each with its action as {@code event}; a notice's own event is {@code what}. */
final class RecordingConsole extends VerticleBase {
    private static final List<String> EVENTS = List.of(
            "state",
            "session-ended",
            "announcement",
            "ignored",
            "invited",
            "direct",
            "direct-missing",
            "direct-held",
            "delivered",
            "mailed",
            "not-mailed",
            "letter-unreadable",
            "chat-request",
            "chat-ended",
            "room-text",
            "room-event",
            "room-kept",
            "room-reader",
            "room-lost",
            "room-progress",
            "room-gap",
            "room-unreadable",
            "room-warning",
            "reach",
            "room-connection",
            "file",
            "file-progress",
            "key-changed",
            "key-elsewhere",
            "disk");

    private final List<JsonObject> told = new CopyOnWriteArrayList<>();
    private volatile Consumer<JsonObject> listener;

    RecordingConsole() {
        this(event -> {});
    }

    /** @param listener is told each event as well */
    RecordingConsole(Consumer<JsonObject> listener) {
        this.listener = listener;
    }

    /** From now on this is told each event, and what was told each event before is not. */
    void hears(Consumer<JsonObject> instead) {
        listener = instead;
    }

    @Override
    public Future<?> start() {
        Map<String, Consumer<JsonObject>> actions =
                EVENTS.stream().collect(Collectors.toMap(Function.identity(), event -> json -> take(event, json)));
        return new Bus(vertx).hear(Addresses.PEER_CONSOLE, actions);
    }

    private void take(String event, JsonObject json) {
        JsonObject entry = json.copy();
        // A notice's own kind is told apart from the event that brings it.
        Object what = entry.remove("event");
        entry.put("event", event).put("what", what);
        told.add(entry);
        listener.accept(entry);
    }

    /** Waits for an event that has these fields. */
    JsonObject see(String event, String... keysAndValues) {
        Predicate<JsonObject> fits = fits(event, keysAndValues);
        Awaitility.await().pollInterval(Duration.ofMillis(10)).untilAsserted(() -> {
            if (told.stream().noneMatch(fits)) {
                throw new AssertionError("no " + event + " " + String.join(" ", keysAndValues) + " in " + told);
            }
        });
        return told.stream().filter(fits).findFirst().orElseThrow();
    }

    /** What was told of that kind. */
    Stream<JsonObject> told(String event) {
        return told.stream().filter(fits(event));
    }

    /** How many events with these fields there were. */
    long count(String event, String... keysAndValues) {
        return told.stream().filter(fits(event, keysAndValues)).count();
    }

    private static Predicate<JsonObject> fits(String event, String... keysAndValues) {
        return json -> {
            boolean all = event.equals(json.getString("event"));
            for (int i = 0; i < keysAndValues.length; i += 2) {
                all &= keysAndValues[i + 1].equals(String.valueOf(json.getValue(keysAndValues[i])));
            }
            return all;
        };
    }

    /** Forgets all. */
    void clear() {
        told.clear();
    }
}
