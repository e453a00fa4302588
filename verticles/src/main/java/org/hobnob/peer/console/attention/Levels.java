package org.hobnob.peer.console.attention;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hobnob.peer.console.conversation.Conversation;

/**
 * The levels of the conversations that have one of their own, as the setting {@code levels} writes them: {@code
 * #bridge=mentions,@omar=none}. Unmodifiable.
 */
public final class Levels {
    private final Map<Conversation, Level> own;

    private Levels(Map<Conversation, Level> own) {
        this.own = own;
    }

    /** Parses the parts of the setting; a part that is none is passed over, and the last one of a conversation holds. */
    public static Levels of(List<String> parts) {
        Map<Conversation, Level> own = new LinkedHashMap<>();
        for (String part : parts) {
            int sign = part.indexOf('=');
            Optional<Conversation> where =
                    sign > 0 ? Conversation.ofLabel(part.substring(0, sign).strip()) : Optional.empty();
            Optional<Level> level = Level.of(part.substring(sign + 1).strip());
            if (where.isPresent() && level.isPresent()) {
                own.put(where.get(), level.get());
            }
        }
        return new Levels(own);
    }

    /** Returns the conversation's own level; empty if it has none. */
    public Optional<Level> of(Conversation where) {
        return Optional.ofNullable(own.get(where));
    }

    /** @param level empty for no level of its own */
    public Levels with(Conversation where, Optional<Level> level) {
        Map<Conversation, Level> changed = new LinkedHashMap<>(own);
        changed.remove(where);
        level.ifPresent(one -> changed.put(where, one));
        return new Levels(changed);
    }

    /** Returns the conversations that have a level of their own. */
    public Map<Conversation, Level> all() {
        return Map.copyOf(own);
    }

    /** Returns the text of the setting. */
    public String text() {
        return own.entrySet().stream()
                .map(entry -> entry.getKey().label() + "=" + entry.getValue().word())
                .collect(Collectors.joining(","));
    }
}
