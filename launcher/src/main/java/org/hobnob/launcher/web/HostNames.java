package org.hobnob.launcher.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hobnob.protocol.message.value.HostPort;

/**
 * The names under which browsers may ask for the page. A page of somebody else, whose name is made to point here, would ask
 * under that name; an address of digits cannot be made to point elsewhere, so all of them are taken.
 *
 * @param names in lower case
 */
record HostNames(Set<String> names) {
    private static final Pattern SHAPE =
            Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9._-]{1,253})(?::[0-9]{1,5})?");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

    /** @param places where the page can be had */
    static HostNames of(List<HostPort> places) {
        Set<String> names = new HashSet<>(Set.of("localhost"));
        places.forEach(place -> names.add(place.host().toLowerCase(Locale.ROOT)));
        try {
            String own = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
            names.addAll(Set.of(own, own + ".local"));
        } catch (UnknownHostException e) {
            // Then there are the others.
        }
        return new HostNames(Set.copyOf(names));
    }

    /** @param host the header {@code Host}; may be null */
    boolean isOurs(String host) {
        Matcher parts = SHAPE.matcher(host == null ? "" : host);
        if (!parts.matches()) {
            return false;
        }
        String name = parts.group(1).toLowerCase(Locale.ROOT);
        return name.startsWith("[") || DIGITS.matcher(name).matches() || names.contains(name);
    }
}
