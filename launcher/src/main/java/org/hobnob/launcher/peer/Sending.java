package org.hobnob.launcher.peer;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.peer.console.text.Explanations;
import org.hobnob.peer.script.ScriptVerticle;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.text.SafeText;

/** The messages of one {@code hobnob send}: says them in order, and keeps account of who does not have them yet. */
final class Sending {
    /** How long to wait by default for somebody who is online, in seconds. */
    private static final int PATIENCE_S = 10;

    private static final int MOST_AT_ONCE = 50;

    private final ScriptVerticle peer;
    private final String to;
    private final boolean isRoom;
    private final Semaphore atOnce = new Semaphore(MOST_AT_ONCE);
    /** Who lacks which message; guarded by this. */
    private final Map<String, Set<String>> missing = new LinkedHashMap<>();

    private boolean entered;
    private int failures;
    private int sent;
    private boolean nobodyThere;

    Sending(ScriptVerticle peer, String to) {
        this.peer = peer;
        this.to = to;
        isRoom = to.startsWith("#");
    }

    /**
     * Enters the room, where it is one in which the user is not yet.
     *
     * @throws UserFacingException if it cannot be entered
     */
    void begin() {
        PeerStart.await(peer.attach(this::heard));
        if (isRoom) {
            boolean kept =
                    ask(new JsonObject().put("request", "status")).getJsonObject("result").getJsonArray("kept").stream()
                            .anyMatch(room -> to.substring(1).equalsIgnoreCase(room.toString()));
            JsonObject answer = ask(new JsonObject().put("request", "join").put("room", to));
            if (answer.containsKey("error")) {
                throw new UserFacingException(ExitCode.USER_FIXABLE, to + ": " + explained(answer));
            }
            entered = !kept;
        }
    }

    private JsonObject ask(JsonObject request) {
        return PeerStart.await(peer.ask(request));
    }

    /** What others say is left for a program that shows it. */
    private Future<Void> heard(JsonObject event) {
        switch (event.getString("type", "")) {
            case "message", "gap" -> {
                return Future.failedFuture("this program shows nothing");
            }
            case "delivered" -> put(event.getString("messageId"), new JsonArray());
            case "progress" -> put(event.getString("messageId"), event.getJsonArray("missing"));
            default -> {
                // Nothing that concerns what was said.
            }
        }
        return Future.succeededFuture();
    }

    private synchronized void put(String id, JsonArray names) {
        if (names.isEmpty()) {
            missing.remove(id);
        } else if (id != null) {
            missing.put(id, names.stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new)));
        }
        notifyAll();
    }

    /** Sends a line; waits while many are under way. */
    void send(int number, String text) throws InterruptedException {
        atOnce.acquire();
        peer.ask(new JsonObject().put("request", "send").put("to", to).put("text", text))
                .onSuccess(answer -> answered(number, answer))
                .onComplete(done -> atOnce.release());
    }

    private void answered(int number, JsonObject answer) {
        JsonObject result = answer.getJsonObject("result");
        if (result == null) {
            failed(number, explained(answer));
            return;
        }
        synchronized (this) {
            sent++;
            nobodyThere = isRoom
                    && result.getJsonArray("confirmed").isEmpty()
                    && result.getJsonArray("missing").isEmpty()
                    && result.getJsonArray("open").isEmpty();
        }
        if (isRoom) {
            put(result.getString("messageId"), result.getJsonArray("missing"));
        } else if (result.getString("state").equals("queued")) {
            put(result.getString("messageId"), new JsonArray().add(to.replaceFirst("^@", "")));
        }
    }

    synchronized void failed(int number, String why) {
        failures++;
        System.err.println("hobnob: message " + number + " was not sent: " + SafeText.of(why));
    }

    /** Returns in words why a request was refused; what could be typed in the console next is left out. */
    static String explained(JsonObject answer) {
        JsonObject error = answer.getJsonObject("error");
        String detail = error.getString("detail", "");
        return Reason.ofWord(error.getString("reason"))
                .map(reason -> Explanations.of(new RefusalException(reason, error.getLong("waitMs", 0L))))
                .map(words -> detail.isEmpty() ? words.replaceFirst(";.*", "") : detail)
                .orElse(error.getString("reason"));
    }

    /**
     * Waits for those who do not have everything yet, and leaves the room if it was entered for this.
     *
     * @param waitS how long to wait; empty for the default
     */
    ExitCode finish(Optional<Integer> waitS) throws InterruptedException {
        atOnce.acquire(MOST_AT_ONCE);
        await(waitS.orElseGet(() -> isRoom || isOnline() ? PATIENCE_S : 0));
        if (entered) {
            ask(new JsonObject().put("request", "leave").put("room", to));
        }
        return told();
    }

    private boolean isOnline() {
        return ask(new JsonObject().put("request", "whois").put("user", to)).containsKey("result");
    }

    private synchronized void await(int seconds) throws InterruptedException {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long leftNs = endNs - System.nanoTime();
        while (!missing.isEmpty() && leftNs > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, leftNs);
            leftNs = endNs - System.nanoTime();
        }
    }

    private synchronized ExitCode told() {
        String who = missing.values().stream()
                .flatMap(Set::stream)
                .distinct()
                .sorted()
                .map(SafeText::of)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            System.err.println(
                    isRoom
                            ? "hobnob: not everybody in " + to + " has it: " + who
                            : "hobnob: queued for " + who
                                    + ": it is kept in this profile until it has arrived, and waits at the registry too where"
                                    + " there are mailboxes");
        } else if (nobodyThere && sent > 0) {
            System.err.println("hobnob: nobody else is in " + to + ", so nobody has it");
        }
        if (failures > 0) {
            return ExitCode.USER_FIXABLE;
        }
        return missing.isEmpty() ? ExitCode.OK : isRoom ? ExitCode.PARTLY_DELIVERED : ExitCode.QUEUED;
    }
}
