package org.hobnob.peer.identity;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hobnob.peer.identity.ContactKeys.Contact;
import org.hobnob.protocol.message.value.PublicKey;

/**
 * Whom a person ignores or blocks. A user is recognised by the name, whichever key it has later, and by the key that was
 * known then, whichever name it has later; each at one registry. Bounded: whoever was added longest ago is dropped. Pure;
 * not thread-safe.
 */
public final class IgnoredUsers {
    /** The most users that are remembered, at all registries together. */
    public static final int CAPACITY = 4_096;

    /** What a person wants of a user. */
    public enum Level {
        /** Nothing that the user writes is shown. */
        IGNORED,
        /** As above, and chats and private messages are refused. */
        BLOCKED;

        /** Returns the word in files and on the bus. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Returns the level of a word; empty for another word. */
        public static Optional<Level> ofWord(String word) {
            return List.of(values()).stream()
                    .filter(level -> level.word().equals(word))
                    .findFirst();
        }
    }

    /**
     * What is remembered of a user.
     *
     * @param key the key known at that time; empty for none
     * @param since the day, by this machine's clock
     */
    public record Entry(Level level, Optional<PublicKey> key, LocalDate since) {}

    private final Map<Contact, Entry> entries = new LinkedHashMap<>();
    private final List<String> unreadable = new ArrayList<>();

    /** Adds a user, or replaces what was remembered of it. */
    public void put(Contact contact, Entry entry) {
        entries.remove(contact);
        if (entries.size() >= CAPACITY) {
            entries.remove(entries.keySet().iterator().next());
        }
        entries.put(contact, entry);
    }

    /** Forgets a user; returns whether it was there. */
    public boolean remove(Contact contact) {
        return entries.remove(contact) != null;
    }

    /**
     * Returns what is wanted of a user.
     *
     * @param key the key that the user has now
     */
    public Optional<Level> of(Contact contact, Optional<PublicKey> key) {
        return Optional.ofNullable(entries.get(contact))
                .or(() -> key.flatMap(known -> entries.entrySet().stream()
                        .filter(entry -> entry.getKey().registry().equals(contact.registry()))
                        .filter(entry -> entry.getValue().key().equals(key))
                        .map(Map.Entry::getValue)
                        .findFirst()))
                .map(Entry::level);
    }

    /** Keeps a stored line that cannot be read; those beyond the capacity are dropped. */
    public void keep(String line) {
        if (unreadable.size() < CAPACITY) {
            unreadable.add(line);
        }
    }

    /** Returns the lines that cannot be read; unmodifiable. */
    public List<String> unreadable() {
        return List.copyOf(unreadable);
    }

    /** Returns all entries, those added longest ago first; unmodifiable. */
    public List<Map.Entry<Contact, Entry>> all() {
        return entries.entrySet().stream().map(Map.Entry::copyOf).toList();
    }
}
