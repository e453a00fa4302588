package org.hobnob.peer.console.attention;

import java.util.List;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.conversation.Urgency;
import org.hobnob.peer.console.text.Mentions;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.peer.settings.PeerValues;

/** Decides what becomes of a line that another user said. Depends on the settings and its arguments alone. */
public final class Attention {
    /**
     * What becomes of a line.
     *
     * @param shown whether it is shown at once; otherwise it waits until the user goes there
     * @param alerts whether the bell rings
     * @param urgency how urgent it is as an unread one
     */
    public record Verdict(boolean shown, boolean alerts, Urgency urgency) {}

    private final PeerValues settings;

    public Attention(PeerValues settings) {
        this.settings = settings;
    }

    /** Returns the parts of the text that are meant for the user with this name. */
    public List<Mentions.Span> mentions(String user, String text) {
        return new Mentions(user, settings.list(PeerKey.KEYWORDS)).in(text);
    }

    /** Returns what the user wants to see of a conversation; chats have the level {@code all} unless one is set. */
    public Level level(Conversation where) {
        return levels().of(where).orElseGet(() -> where.isRoom() ? ofRooms() : Level.ALL);
    }

    private Level ofRooms() {
        return Level.of(settings.text(PeerKey.NOTIFY)).orElse(Level.ALL);
    }

    /** Returns the levels that conversations have of their own. */
    public Levels levels() {
        return Levels.of(settings.list(PeerKey.LEVELS));
    }

    /** @param inView whether the user is in that conversation now */
    public Verdict of(Conversation where, boolean mention, boolean inView) {
        return of(level(where), where.isRoom(), mention, inView);
    }

    static Verdict of(Level level, boolean room, boolean mention, boolean inView) {
        if (inView) {
            return new Verdict(true, false, Urgency.USUAL);
        }
        boolean urgent = mention || !room && level == Level.ALL;
        return switch (level) {
            case ALL -> new Verdict(true, urgent, urgent ? Urgency.URGENT : Urgency.USUAL);
            case MENTIONS -> new Verdict(mention, mention, mention ? Urgency.URGENT : Urgency.USUAL);
            case NONE -> new Verdict(false, false, Urgency.QUIET);
        };
    }
}
