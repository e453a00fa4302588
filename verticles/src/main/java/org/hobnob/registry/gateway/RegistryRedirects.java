package org.hobnob.registry.gateway;

import io.vertx.core.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.value.HostPort;

/**
 * Tells native peers about the registries that serve the same users, and asks them to move there (SPEC 4.8). Not
 * thread-safe.
 */
final class RegistryRedirects {
    private static final long MOVE_MS_PER_PEER = 2;
    private static final long SHORTEST_MOVE_MS = 200;
    private static final long LONGEST_MOVE_MS = 5_000;

    private List<HostPort> known = List.of();
    private Optional<Promise<Void>> drained = Optional.empty();

    /** Sends the known registries to a client that has just logged in. */
    void greet(Client client) {
        List<HostPort> usable = usable(client);
        if (!usable.isEmpty()) {
            client.tell(new Notice.Registries(usable));
        }
    }

    /**
     * Takes the new list of registries and sends it to all clients.
     *
     * @param addresses the registries that accept peers
     */
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

    /** Names other than {@code localhost} are not looked up. */
    private static boolean isLoopback(String host) {
        boolean literal = host.contains(":") || host.matches("[0-9.]+");
        try {
            return host.equals("localhost")
                    || literal && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * Asks all clients to move to another registry; those that cannot stay connected.
     *
     * @param withinMs the time over which they spread their moves, in milliseconds
     */
    void moveOn(long withinMs, List<Client> clients) {
        clients.forEach(client -> client.tell(new Notice.MoveOn(withinMs)));
    }

    /** Whether no registry is known to accept peers. This one must have left the list before. */
    boolean nowhereToGo() {
        return known.isEmpty();
    }

    boolean isDraining() {
        return drained.isPresent();
    }

    /** Asks all clients to move, over a time that grows with their number, and completes the promise when they are gone. */
    void drain(List<Client> clients, Promise<Void> allGone) {
        drained = Optional.of(allGone);
        long withinMs = Math.min(LONGEST_MOVE_MS, Math.max(SHORTEST_MOVE_MS, clients.size() * MOVE_MS_PER_PEER));
        moveOn(withinMs, clients);
        completeDrainIf(clients::isEmpty);
    }

    /** Completes a drain if no native client is left. */
    void completeDrainIf(BooleanSupplier isEmpty) {
        drained.filter(promise -> isEmpty.getAsBoolean()).ifPresent(Promise::tryComplete);
    }
}
