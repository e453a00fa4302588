package org.hobnob.registry.gateway;

import io.vertx.core.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.value.HostPort;

/** What native peers are told of the registries that serve the same users (SPEC 4.8). Not thread-safe. */
final class RegistryRedirects {
    private static final long MOVE_MS_PER_PEER = 2;
    private static final long SHORTEST_MOVE_MS = 200;
    private static final long LONGEST_MOVE_MS = 5_000;

    private List<HostPort> known = List.of();
    private Optional<Promise<Void>> drained = Optional.empty();

    /** Tells a peer that has just logged in. */
    void greet(Client client) {
        List<HostPort> usable = usable(client);
        if (!usable.isEmpty()) {
            client.tell(new Notice.Registries(usable));
        }
    }

    /** Tells all where the registries are now. */
    void learn(List<HostPort> addresses, List<Client> clients) {
        known = addresses.stream().limit(Notice.MAX_REGISTRIES).toList();
        clients.forEach(client -> client.tell(new Notice.Registries(usable(client))));
        if (nowhereToGo()) {
            drained.ifPresent(Promise::tryComplete);
        }
    }

    private List<HostPort> usable(Client client) {
        return known.stream()
                .filter(address -> !isLoopback(address.host())
                        || isLoopback(client.endpoint().ip()))
                .toList();
    }

    /** Names are not looked up. */
    private static boolean isLoopback(String host) {
        boolean literal = host.contains(":") || host.matches("[0-9.]+");
        try {
            return host.equals("localhost")
                    || literal && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Asks all to go elsewhere; whoever cannot stays. */
    void moveOn(long withinMs, List<Client> clients) {
        clients.forEach(client -> client.tell(new Notice.MoveOn(withinMs)));
    }

    /** Whether no registry takes peers, as far as is known; this one must be out of the list by then. */
    boolean nowhereToGo() {
        return known.isEmpty();
    }

    boolean isDraining() {
        return drained.isPresent();
    }

    /** Asks all to go elsewhere, the more slowly the more they are, and tells when they are gone. */
    void drain(List<Client> clients, Promise<Void> allGone) {
        drained = Optional.of(allGone);
        long withinMs = Math.min(LONGEST_MOVE_MS, Math.max(SHORTEST_MOVE_MS, clients.size() * MOVE_MS_PER_PEER));
        moveOn(withinMs, clients);
        left(clients::isEmpty);
    }

    /** Somebody has left. */
    void left(BooleanSupplier isEmpty) {
        drained.filter(promise -> isEmpty.getAsBoolean()).ifPresent(Promise::tryComplete);
    }
}
