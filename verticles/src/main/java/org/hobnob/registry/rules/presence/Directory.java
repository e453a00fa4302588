package org.hobnob.registry.rules.presence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.registry.rules.rooms.Memberships;

/**
 * Who is online and where, in memory, for lists and searches. A session that has ended never starts again, so news of
 * several registries may arrive in any order: a user's sessions count unless their end is known. Not thread-safe.
 */
public final class Directory {
    /**
     * A user who is online.
     *
     * @param contact how others reach the user; its rooms are not kept here
     * @param node the registry that holds the connection
     * @param session identifies the login
     * @param epoch counts the user's sessions of which each replaced the one before
     */
    public record Entry(Contact contact, String node, SessionId session, long epoch) {
        public UserName user() {
            return contact.user();
        }
    }

    private record Noted(Entry entry, long note) {
        private static final Comparator<Noted> ORDER =
                Comparator.<Noted>comparingLong(noted -> noted.entry.epoch()).thenComparingLong(Noted::note);
    }

    /**
     * Each user's sessions whose end is not known, the most likely current one last. A user has more than one only until
     * all news have arrived.
     */
    private final TreeMap<UserName, List<Noted>> online = new TreeMap<>();

    private final Memberships memberships;
    private Set<SessionId> ended = new HashSet<>();
    private Set<SessionId> endedBefore = new HashSet<>();
    private long notes;

    /** @param memberships the rooms of users; kept up to date by its owner */
    public Directory(Memberships memberships) {
        this.memberships = memberships;
    }

    /**
     * Records a login.
     *
     * @param replaced the session that it replaced
     * @return the entry of the replaced session, if it was known
     */
    public Optional<Entry> online(Entry entry, Optional<SessionId> replaced) {
        Optional<Entry> over = replaced.flatMap(session -> offline(entry.user(), session));
        if (!hasEnded(entry.session()) && find(entry.user(), entry.session()).isEmpty()) {
            put(entry);
        }
        return over;
    }

    /** Records that a session has another contact now; a session that is not known is left to {@link #online}. */
    public void refresh(Entry entry) {
        find(entry.user(), entry.session())
                .filter(known -> !known.equals(entry))
                .ifPresent(known -> {
                    remove(known);
                    put(entry);
                });
    }

    private void put(Entry entry) {
        List<Noted> own = new ArrayList<>(online.getOrDefault(entry.user(), List.of()));
        own.add(new Noted(entry, ++notes));
        own.sort(Noted.ORDER);
        online.put(entry.user(), List.copyOf(own));
    }

    /**
     * Records that a login has ended.
     *
     * @return its entry, if it was known
     */
    public Optional<Entry> offline(UserName user, SessionId session) {
        ended.add(session);
        Optional<Entry> known = find(user, session);
        known.ifPresent(this::remove);
        return known;
    }

    private void remove(Entry entry) {
        List<Noted> rest = online.get(entry.user()).stream()
                .filter(noted -> !noted.entry.session().equals(entry.session()))
                .toList();
        if (rest.isEmpty()) {
            online.remove(entry.user());
        } else {
            online.put(entry.user(), rest);
        }
    }

    /** Whether the session is known to have ended in the last few minutes. */
    public boolean hasEnded(SessionId session) {
        return ended.contains(session) || endedBefore.contains(session);
    }

    /** Forgets the ends that were recorded before the previous call, because no more news of those sessions can arrive. */
    public void forgetEnds() {
        endedBefore = ended;
        ended = new HashSet<>();
    }

    /** Returns a mark for {@link #correct}. Call it before the store is read. */
    public long mark() {
        return notes;
    }

    /**
     * Replaces what is known by what the store holds. Changes that were recorded during the read may be newer, and stay.
     *
     * @param truth all sessions of those nodes
     * @param ofNode which nodes the store was asked about
     * @param mark the {@link #mark} taken before the store was asked
     * @return the entries that were wrong and have been removed
     */
    public List<Entry> correct(Collection<Entry> truth, Predicate<String> ofNode, long mark) {
        Map<UserName, Entry> present = truth.stream()
                .filter(entry -> !hasEnded(entry.session()))
                .collect(Collectors.toMap(Entry::user, entry -> entry));
        List<Entry> wrong = online.values().stream()
                .flatMap(List::stream)
                .filter(noted -> noted.note <= mark && isWrong(noted.entry, present.get(noted.entry.user()), ofNode))
                .map(Noted::entry)
                .toList();
        wrong.forEach(this::remove);
        present.values().forEach(entry -> {
            if (!isNotedSince(entry, mark)) {
                refresh(entry);
            }
            online(entry, Optional.empty());
        });
        return wrong;
    }

    private boolean isNotedSince(Entry entry, long mark) {
        return online.getOrDefault(entry.user(), List.of()).stream()
                .anyMatch(noted -> noted.note > mark && noted.entry.session().equals(entry.session()));
    }

    private static boolean isWrong(Entry noted, Entry present, Predicate<String> ofNode) {
        return present == null ? ofNode.test(noted.node()) : !present.session().equals(noted.session());
    }

    public Optional<Entry> find(UserName user) {
        return Optional.ofNullable(online.get(user)).map(Directory::likeliest);
    }

    private static Entry likeliest(List<Noted> noted) {
        return noted.get(noted.size() - 1).entry;
    }

    /** The entry of this session of the user. */
    public Optional<Entry> find(UserName user, SessionId session) {
        return online.getOrDefault(user, List.of()).stream()
                .map(Noted::entry)
                .filter(entry -> entry.session().equals(session))
                .findFirst();
    }

    /** How others reach the user, including the user's rooms; empty if the user is not online. */
    public Optional<Contact> contact(UserName user) {
        return find(user).map(this::withRooms);
    }

    /**
     * Lists users who are online, ordered by name.
     *
     * @param after the name after which the page begins; empty for the first page
     * @param except a user to leave out; empty for none
     * @param limit the most users to return
     */
    public List<Contact> page(Optional<UserName> after, Optional<UserName> except, int limit) {
        return after.map(name -> online.tailMap(name, false)).orElse(online).values().stream()
                .map(Directory::likeliest)
                .filter(entry -> !except.equals(Optional.of(entry.user())))
                .limit(limit)
                .map(this::withRooms)
                .toList();
    }

    /** The entries that satisfy the condition. */
    public List<Entry> where(Predicate<Entry> condition) {
        return online.values().stream()
                .flatMap(List::stream)
                .map(Noted::entry)
                .filter(condition)
                .toList();
    }

    public int size() {
        return online.size();
    }

    private Contact withRooms(Entry entry) {
        return entry.contact().withRooms(memberships.of(entry.user()));
    }
}
