package org.hobnob.launcher.demo;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.hobnob.launcher.child.Child;

/** Somebody in a class: a program that joins a room, says lines and shows those of the others. */
final class Pupil {
    /** How somebody takes part. */
    enum Kind {
        /** A console whose datagrams reach the others. */
        CONSOLE("--multicast"),
        /** A console on a network that drops multicast. */
        CONSOLE_WITHOUT_MULTICAST("--no-multicast"),
        /** A program that speaks JSON (docs/json.md). */
        PROGRAM("--multicast", "--json");

        private final String[] options;

        Kind(String... options) {
            this.options = options;
        }

        /** Options of {@code hobnob peer}. */
        String[] options() {
            return options.clone();
        }
    }

    /** The answer to the first request of a program. */
    private static final String ENTERED = "{\"id\":1,\"result\":";

    private final Child child;
    private final Kind kind;
    private int requests;

    Pupil(Child child, Kind kind) {
        this.child = child;
        this.kind = kind;
    }

    String name() {
        return child.name();
    }

    boolean isAlive() {
        return child.isAlive();
    }

    /** @param room without {@code #} */
    void create(String room) {
        request("/create " + room, new JsonObject().put("request", "create").put("room", room));
    }

    /** @param room without {@code #} */
    void join(String room) {
        request("/join " + room, new JsonObject().put("request", "join").put("room", room));
    }

    /** @param room the room where this one is, without {@code #} */
    void say(String room, String text) {
        request(
                text,
                new JsonObject().put("request", "send").put("to", "#" + room).put("text", text));
    }

    void quit() {
        request("/quit", new JsonObject().put("request", "quit"));
    }

    private void request(String command, JsonObject json) {
        child.type(kind == Kind.PROGRAM ? json.put("id", ++requests).encode() : command);
    }

    /** Whether it shows in time that it is in the room. */
    boolean isIn(String room, Duration patience) {
        String[] lines = kind == Kind.PROGRAM
                ? new String[] {ENTERED}
                : new String[] {"#" + room + " created", "#" + room + " joined"};
        return child.await(patience, lines).isPresent();
    }

    /** Whether it shows in time what somebody else said; the text is that of no other line. */
    boolean hears(Pupil speaker, String text, Duration patience) {
        return child.await(patience, heard(speaker, text)).isPresent();
    }

    /** How often it showed what somebody else said. */
    int timesHeard(Pupil speaker, String text) {
        return child.lines(heard(speaker, text)).size();
    }

    private String heard(Pupil speaker, String text) {
        return kind == Kind.PROGRAM ? "\"text\":\"" + text + "\"" : speaker.name() + ": " + text + "  (";
    }
}
