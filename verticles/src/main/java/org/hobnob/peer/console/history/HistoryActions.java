package org.hobnob.peer.console.history;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.text.SafeText;

/** Shows, writes to a file and forgets what was said. */
public final class HistoryActions {
    /** The most lines that are shown at once. */
    public static final int MOST = 1_000;

    private static final int USUAL = 20;
    private static final String ALL = "all";

    private final ConsoleState console;
    private final History history;
    private final Clock clock;

    public HistoryActions(ConsoleState console, Clock clock) {
        this.console = console;
        this.clock = clock;
        history = new History(console.requests());
    }

    /**
     * Shows lines of a conversation.
     *
     * @param words {@code [NAME] [NUMBER|since TIME]}
     * @throws RefusalException {@code MALFORMED} if they are something else
     */
    public Future<Void> show(String words) {
        String[] parts = words.strip().split("\\s+");
        boolean named = !parts[0].isEmpty() && !isCount(parts[0]) && !parts[0].equals("since");
        String rest = named ? words.strip().substring(parts[0].length()).strip() : words.strip();
        JsonObject body = new JsonObject();
        if (rest.startsWith("since ")) {
            Instant since = Since.of(rest.substring("since ".length()), clock)
                    .orElseThrow(() -> new RefusalException(Reason.MALFORMED));
            body.put("since", since.toEpochMilli()).put("most", MOST);
        } else if (rest.isEmpty() || isCount(rest)) {
            body.put("most", rest.isEmpty() ? USUAL : Math.min(MOST, Integer.parseInt(rest)));
        } else {
            throw new RefusalException(Reason.MALFORMED);
        }
        Optional<Conversation> where =
                named ? conversation(parts[0]) : console.conversations().current();
        if (where.isEmpty()) {
            return told(
                    named
                            ? "there is no such conversation: @ stands before a user's name, # before a room's"
                            : "you are at a menu; name a conversation: /history @NAME or /history #ROOM");
        }
        return shown(where.get(), body);
    }

    private static boolean isCount(String word) {
        return word.matches("[1-9][0-9]{0,5}");
    }

    /** Finds what is meant: an open conversation, or one by its label; without a sign it is a user. */
    private Optional<Conversation> conversation(String word) {
        return Conversation.ofLabel(word)
                .or(() -> console.conversations().find(word))
                .or(() -> Conversation.ofLabel("@" + word));
    }

    private Future<Void> shown(Conversation where, JsonObject body) {
        return ask("lines", body.put("conversation", where.label()), answer -> {
            List<JsonObject> lines = History.lines(answer);
            PastLines past = new PastLines(console, clock);
            lines.forEach(past::show);
            console.notice(
                    lines.isEmpty()
                            ? "nothing of it is kept in " + where.label()
                            : lines.size() == MOST
                                    ? "these were the newest " + MOST + " lines"
                                    : "these were the lines");
        });
    }

    /**
     * Writes a conversation, or all, to a file.
     *
     * @param words {@code [NAME] FILE}
     */
    public Future<Void> export(List<String> words) {
        Optional<Conversation> where = words.size() < 2 ? Optional.empty() : conversation(words.get(0));
        if (words.size() == 2 && where.isEmpty()) {
            return told("there is no such conversation: @ stands before a user's name, # before a room's");
        }
        String typed = words.get(words.size() - 1);
        String home = System.getProperty("user.home");
        Path file;
        try {
            file = Path.of(typed.startsWith("~/") ? home + typed.substring(1) : typed)
                    .toAbsolutePath();
        } catch (InvalidPathException e) {
            return told("that is no name of a file");
        }
        JsonObject body = new JsonObject().put("file", file.toString());
        where.ifPresent(one -> body.put("conversation", one.label()));
        return ask(
                "export",
                body,
                answer -> console.success(
                        lines(answer.getInteger("count", 0)) + " written to " + SafeText.of(file.toString())));
    }

    private static String lines(int count) {
        return count == 1 ? "1 line" : count + " lines";
    }

    /**
     * Forgets a conversation, or everything.
     *
     * @param words {@code NAME|all [yes]}
     */
    public Future<Void> forget(List<String> words) {
        boolean all = words.get(0).equals(ALL);
        Optional<Conversation> where = all ? Optional.empty() : conversation(words.get(0));
        if (!all && where.isEmpty()) {
            return told("there is no such conversation: @ stands before a user's name, # before a room's");
        }
        String what = all ? ALL : where.get().label();
        if (words.size() == 1) {
            console.notice("this deletes " + (all ? "the whole history of this profile" : "all that is kept of " + what)
                    + ", for good; others keep what they have"
                    + (all || what.startsWith("#")
                            ? ", and so does your copy for the room's absent members, 30 days"
                            : "")
                    + ": /forget " + what + " yes");
            return Future.succeededFuture();
        }
        if (!words.get(1).equalsIgnoreCase("yes")) {
            throw new RefusalException(Reason.MALFORMED);
        }
        JsonObject body = new JsonObject();
        where.ifPresent(one -> body.put("conversation", one.label()));
        return ask("forget", body, answer -> console.success(lines(answer.getInteger("count", 0)) + " forgotten"));
    }

    private Future<Void> ask(String action, JsonObject body, Consumer<JsonObject> done) {
        return history.ask(action, body).map(answer -> {
            if (answer.containsKey("trouble")) {
                console.error(SafeText.of(answer.getString("trouble")));
            } else {
                done.accept(answer);
            }
            return null;
        });
    }

    private Future<Void> told(String why) {
        console.error(why);
        return Future.succeededFuture();
    }
}
