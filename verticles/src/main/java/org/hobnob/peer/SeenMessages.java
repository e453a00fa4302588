package org.hobnob.peer;

import java.util.LinkedHashSet;
import java.util.Set;
import org.hobnob.protocol.message.value.MessageId;

/** The messages seen of late, so that each is shown once. Not thread-safe. */
final class SeenMessages {
    private final int capacity;
    private final Set<MessageId> seen = new LinkedHashSet<>();

    /** @param capacity how many are remembered */
    SeenMessages(int capacity) {
        this.capacity = capacity;
    }

    /** Whether the message was not seen before; it is from now on. */
    boolean isNew(MessageId id) {
        if (!seen.add(id)) {
            return false;
        }
        if (seen.size() > capacity) {
            seen.remove(seen.iterator().next());
        }
        return true;
    }
}
