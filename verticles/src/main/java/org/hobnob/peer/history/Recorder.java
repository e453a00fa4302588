package org.hobnob.peer.history;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.BiConsumer;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;

/** Tells the history what a console, or a program in its place, shows and says (BUS.md 6.7). Waits for nothing. */
public final class Recorder {
    private final BiConsumer<String, JsonObject> history;
    private long key;

    public Recorder(Bus bus) {
        this((action, json) -> bus.send(Addresses.PEER_HISTORY, action, json));
    }

    /** @param history receives actions and their fields */
    Recorder(BiConsumer<String, JsonObject> history) {
        this.history = history;
    }

    /**
     * Keeps an event of {@code peer.console} that was shown, if it is a line or tells what became of one.
     *
     * @param seen whether the user is in that conversation
     */
    public void shown(String action, JsonObject json, boolean seen) {
        switch (action) {
            case "direct" -> heard("@" + json.getString("user"), json, seen);
            case "room-text" -> heard("#" + json.getString("room"), json, seen);
            case "room-unreadable" ->
                heard("#" + json.getString("room"), json.copy().put("unreadable", true), seen);
            case "delivered" -> became("@" + json.getString("user"), json, Line.State.DELIVERED);
            case "room-progress" -> {
                if (json.getJsonArray("missing", new JsonArray()).isEmpty()) {
                    became("#" + json.getString("room"), json, Line.State.DELIVERED);
                }
            }
            default -> {
                // Nothing that anybody said.
            }
        }
    }

    private void heard(String conversation, JsonObject json, boolean seen) {
        history.accept("heard", json.copy().put("conversation", conversation).put("seen", seen));
    }

    private void became(String conversation, JsonObject json, Line.State state) {
        history.accept(
                "became",
                new JsonObject()
                        .put("conversation", conversation)
                        .put("id", json.getString("id"))
                        .put("state", state.word()));
    }

    /**
     * Keeps what the user says, and what becomes of it; notes a chat that is closed.
     *
     * @param body the request
     * @param answer the answer to come
     * @return the answer
     */
    public Future<JsonObject> asked(String address, String action, JsonObject body, Future<JsonObject> answer) {
        boolean direct = address.equals(Addresses.PEER_CHAT) && action.equals("message");
        boolean room = address.equals(Addresses.PEER_ROOM) && action.equals("say");
        if (!direct && !room) {
            if (address.equals(Addresses.PEER_CHAT) && action.equals("end")) {
                closed("@" + body.getString("user"));
            }
            return answer;
        }
        long own = ++key;
        String conversation = direct ? "@" + body.getString("user") : "#" + body.getString("room");
        history.accept("said", body.copy().put("conversation", conversation).put("key", own));
        return answer.onComplete(done -> history.accept(
                "outcome",
                done.succeeded()
                        ? done.result().copy().put("key", own).put("state", state(done.result()))
                        : new JsonObject().put("key", own).put("state", failed(done.cause()))));
    }

    private static String state(JsonObject answer) {
        Line.State state = answer.containsKey("missing")
                ? ofRoom(answer)
                : switch (answer.getString("state", "")) {
                    case "open" -> Line.State.OPEN;
                    case "queued" -> Line.State.QUEUED;
                    default -> Line.State.DELIVERED;
                };
        return state.word();
    }

    private static Line.State ofRoom(JsonObject answer) {
        return answer.getJsonArray("missing").isEmpty() ? Line.State.DELIVERED : Line.State.PARTLY;
    }

    /** Without an answer it may have gone out. A name that nobody has was mistyped: such a conversation is none. */
    private static String failed(Throwable cause) {
        boolean nobody = cause instanceof RefusalException refusal && refusal.reason() == Reason.NO_SUCH_USER;
        return nobody ? "nobody" : Line.State.FAILED.word();
    }

    private void closed(String conversation) {
        history.accept("closed", new JsonObject().put("conversation", conversation));
    }
}
