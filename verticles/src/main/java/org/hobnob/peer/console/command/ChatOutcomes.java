package org.hobnob.peer.console.command;

import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.screen.Reader;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.text.Quote;
import org.hobnob.peer.console.text.Role;

/**
 * Words what became of messages to one user. A program gets a note with every message; a person is told when messages begin to
 * wait, and why.
 */
final class ChatOutcomes {
    private final ConsoleState console;
    private final Set<Conversation> inTheOpen = new HashSet<>();
    private boolean isExplained;
    private boolean isWaitingExplained;

    ChatOutcomes(ConsoleState console) {
        this.console = console;
    }

    /** @param sent the answer to {@code message} (BUS.md 6.2) */
    OwnLines.Outcome of(Conversation chat, String text, JsonObject sent) {
        List<String> news = switch (sent.getString("state", "")) {
            case "open" -> open(chat);
            case "queued" -> queued(chat, text, sent);
            default -> delivered(chat);
        };
        return new OwnLines.Outcome(note(sent), Role.OWN, news);
    }

    private boolean isForAProgram() {
        return console.screen().reader() == Reader.PROGRAM;
    }

    private static String note(JsonObject sent) {
        String verified = sent.getBoolean("verified", false) ? ", verified" : "";
        return switch (sent.getString("state", "")) {
            case "open" -> "sent in the open: anyone here can read and forge this; not confirmed";
            case "queued" -> (sent.getBoolean("mailed", false) ? "queued, in the mailbox" : "queued") + verified;
            default -> "delivered" + verified;
        };
    }

    private List<String> open(Conversation chat) {
        return isForAProgram() || !inTheOpen.add(chat)
                ? List.of()
                : List.of(chat.name()
                        + " uses an original program: what you say is sent in the open, where anyone here can"
                        + " read and forge it, and is not confirmed");
    }

    private List<String> queued(Conversation chat, String text, JsonObject sent) {
        inTheOpen.remove(chat);
        boolean isNews = console.unfinished().queue(chat) && !isForAProgram() || !isWaitingExplained;
        isWaitingExplained = true;
        return isNews ? List.of(why(chat.name(), Quote.of(text), sent)) : List.of();
    }

    private static String why(String user, String text, JsonObject sent) {
        String missing = user
                + (sent.getBoolean("offline", false)
                        ? " is offline; " + text
                        : " has not confirmed " + text + " yet; it");
        return missing
                + (sent.getBoolean("mailed", false)
                        ? " waits here and, sealed, " + Outbox.mailbox(sent) + ", where " + user + " finds it"
                        : " is kept here and sent when you are both online")
                + ". /queue lists what waits";
    }

    private List<String> delivered(Conversation chat) {
        inTheOpen.remove(chat);
        if (isForAProgram() || isExplained) {
            return List.of();
        }
        isExplained = true;
        return List.of(chat.name() + " has it. From now on you are told only when a message has to wait");
    }
}
