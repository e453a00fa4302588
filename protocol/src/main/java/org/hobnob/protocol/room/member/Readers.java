package org.hobnob.protocol.room.member;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.engine.RoomEffect;

/**
 * The members that may be given keys (SPEC 8.5): those that were in the room when this member entered it, and those of
 * whom its person has been told since. Pure; not thread-safe.
 */
final class Readers {
    private final Map<UserName, PublicKey> admitted = new TreeMap<>();
    private final Map<UserName, PublicKey> untold = new TreeMap<>();

    /** Applies the other members; returns of whom the person must be told before they are admitted. */
    List<RoomEffect> update(Map<UserName, Roster.Member> others) {
        admitted.keySet().retainAll(others.keySet());
        untold.keySet().retainAll(others.keySet());
        List<RoomEffect> news = new ArrayList<>();
        others.forEach((user, member) -> {
            PublicKey key = member.key();
            if (member.wasThere() || key.equals(admitted.get(user))) {
                admit(user, key);
                return;
            }
            boolean otherKey = admitted.remove(user) != null;
            if (!key.equals(untold.put(user, key))) {
                news.add(new RoomEffect.NewReader(user, key, otherKey));
            }
        });
        return news;
    }

    private void admit(UserName user, PublicKey key) {
        untold.remove(user);
        admitted.put(user, key);
    }

    /** The person was told; changes nothing if the user is no member any more, or has another key by now. */
    void told(RoomEffect.NewReader reader) {
        if (reader.key().equals(untold.get(reader.user()))) {
            admit(reader.user(), reader.key());
        }
    }

    boolean isAdmitted(UserName user) {
        return admitted.containsKey(user);
    }
}
