package org.hobnob.registry.gateway;

import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.hobnob.net.AddressesForOthers;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.DialectName;

/**
 * The remote end of a connection.
 *
 * @param ip the client's IP address, as a literal
 * @param port the client's source port
 * @param reached the address of this machine to which the client connected, as a literal
 */
record ClientEndpoint(DialectName dialect, String ip, int port, String reached) {
    static ClientEndpoint of(DialectName dialect, NetSocket socket) {
        SocketAddress remote = socket.remoteAddress();
        return new ClientEndpoint(
                dialect,
                remote.hostAddress(),
                remote.port(),
                socket.localAddress().hostAddress());
    }

    /** The contact with an address that this client can reach; empty if there is none. */
    Optional<Contact> reaching(Contact contact) {
        return AddressesForOthers.of(address(contact.ip()), address(ip), address(reached))
                .map(usable -> contact.at(usable.getHostAddress()));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address literal: " + literal, e);
        }
    }
}
