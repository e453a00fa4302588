package org.hobnob.protocol.room.seal;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;

/** The users who may send, their keys and their streams. Not thread-safe. */
final class Speakers {
    private final Primitives primitives;
    private final SealBounds bounds;
    private Map<UserName, PublicKey> members = Map.of();
    /** Each user's streams, heard of or claimed, the most recently used last. */
    private final Map<UserName, Map<Long, ReceivedStream>> streams = new LinkedHashMap<>();

    private final Map<Long, UserName> owners = new HashMap<>();

    Speakers(Primitives primitives, SealBounds bounds) {
        this.primitives = primitives;
        this.bounds = bounds;
    }

    void members(Map<UserName, PublicKey> members) {
        this.members = Map.copyOf(members);
        long departed = streams.keySet().stream()
                .filter(user -> !members.containsKey(user))
                .count();
        Iterator<UserName> users = streams.keySet().iterator();
        while (departed > bounds.departed()) {
            UserName user = users.next();
            if (!members.containsKey(user)) {
                users.remove();
                owners.values().removeIf(user::equals);
                departed--;
            }
        }
    }

    /** Returns the key of a member; empty for anyone else. */
    Optional<PublicKey> keyOf(UserName user) {
        return Optional.ofNullable(members.get(user));
    }

    /** Returns the user who handed over keys of the stream. */
    Optional<UserName> ownerOf(long stream) {
        return Optional.ofNullable(owners.get(stream));
    }

    /** Returns the user's stream if it is known. */
    Optional<ReceivedStream> known(UserName user, long stream) {
        return Optional.ofNullable(streams.getOrDefault(user, Map.of()).get(stream));
    }

    /** Returns the user's stream, adding it if necessary. Only for streams proven to be the user's. */
    ReceivedStream heardFrom(UserName user, long stream) {
        Map<Long, ReceivedStream> ofUser = streams.computeIfAbsent(user, u -> new LinkedHashMap<>());
        ReceivedStream found = ofUser.remove(stream);
        ReceivedStream touched = found == null ? new ReceivedStream(primitives, bounds) : found;
        ofUser.put(stream, touched);
        if (ofUser.size() > bounds.streams()) {
            long oldest = ofUser.keySet().iterator().next();
            ofUser.remove(oldest).forget();
            owners.remove(oldest, user);
        }
        return touched;
    }

    /** Assigns the stream to the user for good; returns empty if it belongs to another user. */
    Optional<ReceivedStream> claim(UserName user, long stream) {
        UserName owner = owners.putIfAbsent(stream, user);
        return owner == null || owner.equals(user) ? Optional.of(heardFrom(user, stream)) : Optional.empty();
    }
}
