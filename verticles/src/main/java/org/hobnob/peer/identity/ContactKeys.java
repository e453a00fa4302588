package org.hobnob.peer.identity;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hobnob.net.tls.Pin;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;

/**
 * Which key each contact had when it was first met, and whether a person has compared it: so that a registry that lies
 * about a key is noticed (SPEC 12). Bounded: who was met longest ago goes first, and those with a compared key last. Pure;
 * not thread-safe.
 */
public final class ContactKeys {
    /** The most contacts that are remembered. */
    public static final int CAPACITY = 10_000;

    /** How a contact's key stands to the one remembered. */
    public enum State {
        /** The contact has no key and never had one: it speaks the original dialect. */
        NONE,
        /** The first key seen of this contact. */
        NEW,
        /** The key remembered. */
        KNOWN,
        /** Another key than the one remembered, or none where there was one. */
        CHANGED
    }

    /**
     * Whose key it is: users of different registries have nothing to do with each other.
     *
     * @param registry the registry's identity
     */
    public record Contact(Pin registry, UserName user) {}

    /**
     * The key remembered of a contact.
     *
     * @param verified whether a person has compared it
     * @param since when it was first seen, by this machine's clock
     */
    public record Pinned(PublicKey key, boolean verified, LocalDate since) {}

    /**
     * What was found.
     *
     * @param pinned the key remembered before
     */
    public record Finding(State state, Optional<Pinned> pinned) {
        /** Whether a person has compared the key that the contact has now. */
        public boolean isVerified() {
            return state == State.KNOWN && pinned.orElseThrow().verified();
        }
    }

    private final int capacity;
    private final Map<Contact, Pinned> pins = new LinkedHashMap<>(16, 0.75f, true);

    public ContactKeys() {
        this(CAPACITY);
    }

    ContactKeys(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Compares the key that a contact has now, and remembers nothing.
     *
     * @param key empty for a contact without one
     */
    public Finding look(Contact contact, Optional<PublicKey> key) {
        Optional<Pinned> pinned = Optional.ofNullable(pins.get(contact));
        if (pinned.isEmpty()) {
            return new Finding(key.isEmpty() ? State.NONE : State.NEW, pinned);
        }
        boolean same = key.filter(pinned.get().key()::equals).isPresent();
        return new Finding(same ? State.KNOWN : State.CHANGED, pinned);
    }

    /** Compares the key that a contact has now, and remembers it where none was. */
    public Finding check(Contact contact, Optional<PublicKey> key, LocalDate today) {
        Finding finding = look(contact, key);
        if (finding.state() == State.NEW) {
            pin(contact, new Pinned(key.orElseThrow(), false, today));
        }
        return finding;
    }

    /** Remembers the key, or that there is none, in the place of an earlier one; it is not compared yet. */
    public void accept(Contact contact, Optional<PublicKey> key, LocalDate today) {
        key.ifPresentOrElse(
                accepted -> {
                    if (look(contact, key).state() != State.KNOWN) {
                        pin(contact, new Pinned(accepted, false, today));
                    }
                },
                () -> pins.remove(contact));
    }

    /**
     * A person has compared the key.
     *
     * @return false where another is remembered: it must be accepted first
     */
    public boolean verify(Contact contact, PublicKey key, LocalDate today) {
        Finding finding = check(contact, Optional.of(key), today);
        if (finding.state() == State.CHANGED) {
            return false;
        }
        pin(contact, new Pinned(key, true, finding.pinned().map(Pinned::since).orElse(today)));
        return true;
    }

    /** Takes over what was remembered, as it was stored. */
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

    /** All, those met longest ago first; unmodifiable. */
    public List<Map.Entry<Contact, Pinned>> all() {
        return pins.entrySet().stream().map(Map.Entry::copyOf).toList();
    }
}
