package org.hobnob.peer.console.state;

import java.util.stream.Collectors;

/** What stands before the prompt, so that nobody has to ask for it. */
public final class Marks {
    private Marks() {}

    /** What is unread, under way or out of order, such as {@code [offline 10:02] [#help 3] }; mostly empty. */
    public static String of(ConsoleState session) {
        Standing standing = session.standing();
        String offline = standing.offlineSince()
                .map(since -> "[offline " + since.format(Views.HOUR_MINUTE) + "] ")
                .orElse("");
        String sending = standing.underWay() > 0 ? "[sending " + standing.underWay() + "] " : "";
        String asked = session.chatRequests().unanswered().stream()
                .map(user -> "[asking @" + user + "] ")
                .collect(Collectors.joining());
        return offline + sending + asked + session.conversations().unreadMarks();
    }

    /** Who waits for an answer while lines go to a conversation; mostly empty. */
    public static String waiting(ConsoleState session) {
        return session.chatRequests()
                .first()
                .map(user -> "[@" + user + " asks: /accept] ")
                .orElse("");
    }

    /** The question whether to chat with the one who has waited longest; mostly empty. */
    public static String asking(ConsoleState session) {
        return session.chatRequests()
                .first()
                .map(user -> "[chat with " + user + "? y/n] ")
                .orElse("");
    }
}
