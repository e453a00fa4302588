package org.hobnob.peer.console.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.conversation.Unfinished;
import org.hobnob.peer.console.screen.Reader;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.text.Quote;
import org.hobnob.peer.console.text.Role;
import org.hobnob.protocol.text.SafeText;

/**
 * Words what became of messages in rooms. A program gets the numbers of every message; a person is told what has changed
 * since the message before: who does not get them now, and that everybody has them again.
 */
public final class RoomOutcomes {
    private final ConsoleState console;
    /** What was special about the readers of each room's last message. */
    private final Map<Conversation, String> special = new HashMap<>();

    private boolean isExplained;

    public RoomOutcomes(ConsoleState console) {
        this.console = console;
    }

    /** @param answer the answer to {@code say} (BUS.md 6.3) */
    OwnLines.Outcome of(Conversation room, String text, JsonObject answer) {
        Set<String> confirmed = names(answer, "confirmed");
        Set<String> missing = names(answer, "missing");
        Set<String> open = names(answer, "open");
        boolean news = !missing.isEmpty()
                && console.unfinished().add(answer.getString("id"), new Unfinished.Message(room, text, missing));
        List<String> told = isForAProgram()
                ? explained(confirmed.size(), confirmed.size() + missing.size())
                : told(room, text, confirmed, missing, open, news);
        return new OwnLines.Outcome(
                note(confirmed.size(), missing, open.size()), missing.isEmpty() ? Role.OWN : Role.NOTICE, told);
    }

    private boolean isForAProgram() {
        return console.screen().reader() == Reader.PROGRAM;
    }

    private static Set<String> names(JsonObject json, String key) {
        return json.getJsonArray(key, new JsonArray()).stream()
                .map(name -> SafeText.of(name.toString()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String note(int confirmed, Set<String> missing, int open) {
        return confirmed + "/" + (confirmed + missing.size())
                + (missing.isEmpty() ? "" : ", not yet: " + String.join(", ", missing))
                + (open == 0 ? "" : ", open " + open + " (unconfirmed)");
    }

    private List<String> explained(int confirmed, int others) {
        if (isExplained || others == 0) {
            return List.of();
        }
        isExplained = true;
        return List.of("(" + confirmed + "/" + others + ") means: " + confirmed + " of " + others
                + " other members have what you said");
    }

    private List<String> told(
            Conversation room,
            String text,
            Set<String> confirmed,
            Set<String> missing,
            Set<String> open,
            boolean news) {
        List<String> told = new ArrayList<>();
        boolean alone = confirmed.isEmpty() && missing.isEmpty();
        String readers = readers(room, alone, open);
        if (!readers.equals(Optional.ofNullable(special.put(room, readers)).orElse("")) && !readers.isEmpty()) {
            told.add(readers);
        }
        if (news) {
            told.add(room.label() + ": " + confirmed.size() + " of " + (confirmed.size() + missing.size()) + " have "
                    + Quote.of(text) + " so far; not yet: " + String.join(", ", missing)
                    + (isExplained ? "" : ". It is sent until they have it; you are told then"));
            isExplained = true;
        } else if (!isExplained && !alone && missing.isEmpty()) {
            isExplained = true;
            told.add("everybody in " + room.label() + " has it (" + confirmed.size() + " of " + confirmed.size()
                    + "). From now on you are told only when somebody does not");
        }
        return told;
    }

    /** Returns what is special about those who get a message; usually nothing. */
    private static String readers(Conversation room, boolean alone, Set<String> open) {
        if (open.isEmpty()) {
            return alone ? "nobody else is in " + room.label() + " now, so nobody reads this" : "";
        }
        return room.label() + ": what you say goes to " + String.join(", ", open)
                + " in the open, where anyone here can read and forge it; original programs do not confirm it";
    }

    /** Tells what has become of a message that somebody lacked, if that is news. */
    public Optional<String> progress(JsonObject json) {
        return console.unfinished()
                .progress(json.getString("id"), names(json, "confirmed"), names(json, "missing"))
                .filter(done -> isForAProgram() || done.last())
                .map(this::wording);
    }

    private String wording(Unfinished.Finished done) {
        boolean several = !isForAProgram() && done.together() > 1;
        String what = several
                ? "all " + done.together() + " messages"
                : SafeText.of(done.message().text());
        String room = done.message().room().label() + ": ";
        return done.gone().isEmpty()
                ? room + "everybody has " + (several ? what + " now" : "it now: " + what)
                : room + String.join(", ", done.gone()) + " left without " + (several ? "some of " : "it: ") + what;
    }
}
