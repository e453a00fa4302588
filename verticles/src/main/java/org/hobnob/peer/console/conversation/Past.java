package org.hobnob.peer.console.conversation;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the user has looked up of the past: opened conversations, and the hits of the last search. Not thread-safe. */
public final class Past {
    /**
     * A line that was found.
     *
     * @param line its number in the history
     * @param answerable the message, if {@code /reply} can answer it
     * @param elsewhere whether it was said at another registry, or to another user of this profile
     */
    public record Found(long line, Conversation where, Optional<Recent.Shown> answerable, boolean elsewhere) {}

    private final Set<Conversation> opened = new HashSet<>();
    private List<Found> found = List.of();
    private String words = "";

    /** Notes that a conversation is opened; returns whether it is for the first time in this session. */
    public boolean open(Conversation where) {
        return opened.add(where);
    }

    /** Remembers the hits of a search, the first shown first. */
    public void found(String searched, List<Found> hits) {
        words = searched;
        found = List.copyOf(hits);
    }

    /** Returns the hit with this number, counted from 1. */
    public Optional<Found> hit(int number) {
        return number >= 1 && number <= found.size() ? Optional.of(found.get(number - 1)) : Optional.empty();
    }

    /** Returns what was searched last; empty if nothing was. */
    public String words() {
        return words;
    }

    /** Returns the number in the history of the last hit shown; {@code Long.MAX_VALUE} if there is none. */
    public long oldest() {
        return found.isEmpty() ? Long.MAX_VALUE : found.get(found.size() - 1).line();
    }

    /** Forgets everything. */
    public void clear() {
        opened.clear();
        found = List.of();
        words = "";
    }
}
