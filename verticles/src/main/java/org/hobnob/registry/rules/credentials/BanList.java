package org.hobnob.registry.rules.credentials;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.UserName;

/** Who is banned from the registry, as of one version. Immutable; each change is a new value. */
public final class BanList {
    /** The most bans at a time. */
    public static final int MAX_BANS = 1_000;

    /** The list before the first change. */
    public static final BanList NONE = new BanList(0, List.of());

    private final long version;
    private final Map<String, Ban> bySubject = new LinkedHashMap<>();
    private final Map<AddressRange, Ban> byRange = new HashMap<>();
    /** How many bits the banned ranges share, each number once: so an address is looked up once for each. */
    private final List<Integer> bits;

    /**
     * @param version counts the changes of the list
     * @param bans of several bans of one subject the last one counts
     */
    public BanList(long version, List<Ban> bans) {
        this.version = version;
        bans.forEach(ban -> bySubject.put(ban.subject(), ban));
        bySubject.values().forEach(ban -> Ban.range(ban.subject()).ifPresent(range -> byRange.put(range, ban)));
        bits = byRange.keySet().stream().map(AddressRange::bits).distinct().toList();
    }

    /** Returns how often the list was changed. */
    public long version() {
        return version;
    }

    /** Returns the bans, the earliest first. */
    public List<Ban> bans() {
        return List.copyOf(bySubject.values());
    }

    /** Returns whether nobody is banned, so that nobody has to be looked up. */
    public boolean isEmpty() {
        return bySubject.isEmpty();
    }

    /** Returns a ban of the user or of the address that is not over, if there is one. */
    public Optional<Ban> of(UserName user, String address, long nowMs) {
        return Optional.ofNullable(bySubject.get(Ban.user(user)))
                .filter(ban -> !ban.isOver(nowMs))
                .or(() -> ofAddress(address, nowMs));
    }

    /** Returns a ban of the address, or of a range that it is in, that is not over, if there is one. */
    public Optional<Ban> ofAddress(String address, long nowMs) {
        if (bits.isEmpty()) {
            return Optional.empty();
        }
        return AddressRange.ofAddress(address)
                .flatMap(one -> bits.stream()
                        .map(one::cut)
                        .filter(range -> range.covers(one))
                        .flatMap(range -> Stream.ofNullable(byRange.get(range)))
                        .filter(ban -> !ban.isOver(nowMs))
                        .findFirst());
    }

    /** Returns the ban of exactly this subject, if there is one that is not over. */
    public Optional<Ban> find(String subject, long nowMs) {
        return Optional.ofNullable(bySubject.get(subject)).filter(ban -> !ban.isOver(nowMs));
    }

    /** Returns the bans that are not over, the earliest first. */
    public List<Ban> inForce(long nowMs) {
        return bySubject.values().stream().filter(ban -> !ban.isOver(nowMs)).toList();
    }

    /**
     * Checks that neither the user nor the address is banned.
     *
     * @throws RefusalException with {@link Reason#BANNED}, and how long the ban lasts, if one of them is
     */
    public void requireNotBanned(UserName user, String address, long nowMs) {
        of(user, address, nowMs).ifPresent(ban -> {
            throw ban.refusal(nowMs);
        });
    }

    /**
     * Returns the next version of the list with this ban, in place of an earlier one of its subject. Bans that are over go.
     *
     * @throws RefusalException with {@link Reason#TOO_MANY_BANS} if there are {@value #MAX_BANS}
     */
    public BanList with(Ban ban, long nowMs) {
        List<Ban> kept = others(ban.subject(), nowMs);
        if (kept.size() >= MAX_BANS) {
            throw new RefusalException(Reason.TOO_MANY_BANS);
        }
        kept.add(ban);
        return new BanList(version + 1, kept);
    }

    /** Returns the next version of the list without a ban of the subject. */
    public BanList without(String subject, long nowMs) {
        return new BanList(version + 1, others(subject, nowMs));
    }

    private List<Ban> others(String subject, long nowMs) {
        return new ArrayList<>(bySubject.values().stream()
                .filter(ban -> !ban.subject().equals(subject) && !ban.isOver(nowMs))
                .toList());
    }
}
