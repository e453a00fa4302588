package org.hobnob.peer.console.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who asks this user for a chat, and whom this user asks. Not thread-safe. */
public final class ChatRequests {
    /** The most that are remembered; who asks beyond them is refused. */
    public static final int MOST = 20;

    private final List<String> waiting = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    /** Takes note of one who asks; false where there are too many already. */
    public boolean add(String user) {
        boolean known = waiting.stream().anyMatch(user::equalsIgnoreCase);
        return known || waiting.size() < MOST && waiting.add(user);
    }

    /** Forgets one who asked; whether there was one. */
    public boolean remove(String user) {
        return waiting.removeIf(user::equalsIgnoreCase);
    }

    /** The one who asks, as spelt by himself. */
    public Optional<String> find(String user) {
        return waiting.stream().filter(user::equalsIgnoreCase).findFirst();
    }

    /** Who has waited longest. */
    public Optional<String> first() {
        return waiting.stream().findFirst();
    }

    public List<String> waiting() {
        return List.copyOf(waiting);
    }

    /** Takes note of one whom this user asks; false where that one has been asked and has not answered. */
    public boolean asking(String user) {
        boolean known = asked.stream().anyMatch(user::equalsIgnoreCase);
        asked.add(user);
        return !known;
    }

    public void asked(String user) {
        asked.remove(user);
    }

    /** Whom this user has asked and who has not answered. */
    public List<String> unanswered() {
        return List.copyOf(asked);
    }

    public void clear() {
        waiting.clear();
        asked.clear();
    }
}
