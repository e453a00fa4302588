package org.hobnob.peer.console.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pending chat requests, from and to other users. Not thread-safe. */
public final class ChatRequests {
    /** The most requests that are remembered; further ones are refused. */
    public static final int MOST = 20;

    private final List<String> waiting = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    /** Adds a request from a user; returns false if there are too many. */
    public boolean add(String user) {
        boolean known = waiting.stream().anyMatch(user::equalsIgnoreCase);
        return known || waiting.size() < MOST && waiting.add(user);
    }

    /** Removes a user's request; returns whether there was one. */
    public boolean remove(String user) {
        return waiting.removeIf(user::equalsIgnoreCase);
    }

    /** Returns the user with a pending request, in the user's own spelling. */
    public Optional<String> find(String user) {
        return waiting.stream().filter(user::equalsIgnoreCase).findFirst();
    }

    /** Returns the user who has waited longest. */
    public Optional<String> first() {
        return waiting.stream().findFirst();
    }

    public List<String> waiting() {
        return List.copyOf(waiting);
    }

    /** Adds a request to a user; returns false if an earlier one has not been answered. */
    public boolean asking(String user) {
        boolean known = asked.stream().anyMatch(user::equalsIgnoreCase);
        asked.add(user);
        return !known;
    }

    public void asked(String user) {
        asked.remove(user);
    }

    /** Returns the users who have not answered this user's requests. */
    public List<String> unanswered() {
        return List.copyOf(asked);
    }

    public void clear() {
        waiting.clear();
        asked.clear();
    }
}
