package org.hobnob.protocol.sim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;

/**
 * Who is in a room at a version of its roster (SPEC 4.4).
 *
 * @param version from 1 with the first member, 0 where there never was one
 * @param members each one's key, oldest member first
 * @param absent those of them whose connection to the registry is down; the place is kept
 */
public record RosterView(long version, Map<UserName, PublicKey> members, Set<UserName> absent) {
    public RosterView {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        absent = Collections.unmodifiableSet(new LinkedHashSet<>(absent));
    }

    /** Whether the user is in. */
    public boolean has(UserName user) {
        return members.containsKey(user);
    }

    /** The user's key; empty where the user is not in. */
    public Optional<PublicKey> key(UserName user) {
        return Optional.ofNullable(members.get(user));
    }
}
