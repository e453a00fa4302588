package org.hobnob.peer.console.conversation;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The newest lines of each conversation, those of this user too, to be shown again. Not thread-safe. */
public final class Latest {
    /** How many lines of a conversation are remembered. */
    public static final int MOST = 100;

    private final Clock clock;
    private final Map<Conversation, Deque<ChatLine>> lines = new LinkedHashMap<>();

    /** @param clock says when a line arrives */
    public Latest(Clock clock) {
        this.clock = clock;
    }

    /** Remembers a line of now; the conversation that was quiet for longest is forgotten where there are too many. */
    public void add(ChatLine line) {
        Deque<ChatLine> all = Optional.ofNullable(lines.remove(line.where())).orElseGet(ArrayDeque::new);
        lines.put(line.where(), all);
        all.addLast(line.arrived(clock.instant()));
        if (all.size() > MOST) {
            all.removeFirst();
        }
        if (lines.size() > Conversations.MOST) {
            lines.remove(lines.keySet().iterator().next());
        }
    }

    /** Returns the newest lines, at most so many, in their order. */
    public List<ChatLine> of(Conversation where, int most) {
        List<ChatLine> all = List.copyOf(lines.getOrDefault(where, new ArrayDeque<>()));
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    /** Forgets everything. */
    public void clear() {
        lines.clear();
    }
}
