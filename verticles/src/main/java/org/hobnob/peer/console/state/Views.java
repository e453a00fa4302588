package org.hobnob.peer.console.state;

import java.time.format.DateTimeFormatter;
import java.util.List;
import org.hobnob.peer.console.conversation.Conversation;

/** Shows overviews. */
public final class Views {
    public static final DateTimeFormatter HOUR_MINUTE = DateTimeFormatter.ofPattern("HH:mm");

    private Views() {}

    /** Shows the open conversations, numbered as {@code /switch} takes them. */
    public static void conversations(ConsoleState session) {
        List<Conversation> all = session.conversations().all();
        if (all.isEmpty()) {
            session.plain("  no conversation is open");
        }
        for (int i = 0; i < all.size(); i++) {
            int unread = session.conversations().unread(all.get(i));
            session.plain(String.format(
                    "  %2d  %s%s%s",
                    i + 1,
                    all.get(i).label(),
                    unread > 0 ? "  " + unread + " unread" : "",
                    session.conversations().isCurrent(all.get(i)) ? "  (here)" : ""));
        }
    }

    public static void status(ConsoleState session) {
        Standing standing = session.standing();
        session.plain("  user      " + standing.user().orElse("not logged in"));
        session.plain("  registry  "
                + standing.offlineSince()
                        .map(since -> "offline since " + since.format(HOUR_MINUTE) + "; chats with those who are"
                                + " reachable go on; Enter tries at once")
                        .orElse("connected"));
        if (standing.underWay() > 0) {
            session.plain("  sending   " + standing.underWay());
        }
        session.chatRequests()
                .waiting()
                .forEach(user ->
                        session.plain("  " + user + " asks for a chat: /accept " + user + " or /reject " + user));
        session.chatRequests().unanswered().forEach(user -> session.plain("  " + user + " has not answered yet"));
        conversations(session);
    }
}
