package org.hobnob.registry.rules.presence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.hobnob.protocol.message.Contact;
import org.hobnob.protocol.message.SessionId;
import org.hobnob.protocol.message.UserName;
import org.hobnob.registry.rules.rooms.Memberships;

/**
 * Who is online and where, in memory: what lists and searches are answered from. Fed by news that may come late or
 * twice; of two logins of one user the later epoch counts. Not thread-safe.
 */
public final class Directory {
    /**
     * A user who is online.
     *
     * @param contact how others reach the user; its rooms are not kept here
     * @param node the registry that holds the connection
     * @param session names the login
     * @param epoch orders the user's logins
     */
    public record Entry(Contact contact, String node, SessionId session, long epoch) {
        public UserName user() {
            return contact.user();
        }
    }

    private final TreeMap<UserName, Entry> online = new TreeMap<>();
    private final Memberships memberships;

    /** @param memberships what rooms users are said to be in; kept up to date by its owner */
    public Directory(Memberships memberships) {
        this.memberships = memberships;
    }

    /** Takes note of a login; the entry that it replaces, where that is another login. */
    public Optional<Entry> online(Entry entry) {
        Entry known = online.get(entry.user());
        if (known != null && known.epoch() > entry.epoch()) {
            return Optional.empty();
        }
        online.put(entry.user(), entry);
        return Optional.ofNullable(known).filter(old -> !old.session().equals(entry.session()));
    }

    /** Takes note that a login has ended; false where it was not the user's present one. */
    public boolean offline(UserName user, SessionId session) {
        Entry known = online.get(user);
        return known != null && known.session().equals(session) && online.remove(user) != null;
    }

    public Optional<Entry> find(UserName user) {
        return Optional.ofNullable(online.get(user));
    }

    /** How others reach the user, the rooms included; empty where the user is not online. */
    public Optional<Contact> contact(UserName user) {
        return find(user).map(this::withRooms);
    }

    /** The users online, ordered by name, from the one that follows {@code after}; at most {@code limit}. */
    public List<Contact> page(Optional<UserName> after, UserName except, int limit) {
        Collection<Entry> rest =
                after.map(name -> online.tailMap(name, false)).orElse(online).values();
        List<Contact> page = new ArrayList<>();
        for (Entry entry : rest) {
            if (page.size() == limit) {
                break;
            }
            if (!entry.user().equals(except)) {
                page.add(withRooms(entry));
            }
        }
        return page;
    }

    /** Those of whom the condition holds. */
    public List<Entry> where(Predicate<Entry> condition) {
        return online.values().stream().filter(condition).toList();
    }

    public int size() {
        return online.size();
    }

    private Contact withRooms(Entry entry) {
        Contact contact = entry.contact();
        return new Contact(
                contact.user(),
                contact.ip(),
                contact.directPort(),
                contact.udpPort(),
                contact.dialect(),
                contact.key(),
                memberships.of(entry.user()));
    }
}
