package org.hobnob.peer.console.history;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.hobnob.json.Json;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.screen.Reader;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.settings.PeerKey;

/** Takes up what was said in earlier sessions: the last lines of a conversation, the chats that were open. */
public final class Openings {
    /** The most chats that are opened again. */
    private static final int MOST_REOPENED = 20;

    private final ConsoleState console;
    private final History history;
    private final Clock clock;

    public Openings(ConsoleState console, Clock clock) {
        this.console = console;
        this.clock = clock;
        history = new History(console.requests());
    }

    /**
     * Shows the last lines of earlier sessions in a conversation that is opened for the first time in this one, and where the
     * new ones begin. Succeeds in any case.
     */
    public Future<Void> opened(Conversation where) {
        int most = console.settings().number(PeerKey.NEW_LINES);
        if (!console.past().open(where)) {
            return Future.succeededFuture();
        }
        return history.ask(
                        "open",
                        new JsonObject().put("conversation", where.label()).put("most", most))
                .<Void>map(answer -> {
                    show(where, answer);
                    return null;
                })
                .otherwiseEmpty();
    }

    private void show(Conversation where, JsonObject answer) {
        List<JsonObject> lines = History.lines(answer);
        if (lines.isEmpty()) {
            return;
        }
        long seen = answer.getLong("seen", Long.MAX_VALUE);
        PastLines past = new PastLines(console, clock);
        console.notice((lines.size() == 1 ? "the last line" : "the last " + lines.size() + " lines") + " in "
                + where.label() + "; /history shows more");
        boolean wasNew = true;
        for (JsonObject line : lines) {
            boolean isNew = line.getLong("line") > seen;
            if (isNew && !wasNew) {
                console.notice("new since you were here, " + since(past, answer) + ":");
            }
            wasNew = isNew;
            past.show(line);
            PastLines.answerable(line).ifPresent(shown -> console.recent().add(where, shown));
        }
    }

    private static String since(PastLines past, JsonObject answer) {
        return past.minute(Instant.ofEpochMilli(answer.getLong("seenAt", 0L)));
    }

    /** Adds the chats of earlier sessions that were not closed to the conversations, for a person. Succeeds in any case. */
    public Future<Void> reopen() {
        if (console.screen().reader() == Reader.PROGRAM) {
            return Future.succeededFuture();
        }
        return history.ask("talks", new JsonObject())
                .<Void>map(answer -> {
                    if (answer.containsKey("talks")) {
                        Json.objects(answer, "talks", one -> one).stream()
                                .filter(talk -> talk.getBoolean("open", false))
                                .flatMap(talk -> PastLines.where(talk).stream())
                                .filter(where -> !where.isRoom())
                                .limit(MOST_REOPENED)
                                .forEach(console.conversations()::add);
                    }
                    return null;
                })
                .otherwiseEmpty();
    }
}
