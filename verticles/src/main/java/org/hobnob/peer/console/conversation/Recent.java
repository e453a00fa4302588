package org.hobnob.peer.console.conversation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The newest messages that others said in each conversation, for replies. Not thread-safe. */
public final class Recent {
    /** How many messages of a conversation are remembered. */
    public static final int MOST = 9;

    /**
     * A message that was shown.
     *
     * @param user who said it
     * @param id its id, in hex digits
     * @param text its text, sanitized
     */
    public record Shown(String user, String id, String text) {}

    private final Map<Conversation, Deque<Shown>> shown = new LinkedHashMap<>();

    /** Remembers a message; the conversation that was quiet for longest is forgotten where there are too many. */
    public void add(Conversation where, Shown message) {
        Deque<Shown> messages = Optional.ofNullable(shown.remove(where)).orElseGet(ArrayDeque::new);
        shown.put(where, messages);
        messages.addFirst(message);
        if (messages.size() > MOST) {
            messages.removeLast();
        }
        if (shown.size() > Conversations.MOST) {
            shown.remove(shown.keySet().iterator().next());
        }
    }

    /** @param back 1 for the newest message, 2 for the one before it, up to {@value #MOST} */
    public Optional<Shown> find(Conversation where, int back) {
        return Optional.ofNullable(shown.get(where)).stream()
                .flatMap(Deque::stream)
                .skip(back - 1L)
                .findFirst();
    }

    /** Forgets everything. */
    public void clear() {
        shown.clear();
    }
}
