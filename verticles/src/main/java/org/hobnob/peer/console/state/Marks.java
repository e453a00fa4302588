package org.hobnob.peer.console.state;

import java.util.stream.Collectors;

/** The marks in front of the prompt. */
public final class Marks {
    private Marks() {}

    /**
     * Returns the marks for unread messages, messages that are being sent or not everybody has, and a lost connection,
     * such as {@code [offline 10:02] [#help 3] }; usually empty.
     */
    public static String of(ConsoleState console) {
        Standing standing = console.standing();
        String offline = standing.offlineSince()
                .map(since -> "[offline " + since.format(Views.HOUR_MINUTE) + "] ")
                .orElse("");
        String sending = standing.underWay() > 0 ? "[sending " + standing.underWay() + "] " : "";
        String asked = console.chatRequests().unanswered().stream()
                .map(user -> "[asking @" + user + "] ")
                .collect(Collectors.joining());
        int late = console.conversations()
                .current()
                .map(console.unfinished()::count)
                .orElse(0);
        String waiting = late > 0 ? "[" + late + " not yet there] " : "";
        return offline + sending + waiting + asked + console.conversations().unreadMarks();
    }

    /** Returns the marks for pending chat requests, shown while the user is in a conversation; usually empty. */
    public static String waiting(ConsoleState console) {
        return console.chatRequests()
                .first()
                .map(user -> "[@" + user + " asks: /accept] ")
                .orElse("");
    }

    /** Returns the question whether to accept the oldest chat request; usually empty. */
    public static String asking(ConsoleState console) {
        return console.chatRequests()
                .first()
                .map(user -> "[chat with " + user + "? y/n] ")
                .orElse("");
    }
}
