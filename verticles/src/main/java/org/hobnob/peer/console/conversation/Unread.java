package org.hobnob.peer.console.conversation;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The lines of a conversation that were said while the user was elsewhere; remembers the newest. Not thread-safe. */
public final class Unread {
    /** The most lines that are remembered; older ones only count. */
    static final int MOST_LINES = 100;

    /** The most characters of text that are remembered, in all lines together. */
    static final int MOST_CHARACTERS = 65_536;

    private final Deque<Heard> lines = new ArrayDeque<>();
    private final Instant since;
    private final long firstShown;
    private Urgency urgency = Urgency.QUIET;
    private int count;
    private int shown;
    private int mentions;
    private int characters;

    /**
     * @param since when the first line arrived
     * @param shownBefore how many lines of any conversation had been shown before it
     */
    Unread(Instant since, long shownBefore) {
        this.since = since;
        firstShown = shownBefore;
    }

    void add(Heard heard) {
        count++;
        shown += heard.shown() ? 1 : 0;
        mentions += heard.mention() ? 1 : 0;
        urgency = urgency.compareTo(heard.urgency()) <= 0 ? urgency : heard.urgency();
        lines.addLast(heard);
        characters += heard.line().text().length();
        while (lines.size() > MOST_LINES || characters > MOST_CHARACTERS && lines.size() > 1) {
            characters -= lines.removeFirst().line().text().length();
        }
    }

    /** Returns how many lines there are, also those that are not remembered. */
    public int count() {
        return count;
    }

    /** Returns how many of them were shown at once. */
    public int shown() {
        return shown;
    }

    /** Returns how many of them mention the user. */
    public int mentions() {
        return mentions;
    }

    /** Returns the urgency of the most urgent one. */
    public Urgency urgency() {
        return urgency;
    }

    /** Returns when the first one arrived. */
    public Instant since() {
        return since;
    }

    /** Returns the newest lines that are remembered, in their order. */
    public List<Heard> lines() {
        return List.copyOf(lines);
    }

    /**
     * Returns whether all of them were shown, one below the other, with nothing that others said elsewhere in between
     * or below.
     *
     * @param shownInAll how many lines of any conversation have been shown
     */
    boolean standsTogether(long shownInAll) {
        return shown == count && shownInAll == firstShown + count;
    }

    /** Returns the mark of the conversation: {@code 2!14} are fourteen lines of which two mention the user. */
    String mark() {
        return mentions > 0 ? mentions + "!" + count : String.valueOf(count);
    }
}
