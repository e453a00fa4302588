package org.hobnob.peer.settings;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The values of a peer's settings. What the command line or the environment of this start says goes before what the
 * profile says, and that before the shared file and the defaults. Thread-safe.
 */
public final class PeerValues {
    /**
     * A value of this start, which the profile does not change.
     *
     * @param origin the flag or the variable, such as {@code --no-bell}
     */
    public record Fixed(String value, String origin) {}

    private final Map<PeerKey, Fixed> fixed;
    private final Map<PeerKey, String> own;
    private final Map<PeerKey, String> shared;
    private final BiConsumer<PeerKey, Optional<String>> store;

    /**
     * All values must be valid for their keys.
     *
     * @param fixed what this start says
     * @param own what the profile says
     * @param shared what the file for all profiles says
     * @param store writes a value of the profile, or removes it; may block, and throws {@link
     *     java.io.UncheckedIOException} if it fails
     */
    public PeerValues(
            Map<PeerKey, Fixed> fixed,
            Map<PeerKey, String> own,
            Map<PeerKey, String> shared,
            BiConsumer<PeerKey, Optional<String>> store) {
        this.fixed = Map.copyOf(fixed);
        this.own = new EnumMap<>(PeerKey.class);
        this.own.putAll(own);
        this.shared = Map.copyOf(shared);
        this.store = store;
    }

    /** Returns the defaults; changes are kept in memory only. */
    public static PeerValues defaults() {
        return new PeerValues(Map.of(), Map.of(), Map.of(), (key, value) -> {});
    }

    /** Returns the value, as {@link org.hobnob.config.ValueType#kept} has it; never null. */
    public synchronized String text(PeerKey key) {
        if (fixed.containsKey(key)) {
            return fixed.get(key).value();
        }
        return own.getOrDefault(key, withoutOwn(key));
    }

    private String withoutOwn(PeerKey key) {
        return shared.getOrDefault(key, key.byDefault());
    }

    /** Returns whether a setting that is on or off is on. */
    public boolean isOn(PeerKey key) {
        return Boolean.parseBoolean(text(key));
    }

    /** Returns the value of a setting that is a number. */
    public int number(PeerKey key) {
        return Integer.parseInt(text(key));
    }

    /** Returns the parts of a value whose parts stand between commas; none is empty. */
    public List<String> list(PeerKey key) {
        return Arrays.stream(text(key).split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** Returns the flag or the variable of this start that the profile does not change, if there is one. */
    public Optional<String> fixedBy(PeerKey key) {
        return Optional.ofNullable(fixed.get(key)).map(Fixed::origin);
    }

    /**
     * Writes a value to the profile and uses it from now on. Blocking.
     *
     * @param typed the value; empty for the one that the profile does not say
     * @throws IllegalArgumentException if it is not valid
     * @throws java.io.UncheckedIOException if it cannot be written; it is not used then
     */
    public void set(PeerKey key, Optional<String> typed) {
        Optional<String> value = typed.map(key.type()::kept);
        if (value.filter(one -> !key.type().accepts(one)).isPresent()) {
            throw new IllegalArgumentException(key.key());
        }
        store.accept(key, value);
        synchronized (this) {
            value.ifPresentOrElse(one -> own.put(key, one), () -> own.remove(key));
        }
    }
}
