package org.hobnob.registry.rules.credentials;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.hobnob.protocol.message.Particulars;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.FreeText;
import org.hobnob.protocol.message.value.UnixTime;
import org.hobnob.protocol.message.value.UserName;

/**
 * Keeps a user, an address or a range of addresses out of the registry (SPEC 10).
 *
 * @param subject who is banned: {@code user NAME}, {@code address IP} or {@code network IP/BITS}; others, of later versions,
 *     ban nobody here
 * @param reason what the banned are told, at most 200 bytes; may be empty
 * @param untilMs when it ends, in milliseconds since 1970; empty if it is for good
 * @param by who banned, at most 200 bytes; empty if that is not known
 * @param sinceMs when, in milliseconds since 1970; empty if that is not known
 */
public record Ban(String subject, String reason, OptionalLong untilMs, String by, OptionalLong sinceMs) {
    /** What a count of the wire may be (SPEC 1). */
    private static final long MAX_REST_MS = Integer.MAX_VALUE;

    private static final String USER = "user ";
    private static final String ADDRESS = "address ";
    private static final String NETWORK = "network ";

    /** @throws IllegalArgumentException if the reason is too long or a time out of range */
    public Ban {
        Objects.requireNonNull(subject, "subject");
        FreeText.require(reason);
        FreeText.require(by);
        requireTime(untilMs);
        requireTime(sinceMs);
    }

    /** Makes a ban of which nobody knows who banned, and when. */
    public Ban(String subject, String reason, OptionalLong untilMs) {
        this(subject, reason, untilMs, "", OptionalLong.empty());
    }

    private static void requireTime(OptionalLong ms) {
        if (ms.isPresent() && !UnixTime.isValid(ms.getAsLong())) {
            throw new IllegalArgumentException("not a time: " + ms.getAsLong());
        }
    }

    /** Returns the subject that stands for a user. */
    public static String user(UserName user) {
        return USER + user.folded();
    }

    /**
     * Returns the subject that stands for an address.
     *
     * @param ip spelt as registries tell addresses (SPEC 4.5)
     */
    public static String address(String ip) {
        return ADDRESS + ip;
    }

    /**
     * Returns the subject that stands for what a person writes: the name of a user, an address, or a range of addresses.
     *
     * @throws IllegalArgumentException saying what is wrong and what to write
     */
    public static String subjectOf(String text) {
        Optional<UserName> user = UserName.of(text);
        if (user.isPresent()) {
            return user(user.get());
        }
        AddressRange range = AddressRange.parse(text);
        return (range.isOneAddress() ? ADDRESS : NETWORK) + range;
    }

    /** Returns the folded name of the user who is banned; empty if addresses are. */
    public static Optional<String> userOf(String subject) {
        return subject.startsWith(USER) ? Optional.of(subject.substring(USER.length())) : Optional.empty();
    }

    /** Whether it is a subject that this version knows. */
    public static boolean bansSomebody(String subject) {
        return userOf(subject).flatMap(UserName::of).isPresent()
                || range(subject).isPresent();
    }

    /** Whether a ban of the subject keeps this address out. */
    public static boolean covers(String subject, String ip) {
        return range(subject)
                .flatMap(range -> AddressRange.ofAddress(ip).filter(range::covers))
                .isPresent();
    }

    /** Whether a ban of the subject keeps out an address of the machine itself. */
    public static boolean hasLoopback(String subject) {
        return range(subject).filter(AddressRange::hasLoopback).isPresent();
    }

    /** Returns the addresses that are banned; empty if a user is, or something of a later version. */
    static Optional<AddressRange> range(String subject) {
        boolean isRange = subject.startsWith(NETWORK);
        if (!isRange && !subject.startsWith(ADDRESS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(AddressRange.parse(subject.substring((isRange ? NETWORK : ADDRESS).length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the refusal that the banned are told. */
    public RefusalException refusal(long nowMs) {
        return new RefusalException(Reason.BANNED, restMs(nowMs), new Particulars(reason, untilMs));
    }

    /** Returns how long it lasts, {@value #MAX_REST_MS} ms at most; 0 if it is for good. */
    long restMs(long nowMs) {
        return untilMs.isEmpty() ? 0 : Math.min(untilMs.getAsLong() - nowMs, MAX_REST_MS);
    }

    boolean isOver(long nowMs) {
        return untilMs.isPresent() && untilMs.getAsLong() <= nowMs;
    }
}
