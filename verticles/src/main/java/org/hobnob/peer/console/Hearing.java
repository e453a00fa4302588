package org.hobnob.peer.console;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import org.hobnob.peer.console.attention.Alerts;
import org.hobnob.peer.console.attention.Attention;
import org.hobnob.peer.console.attention.Attention.Verdict;
import org.hobnob.peer.console.attention.Level;
import org.hobnob.peer.console.conversation.ChatLine;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.conversation.Heard;
import org.hobnob.peer.console.conversation.Recent;
import org.hobnob.peer.console.conversation.Saying;
import org.hobnob.peer.console.screen.Alert;
import org.hobnob.peer.console.screen.Reader;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.text.Mentions;
import org.hobnob.peer.console.text.Role;
import org.hobnob.protocol.text.SafeText;

/** Shows what others say, or keeps it as unread, as {@link Attention} decides. */
final class Hearing {
    private final ConsoleState console;
    private final Clock clock;
    private final Attention attention;
    private final Alerts alerts;

    Hearing(ConsoleState console, Clock clock) {
        this.console = console;
        this.clock = clock;
        attention = new Attention(console.settings());
        alerts = new Alerts(clock);
    }

    /** Returns the conversation that an event concerns. */
    static Conversation where(JsonObject json) {
        return json.containsKey("room") ? Conversation.room(safe(json, "room")) : Conversation.chat(safe(json, "user"));
    }

    /** A private message. */
    void direct(JsonObject json) {
        boolean verified = json.getBoolean("verified", false);
        hear(Conversation.chat(safe(json, "user")), "", path(json) + (verified ? ", verified" : ""), json);
    }

    /** A message in a room. */
    void inRoom(JsonObject json) {
        hear(Conversation.room(safe(json, "room")), safe(json, "user"), path(json), json);
    }

    /** What an ignored user said counts as shown, so that nothing waits for it. */
    private void hear(Conversation where, String who, String path, JsonObject json) {
        if (console.ignored().hides(json.getString("user", ""))) {
            return;
        }
        Saying saying = Saying.of(json);
        if (json.containsKey("id")) {
            console.recent().add(where, new Recent.Shown(safe(json, "user"), json.getString("id"), safe(json, "text")));
        }
        String note = path + Saying.late(json, clock) + again(json);
        said(saying.line(where, who, note, Role.OTHERS));
    }

    private void said(ChatLine heard) {
        Conversation where = heard.where();
        List<Mentions.Span> mentions =
                attention.mentions(console.standing().user().orElse(""), heard.text());
        boolean mention = !mentions.isEmpty();
        // A private line is for the user anyway, and a program looks for its name itself.
        boolean isMarked = where.isRoom() && console.screen().reader() != Reader.PROGRAM;
        ChatLine line = isMarked ? heard.mentioning(mentions) : heard;
        Verdict verdict = attention.of(where, mention, console.conversations().isCurrent(where));
        console.conversations()
                .heard(new Heard(line, clock.instant(), verdict.urgency(), mention && where.isRoom(), verdict.shown()));
        console.latest().add(line);
        if (verdict.alerts()) {
            alert(where.isRoom() ? where.label() + " " + line.who() : where.name(), line.text());
        }
        if (verdict.shown()) {
            console.screen().chat(line);
        }
    }

    /** Returns whether the conversation is muted, and not in view. */
    boolean isQuiet(Conversation where) {
        return attention.level(where) == Level.NONE && !console.conversations().isCurrent(where);
    }

    /** A user asks for a chat. */
    void asked(String user) {
        alert(user, "asks for a chat");
    }

    /** A user offers a file. */
    void offered(String user, String what) {
        alert(user, what);
    }

    private void alert(String from, String text) {
        if (alerts.may()) {
            console.screen().alert(new Alert(from.strip(), text));
        }
    }

    private static String safe(JsonObject json, String key) {
        return SafeText.of(json.getString(key, ""));
    }

    private static String path(JsonObject json) {
        String way = way(json);
        return json.getBoolean("hosted", false) ? way + ", hosted" : way;
    }

    private static String way(JsonObject json) {
        String path = safe(json, "path");
        return switch (path) {
            case "history" -> {
                String holder = safe(json, "sharedBy");
                yield holder.isEmpty() ? "fetched" : "handed over by " + holder + ", signed with a key not known here";
            }
            case "letter" -> "by mailbox";
            case "open" -> "open: anyone here can read and forge this";
            default -> path;
        };
    }

    /** Returns the note that a message was perhaps shown before; usually empty. */
    static String again(JsonObject json) {
        return json.getBoolean("again", false) ? "; perhaps shown before" : "";
    }
}
