package org.hobnob.peer.console.conversation;

import java.util.ArrayList;
import java.util.Comparator;
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
    private final Map<Conversation, Unread> unread = new HashMap<>();
    private Optional<Conversation> current = Optional.empty();
    private Optional<Conversation> heardLast = Optional.empty();
    private Optional<Arrival> arrival = Optional.empty();
    private long shown;

    /**
     * What was unread in a conversation when the user entered it.
     *
     * @param together whether all of it is on the screen already, one line below the other and nothing below that others
     *     said elsewhere
     */
    public record Arrival(Conversation where, Unread unread, boolean together) {}

    /** Opens the conversation if necessary and makes it current. */
    public void enter(Conversation conversation) {
        add(conversation);
        current = Optional.of(conversation);
        Unread waiting = unread.remove(conversation);
        if (waiting != null) {
            arrival = Optional.of(new Arrival(conversation, waiting, waiting.standsTogether(shown)));
        }
    }

    /** Returns what was unread in the current conversation when the user entered it; empty after that. */
    public Optional<Arrival> takeArrival() {
        Optional<Arrival> taken = arrival.filter(one -> isCurrent(one.where()));
        arrival = Optional.empty();
        return taken;
    }

    /** Opens the conversation if necessary without changing the current one. */
    public void add(Conversation conversation) {
        if (!open.contains(conversation) && open.size() < MOST) {
            open.add(conversation);
        }
    }

    /** Opens the conversation if necessary, and keeps the line as unread unless the conversation is current. */
    public void heard(Heard heard) {
        Conversation where = heard.line().where();
        add(where);
        if (open.contains(where) && !isCurrent(where)) {
            unread.computeIfAbsent(where, first -> new Unread(heard.at(), shown))
                    .add(heard);
            heardLast = heard.shown() ? Optional.of(where) : heardLast;
        }
        shown += heard.shown() ? 1 : 0;
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
        arrival = Optional.empty();
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

    /** Returns what is unread there; empty if there is nothing. */
    public Optional<Unread> unread(Conversation conversation) {
        return Optional.ofNullable(unread.get(conversation));
    }

    /** Returns the conversations with unread lines, the most urgent first, else as they were opened. */
    private List<Conversation> waiting() {
        return open.stream()
                .filter(unread::containsKey)
                .sorted(Comparator.comparing(one -> unread.get(one).urgency()))
                .toList();
    }

    /** Returns the room to use when none is named: the current one, or else the one opened last. */
    public Optional<String> room() {
        return current.filter(Conversation::isRoom)
                .or(() -> open.stream().filter(Conversation::isRoom).reduce((first, second) -> second))
                .map(Conversation::name);
    }

    /** Returns the conversation with the most urgent unread lines, or else the one after the current. */
    public Optional<Conversation> next() {
        Optional<Conversation> waiting = waiting().stream().findFirst();
        if (waiting.isPresent() || open.isEmpty()) {
            return waiting;
        }
        return beside(1);
    }

    /** At a menu, the first one or the last. */
    private Optional<Conversation> beside(int step) {
        if (open.isEmpty()) {
            return Optional.empty();
        }
        int here = current.map(open::indexOf).orElse(step > 0 ? -1 : 0);
        return Optional.of(open.get(Math.floorMod(here + step, open.size())));
    }

    /**
     * Returns the conversation with this label, name or number, counted from 1; the one after the current for {@code +},
     * the one before it for {@code -}.
     */
    public Optional<Conversation> find(String word) {
        if (word.equals("+") || word.equals("-")) {
            return beside(word.equals("+") ? 1 : -1);
        }
        if (word.matches("[0-9]{1,3}")) {
            int index = Integer.parseInt(word) - 1;
            return index >= 0 && index < open.size() ? Optional.of(open.get(index)) : Optional.empty();
        }
        return open.stream()
                .filter(one -> one.label().equalsIgnoreCase(word) || one.name().equalsIgnoreCase(word))
                .findFirst();
    }

    /**
     * Returns the unread counts, such as {@code [#bridge 2!14] [@amir 1] }, the most urgent first; empty if there are
     * none.
     */
    public String unreadMarks() {
        List<Conversation> waiting = waiting();
        String marks = waiting.stream()
                .limit(MOST_MARKS)
                .map(one -> "[" + one.label() + " " + unread.get(one).mark() + "] ")
                .collect(Collectors.joining());
        return waiting.size() > MOST_MARKS ? marks + "[" + (waiting.size() - MOST_MARKS) + " more] " : marks;
    }
}
