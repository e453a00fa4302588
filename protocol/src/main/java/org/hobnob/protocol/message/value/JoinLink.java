package org.hobnob.protocol.message.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A link that leads to a registry, and perhaps into a room: {@code hobnob://HOST:PORT/?key=KEY&room=ROOM} (SPEC 2.8).
 * Anybody can write one, so a person confirms it, with the key shown, before anything is sent.
 *
 * @param registries addresses of registries that serve the same users, in the order to try; 1 to {@value #MOST_REGISTRIES}
 * @param key the registries' pin: 52 characters of base32, upper case, without hyphens
 * @param room the room to enter after the login
 * @param invite what lets its holder make an account there (SPEC 4.13)
 */
public record JoinLink(List<HostPort> registries, String key, Optional<RoomName> room, Optional<InviteToken> invite) {
    /** What every link begins with. */
    public static final String SCHEME = "hobnob://";

    /** The port of an address that names none. */
    public static final int DEFAULT_PORT = 15_600;

    static final int MOST_REGISTRIES = 8;

    private static final int MAX_CHARS = 2_048;
    private static final Pattern SHAPE = Pattern.compile(SCHEME + "([^/?#]+)/\\?([^/?#]+)");
    private static final Pattern PARAMETER = Pattern.compile("([a-z][a-z0-9]{0,15})=([A-Za-z0-9._~%-]{1,256})");
    /** 256 bits in 260: the last four are zero. */
    private static final Pattern KEY = Pattern.compile("[A-Z2-7]{51}[AQ]");

    /** @throws IllegalArgumentException if a part is invalid; use {@link #of} for text from outside */
    public JoinLink {
        registries = List.copyOf(registries);
        Objects.requireNonNull(room, "room");
        if (registries.isEmpty()
                || registries.size() > MOST_REGISTRIES
                || !KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("no join link");
        }
    }

    /** A link without an invitation. */
    public JoinLink(List<HostPort> registries, String key, Optional<RoomName> room) {
        this(registries, key, room, Optional.empty());
    }

    /** Returns whether a text is meant as a link, good or not. */
    public static boolean isMeant(String text) {
        return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** Parses a link; returns empty if the text is null or invalid. Parameters that are not known are passed over. */
    public static Optional<JoinLink> of(String text) {
        if (text == null || text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        Matcher shape = SHAPE.matcher(text);
        return shape.matches() ? of(addresses(shape.group(1)), shape.group(2).split("&", -1)) : Optional.empty();
    }

    private static Optional<JoinLink> of(List<HostPort> registries, String[] parameters) {
        List<String> keys = new ArrayList<>();
        List<String> rooms = new ArrayList<>();
        List<String> invites = new ArrayList<>();
        for (String parameter : parameters) {
            Matcher parts = PARAMETER.matcher(parameter);
            if (!parts.matches()) {
                return Optional.empty();
            }
            switch (parts.group(1)) {
                case "key" -> keys.add(parts.group(2));
                case "room" -> rooms.add(parts.group(2));
                case "invite" -> invites.add(parts.group(2));
                default -> {}
            }
        }
        boolean isGood = !registries.isEmpty()
                && keys.size() == 1
                && KEY.matcher(keys.get(0)).matches()
                && rooms.size() <= 1;
        Optional<RoomName> room = rooms.stream().findFirst().flatMap(RoomName::of);
        return isGood && room.isPresent() == !rooms.isEmpty()
                // An invitation that cannot be read is passed over: the registry asks for one where it needs one.
                ? Optional.of(new JoinLink(
                        registries,
                        keys.get(0),
                        room,
                        invites.stream().findFirst().flatMap(InviteToken::of)))
                : Optional.empty();
    }

    /** Empty unless all are good, and not too many. */
    private static List<HostPort> addresses(String text) {
        List<Optional<HostPort>> all = Arrays.stream(text.split(",", -1))
                .map(part -> HostPort.parse(part, DEFAULT_PORT))
                .toList();
        return all.size() <= MOST_REGISTRIES && all.stream().allMatch(Optional::isPresent)
                ? all.stream().flatMap(Optional::stream).toList()
                : List.of();
    }

    /** Returns the same link with another room. */
    public JoinLink to(Optional<RoomName> other) {
        return new JoinLink(registries, key, other, invite);
    }

    /** Returns the link as it is written. */
    @Override
    public String toString() {
        return SCHEME
                + registries.stream().map(HostPort::toString).collect(Collectors.joining(","))
                + "/?key=" + key
                + room.map(name -> "&room=" + name.shown()).orElse("")
                + invite.map(token -> "&invite=" + token.text()).orElse("");
    }
}
