package org.hobnob.peer.console.conversation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * This user's messages that not everyone is known to have: those in rooms one by one, those to one user as a number.
 * Bounded: the oldest are dropped. Not thread-safe.
 */
public final class Unfinished {
    private static final int CAPACITY = 512;

    /**
     * A message in a room.
     *
     * @param lacking the members who are not known to have it
     */
    public record Message(Conversation room, String text, Set<String> lacking) {
        public Message {
            lacking = Set.copyOf(lacking);
        }
    }

    /**
     * A message of which nothing more will be heard.
     *
     * @param gone who left without it; empty if everybody has it
     * @param last whether it was the last unfinished one of its room
     * @param together how many of the room's messages were finished since there was none unfinished
     */
    public record Finished(Message message, Set<String> gone, boolean last, int together) {}

    /** What is told of a room until all its messages are finished. */
    private static final class Backlog {
        private final Set<String> gone = new HashSet<>();
        private Set<String> lacking = Set.of();
        private int finished;
    }

    private final Map<String, Message> messages = new LinkedHashMap<>();
    private final Map<Conversation, Backlog> backlogs = new HashMap<>();
    private final Map<Conversation, Integer> queued = new HashMap<>();
    private boolean leftPartly;
    private boolean leftQueued;

    /**
     * Adds a message in a room.
     *
     * @param id the message's id
     * @return whether others lack it than lacked the room's message before it
     */
    public boolean add(String id, Message message) {
        messages.put(id, message);
        if (messages.size() > CAPACITY) {
            messages.remove(messages.keySet().iterator().next());
            leftPartly = true;
        }
        Backlog backlog = backlogs.computeIfAbsent(message.room(), first -> new Backlog());
        boolean news = !backlog.lacking.equals(message.lacking());
        backlog.lacking = message.lacking();
        return news;
    }

    /**
     * Notes how far a message in a room has come.
     *
     * @return the message if it is finished and was in this list
     */
    public Optional<Finished> progress(String id, Set<String> confirmed, Set<String> lacking) {
        Message message = messages.get(id);
        if (message == null) {
            return Optional.empty();
        }
        if (!lacking.isEmpty()) {
            messages.put(id, new Message(message.room(), message.text(), lacking));
            return Optional.empty();
        }
        messages.remove(id);
        Set<String> gone = new HashSet<>(message.lacking());
        gone.removeAll(confirmed);
        Backlog backlog = backlogs.computeIfAbsent(message.room(), first -> new Backlog());
        backlog.finished++;
        backlog.gone.addAll(gone);
        boolean last = count(message.room()) == 0;
        if (last) {
            backlogs.remove(message.room());
        }
        return Optional.of(new Finished(message, Set.copyOf(last ? backlog.gone : gone), last, backlog.finished));
    }

    /** Counts a message that waits for a user; returns whether it is the only one. */
    public boolean queue(Conversation chat) {
        return queued.merge(chat, 1, Integer::sum) == 1;
    }

    /** Notes how many messages wait for a user. */
    public void left(Conversation chat, int count) {
        if (count == 0) {
            queued.remove(chat);
        } else {
            queued.put(chat, count);
        }
    }

    /** Returns how many messages of the conversation not everyone is known to have. */
    public int count(Conversation where) {
        return where.isRoom()
                ? (int) messages.values().stream()
                        .filter(one -> one.room().equals(where))
                        .count()
                : queued.getOrDefault(where, 0);
    }

    /** Drops a room's messages, because no more is heard of them. */
    public void forget(Conversation room) {
        leftPartly |= messages.values().removeIf(one -> one.room().equals(room));
        backlogs.remove(room);
    }

    /** Returns whether some members lack a message, or lacked it when it was dropped from this list. */
    public boolean isPartly() {
        return leftPartly || !messages.isEmpty();
    }

    /** Returns whether a message waits for a user, or waited when this list was cleared. */
    public boolean isQueued() {
        return leftQueued || !queued.isEmpty();
    }

    public void clear() {
        leftPartly = isPartly();
        leftQueued = isQueued();
        messages.clear();
        backlogs.clear();
        queued.clear();
    }
}
