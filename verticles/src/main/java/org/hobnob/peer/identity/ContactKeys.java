package org.hobnob.peer.identity;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hobnob.net.tls.Pin;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;

/**
 * Remembers which key each contact had when first met, and whether a person has compared it, so that a registry
 * that lies about a key is noticed (SPEC 12). Bounded: the contact met longest ago is dropped first, and contacts
 * with a compared key last. Pure; not thread-safe.
 */
public final class ContactKeys {
    /** The most contacts that are remembered. */
    public static final int CAPACITY = 10_000;

    /** How a contact's current key relates to the pinned one. */
    public enum State {
        /** The contact has no key and never had one: it speaks the original dialect. */
        NONE,
        /** The first key seen of this contact. */
        NEW,
        /** The pinned key. */
        KNOWN,
        /** A key other than the pinned one, no key although one is pinned, or a contact whose record was unreadable. */
        CHANGED
    }

    /**
     * A user at a registry; users of different registries are unrelated.
     *
     * @param registry the registry's identity
     */
    public record Contact(Pin registry, UserName user) {}

    /**
     * The key pinned for a contact.
     *
     * @param verified whether a person has compared it
     * @param since the date when it was first seen, by this machine's clock
     */
    public record Pinned(PublicKey key, boolean verified, LocalDate since) {}

    /**
     * A stored entry that cannot be read. Whom it may be about counts as changed until a person accepts the key.
     *
     * @param registry empty if unreadable; the entry may then be about any registry
     * @param user empty if unreadable
     * @param text the entry as it is stored
     */
    public record Unreadable(Optional<Pin> registry, Optional<UserName> user, String text) {
        boolean isAbout(Contact contact) {
            return user.filter(contact.user()::equals).isPresent()
                    && registry.filter(pin -> !pin.equals(contact.registry())).isEmpty();
        }
    }

    /**
     * The result of a comparison.
     *
     * @param pinned the key that was pinned before; empty if there was none, or it was unreadable
     */
    public record Finding(State state, Optional<Pinned> pinned) {
        /** Returns whether a person has compared the contact's current key. */
        public boolean isVerified() {
            return state == State.KNOWN && pinned.orElseThrow().verified();
        }
    }

    private final int capacity;
    private final Map<Contact, Pinned> pins = new LinkedHashMap<>(16, 0.75f, true);
    private final List<Unreadable> unreadable = new ArrayList<>();

    public ContactKeys() {
        this(CAPACITY);
    }

    ContactKeys(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Compares a contact's current key with the pinned one; changes nothing.
     *
     * @param key empty for a contact without a key
     */
    public Finding look(Contact contact, Optional<PublicKey> key) {
        Optional<Pinned> pinned = Optional.ofNullable(pins.get(contact));
        if (pinned.isEmpty() && unreadable.stream().anyMatch(entry -> entry.isAbout(contact))) {
            return new Finding(State.CHANGED, pinned);
        }
        if (pinned.isEmpty()) {
            return new Finding(key.isEmpty() ? State.NONE : State.NEW, pinned);
        }
        boolean same = key.filter(pinned.get().key()::equals).isPresent();
        return new Finding(same ? State.KNOWN : State.CHANGED, pinned);
    }

    /**
     * Finds a user of the same name at another registry whose pinned key is a different one, a verified one first:
     * people take the two for one person.
     */
    public Optional<Map.Entry<Contact, Pinned>> namesake(Contact contact, PublicKey key) {
        return all().stream()
                .filter(entry -> entry.getKey().user().equals(contact.user()))
                .filter(entry -> !entry.getKey().registry().equals(contact.registry()))
                .filter(entry -> !entry.getValue().key().equals(key))
                .max(Comparator.comparing(entry -> entry.getValue().verified()));
    }

    /** Compares a contact's current key with the pinned one, and pins it if none was. */
    public Finding check(Contact contact, Optional<PublicKey> key, LocalDate today) {
        Finding finding = look(contact, key);
        if (finding.state() == State.NEW) {
            pin(contact, new Pinned(key.orElseThrow(), false, today));
        }
        return finding;
    }

    /** Pins the key, or the absence of one, in place of an earlier one; it counts as not compared. */
    public void accept(Contact contact, Optional<PublicKey> key, LocalDate today) {
        key.ifPresentOrElse(
                accepted -> {
                    if (look(contact, key).state() != State.KNOWN) {
                        pin(contact, new Pinned(accepted, false, today));
                    }
                },
                () -> pins.remove(contact));
        unreadable.removeIf(entry -> entry.isAbout(contact));
    }

    /**
     * Records that a person has compared the key.
     *
     * @return false if another key is pinned, which means that this one must be accepted first
     */
    public boolean verify(Contact contact, PublicKey key, LocalDate today) {
        Finding finding = check(contact, Optional.of(key), today);
        if (finding.state() == State.CHANGED) {
            return false;
        }
        pin(contact, new Pinned(key, true, finding.pinned().map(Pinned::since).orElse(today)));
        return true;
    }

    /** Restores a stored entry. */
    public void pin(Contact contact, Pinned pinned) {
        Objects.requireNonNull(pinned);
        pins.remove(contact);
        if (pins.size() >= capacity) {
            pins.remove(leastMissed());
        }
        pins.put(contact, pinned);
    }

    private Contact leastMissed() {
        return pins.entrySet().stream()
                .filter(entry -> !entry.getValue().verified())
                .findFirst()
                .or(() -> pins.entrySet().stream().findFirst())
                .orElseThrow()
                .getKey();
    }

    /** Restores a stored entry that cannot be read; those beyond the capacity are dropped. */
    public void doubt(Unreadable entry) {
        if (unreadable.size() < capacity) {
            unreadable.add(entry);
        }
    }

    /** Returns the entries that cannot be read; unmodifiable. */
    public List<Unreadable> unreadable() {
        return List.copyOf(unreadable);
    }

    /** Returns all entries, those met longest ago first; unmodifiable. */
    public List<Map.Entry<Contact, Pinned>> all() {
        return pins.entrySet().stream().map(Map.Entry::copyOf).toList();
    }
}
