package org.hobnob.discovery;

import java.util.List;
import java.util.function.Supplier;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.net.tls.Pin;

/** Announces a registry on networks until it is closed, which takes the announcement back. */
public final class RegistryAnnouncer implements AutoCloseable {
    private final MulticastDns dns;

    private RegistryAnnouncer(
            MulticastDns.Place place, Supplier<List<InterfaceChoice>> interfaces, String name, int port, Pin key) {
        dns = new MulticastDns(
                place,
                interfaces,
                choice ->
                        new AnnouncingStation(new Announced(name, choice.address(), port, key), MulticastDns.nowMs()));
    }

    /**
     * Begins to announce.
     *
     * @param interfaces asked for again while it announces; on each, its address is announced
     * @param name may be empty
     * @param port the TLS port that was opened
     */
    public static RegistryAnnouncer on(Supplier<List<InterfaceChoice>> interfaces, String name, int port, Pin key) {
        return at(MulticastDns.Place.STANDARD, interfaces, name, port, key);
    }

    static RegistryAnnouncer at(
            MulticastDns.Place place, Supplier<List<InterfaceChoice>> interfaces, String name, int port, Pin key) {
        return new RegistryAnnouncer(place, interfaces, name, port, key);
    }

    /** Ends within a second. Must not be called on an event loop. */
    @Override
    public void close() {
        dns.close();
    }
}
