package org.hobnob.peer.console.conversation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The conversations that are open, which of them lines go to, and how much is unread in the others. Not thread-safe. */
public final class Conversations {
    /** The most kept open; where it is reached, what others begin is shown and not kept. */
    static final int MOST = 64;

    private static final int MOST_MARKS = 4;

    private final List<Conversation> open = new ArrayList<>();
    private final Map<Conversation, Integer> unread = new HashMap<>();
    private Optional<Conversation> current = Optional.empty();

    /** Opens it, unless open, and makes it current. */
    public void enter(Conversation conversation) {
        add(conversation);
        current = Optional.of(conversation);
        unread.remove(conversation);
    }

    /** Opens it, unless open, and leaves the current one as it is. */
    public void add(Conversation conversation) {
        if (!open.contains(conversation) && open.size() < MOST) {
            open.add(conversation);
        }
    }

    /** Takes note of something said in it. */
    public void heard(Conversation conversation) {
        add(conversation);
        if (open.contains(conversation) && current.filter(conversation::equals).isEmpty()) {
            unread.merge(conversation, 1, Integer::sum);
        }
    }

    public void close(Conversation conversation) {
        open.remove(conversation);
        unread.remove(conversation);
        current = current.filter(now -> !now.equals(conversation));
    }

    /** Closes all. */
    public void clear() {
        open.clear();
        unread.clear();
        current = Optional.empty();
    }

    /** Lines go nowhere from now on; all stay open. */
    public void step() {
        current = Optional.empty();
    }

    public Optional<Conversation> current() {
        return current;
    }

    public boolean isCurrent(Conversation conversation) {
        return current.filter(conversation::equals).isPresent();
    }

    /** In the order in which they were opened. */
    public List<Conversation> all() {
        return List.copyOf(open);
    }

    public boolean isOpen(Conversation conversation) {
        return open.contains(conversation);
    }

    public int unread(Conversation conversation) {
        return unread.getOrDefault(conversation, 0);
    }

    /** The room meant where none is named: the current one, else the one opened last. */
    public Optional<String> room() {
        return current.filter(Conversation::isRoom)
                .or(() -> open.stream().filter(Conversation::isRoom).reduce((first, second) -> second))
                .map(Conversation::name);
    }

    /** The next one with something unread, else the one after the current. */
    public Optional<Conversation> next() {
        Optional<Conversation> waiting =
                open.stream().filter(unread::containsKey).findFirst();
        if (waiting.isPresent() || open.isEmpty()) {
            return waiting;
        }
        int after = current.map(open::indexOf).orElse(-1) + 1;
        return Optional.of(open.get(after % open.size()));
    }

    /** The conversation of that label, name or number from 1. */
    public Optional<Conversation> find(String word) {
        if (word.matches("[0-9]{1,3}")) {
            int index = Integer.parseInt(word) - 1;
            return index >= 0 && index < open.size() ? Optional.of(open.get(index)) : Optional.empty();
        }
        return open.stream()
                .filter(one -> one.label().equalsIgnoreCase(word) || one.name().equalsIgnoreCase(word))
                .findFirst();
    }

    /** Such as {@code [#help 3] [@amir 1] }; empty where everything is read. */
    public String unreadMarks() {
        List<Conversation> waiting = open.stream().filter(unread::containsKey).toList();
        String marks = waiting.stream()
                .limit(MOST_MARKS)
                .map(one -> "[" + one.label() + " " + unread.get(one) + "] ")
                .collect(Collectors.joining());
        return waiting.size() > MOST_MARKS ? marks + "[" + (waiting.size() - MOST_MARKS) + " more] " : marks;
    }
}
