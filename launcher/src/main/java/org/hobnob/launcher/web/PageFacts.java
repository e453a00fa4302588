package org.hobnob.launcher.web;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.JoinLink;

/**
 * What the page says of its registry.
 *
 * @param name what people call it; may be empty
 * @param version of the program
 * @param key the short form of the registry's key, which people compare
 * @param link by which people join; empty where the registry has no address
 * @param places where the page can be had, in the order to show them; at least one
 * @param original whether clients of the original dialect are served
 * @param ssh where consoles are to be had without the program; empty where nowhere
 */
public record PageFacts(
        String name,
        String version,
        String key,
        Optional<JoinLink> link,
        List<HostPort> places,
        boolean original,
        Optional<SshPlace> ssh) {
    public PageFacts {
        places = List.copyOf(places);
        if (places.isEmpty()) {
            throw new IllegalArgumentException("a page is somewhere");
        }
    }

    PageFacts with(Optional<SshPlace> other) {
        return new PageFacts(name, version, key, link, places, original, other);
    }

    /** The host of the page, of the registry and of consoles by SSH. */
    String host() {
        return places.get(0).host();
    }

    /** The address to type into a browser. */
    String address() {
        return "http://" + places.get(0) + "/";
    }
}
