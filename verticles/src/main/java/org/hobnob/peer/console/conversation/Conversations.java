package org.hobnob.peer.console.conversation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The open conversations, the one that lines are sent to, and the unread counts of the others. Not thread-safe. */
public final class Conversations {
    /**
     * The most open conversations. Beyond them, messages that would open another are shown, but the conversation is
     * not kept.
     */
    static final int MOST = 64;

    private static final int MOST_MARKS = 4;

    private final List<Conversation> open = new ArrayList<>();
    private final Map<Conversation, Integer> unread = new HashMap<>();
    private Optional<Conversation> current = Optional.empty();
    private Optional<Conversation> heardLast = Optional.empty();

    /** Opens the conversation if necessary and makes it current. */
    public void enter(Conversation conversation) {
        add(conversation);
        current = Optional.of(conversation);
        unread.remove(conversation);
    }

    /** Opens the conversation if necessary without changing the current one. */
    public void add(Conversation conversation) {
        if (!open.contains(conversation) && open.size() < MOST) {
            open.add(conversation);
        }
    }

    /** Opens the conversation if necessary, and counts a message as unread unless the conversation is current. */
    public void heard(Conversation conversation) {
        add(conversation);
        if (open.contains(conversation) && current.filter(conversation::equals).isEmpty()) {
            unread.merge(conversation, 1, Integer::sum);
            heardLast = Optional.of(conversation);
        }
    }

    /** Returns the conversation with the newest unread message. */
    public Optional<Conversation> heardLast() {
        return heardLast
                .filter(unread::containsKey)
                .or(() -> open.stream().filter(unread::containsKey).findFirst());
    }

    public void close(Conversation conversation) {
        open.remove(conversation);
        unread.remove(conversation);
        current = current.filter(now -> !now.equals(conversation));
    }

    /** Closes all conversations. */
    public void clear() {
        open.clear();
        unread.clear();
        current = Optional.empty();
    }

    /** Leaves the current conversation; all stay open. */
    public void step() {
        current = Optional.empty();
    }

    public Optional<Conversation> current() {
        return current;
    }

    public boolean isCurrent(Conversation conversation) {
        return current.filter(conversation::equals).isPresent();
    }

    /** Returns the conversations in the order in which they were opened. */
    public List<Conversation> all() {
        return List.copyOf(open);
    }

    public boolean isOpen(Conversation conversation) {
        return open.contains(conversation);
    }

    public int unread(Conversation conversation) {
        return unread.getOrDefault(conversation, 0);
    }

    /** Returns the room to use when none is named: the current one, or else the one opened last. */
    public Optional<String> room() {
        return current.filter(Conversation::isRoom)
                .or(() -> open.stream().filter(Conversation::isRoom).reduce((first, second) -> second))
                .map(Conversation::name);
    }

    /** Returns the next conversation with unread messages, or else the one after the current. */
    public Optional<Conversation> next() {
        Optional<Conversation> waiting =
                open.stream().filter(unread::containsKey).findFirst();
        if (waiting.isPresent() || open.isEmpty()) {
            return waiting;
        }
        int after = current.map(open::indexOf).orElse(-1) + 1;
        return Optional.of(open.get(after % open.size()));
    }

    /** Returns the conversation with this label, name or number, counted from 1. */
    public Optional<Conversation> find(String word) {
        if (word.matches("[0-9]{1,3}")) {
            int index = Integer.parseInt(word) - 1;
            return index >= 0 && index < open.size() ? Optional.of(open.get(index)) : Optional.empty();
        }
        return open.stream()
                .filter(one -> one.label().equalsIgnoreCase(word) || one.name().equalsIgnoreCase(word))
                .findFirst();
    }

    /** Returns the unread counts, such as {@code [#help 3] [@amir 1] }; empty if there are none. */
    public String unreadMarks() {
        List<Conversation> waiting = open.stream().filter(unread::containsKey).toList();
        String marks = waiting.stream()
                .limit(MOST_MARKS)
                .map(one -> "[" + one.label() + " " + unread.get(one) + "] ")
                .collect(Collectors.joining());
        return waiting.size() > MOST_MARKS ? marks + "[" + (waiting.size() - MOST_MARKS) + " more] " : marks;
    }
}
