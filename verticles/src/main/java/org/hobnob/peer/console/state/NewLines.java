package org.hobnob.peer.console.state;

import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.hobnob.peer.console.conversation.Conversations.Arrival;
import org.hobnob.peer.console.conversation.Heard;
import org.hobnob.peer.console.conversation.Unread;
import org.hobnob.peer.console.text.Moment;
import org.hobnob.peer.settings.PeerKey;

/** Tells what was said in a conversation while the user was elsewhere. */
public final class NewLines {
    private NewLines() {}

    /**
     * Tells how much was said and since when, and shows the newest lines again unless they stand together above. Lines
     * that were not shown yet are shown in any case, as far as they are remembered.
     */
    public static void show(ConsoleState console, Arrival arrival, Clock clock) {
        Unread unread = arrival.unread();
        int most = arrival.together() ? 0 : console.settings().number(PeerKey.NEW_LINES);
        List<Heard> again = chosen(unread.lines(), most);
        console.notice((unread.count() == 1 ? "1 new line" : unread.count() + " new lines") + " in "
                + arrival.where().label() + " since "
                + Moment.of(unread.since().toEpochMilli(), clock)
                + mentioning(unread)
                + (arrival.together() ? ", above" : following(again.size(), unread.count())));
        again.forEach(heard -> console.screen().chat(heard.line().arrived(heard.at())));
    }

    private static List<Heard> chosen(List<Heard> lines, int most) {
        return IntStream.range(0, lines.size())
                .filter(i -> i >= lines.size() - most || !lines.get(i).shown())
                .mapToObj(lines::get)
                .toList();
    }

    private static String following(int shown, int all) {
        if (shown == 0) {
            return "";
        }
        return shown == all ? ":" : "; " + shown + " of them:";
    }

    /** Returns how many of the lines mention the user, behind a comma; empty for none. */
    static String mentioning(Unread unread) {
        return switch (unread.mentions()) {
            case 0 -> "";
            case 1 -> ", 1 mentions you";
            default -> ", " + unread.mentions() + " mention you";
        };
    }
}
