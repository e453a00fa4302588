package org.hobnob.peer.console.state;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.text.StatusWording;

/** Shows overviews. */
public final class Views {
    public static final DateTimeFormatter HOUR_MINUTE = DateTimeFormatter.ofPattern("HH:mm");

    private Views() {}

    /** Shows the open conversations, numbered as {@code /switch} takes them. */
    public static void conversations(ConsoleState console) {
        List<Conversation> all = console.conversations().all();
        if (all.isEmpty()) {
            console.plain("  no conversation is open");
        }
        for (int i = 0; i < all.size(); i++) {
            String unread = console.conversations()
                    .unread(all.get(i))
                    .map(one -> "  " + one.count() + " unread" + NewLines.mentioning(one))
                    .orElse("");
            console.plain(String.format(
                    "  %2d  %s%s%s",
                    i + 1,
                    all.get(i).label(),
                    unread,
                    console.conversations().isCurrent(all.get(i)) ? "  (here)" : ""));
        }
    }

    /** Shows who the user is. */
    public static void user(ConsoleState console) {
        Standing standing = console.standing();
        console.plain("  user      " + standing.user().orElse("not logged in"));
        StatusWording.of(standing.status()).ifPresent(words -> console.plain("  status    " + words));
    }

    /** Returns since when the registry is away, in words; empty while it is there. */
    public static Optional<String> away(ConsoleState console) {
        return console.standing()
                .offlineSince()
                .map(since -> "offline since " + since.format(HOUR_MINUTE) + "; chats with those who are reachable go"
                        + " on; Enter tries at once");
    }

    /** Shows what is under way, who asks for a chat, and the conversations. */
    public static void rest(ConsoleState console) {
        Standing standing = console.standing();
        if (standing.underWay() > 0) {
            console.plain("  sending   " + standing.underWay());
        }
        console.chatRequests()
                .waiting()
                .forEach(user ->
                        console.plain("  " + user + " asks for a chat: /accept " + user + " or /reject " + user));
        console.chatRequests().unanswered().forEach(user -> console.plain("  " + user + " has not answered yet"));
        conversations(console);
    }
}
