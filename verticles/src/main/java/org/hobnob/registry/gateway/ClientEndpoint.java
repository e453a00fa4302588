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
 * @param address the client's IP address
 * @param port the client's source port
 * @param reached the address of this machine to which the client connected
 */
record ClientEndpoint(DialectName dialect, InetAddress address, int port, InetAddress reached) {
    static ClientEndpoint of(DialectName dialect, NetSocket socket) {
        SocketAddress remote = socket.remoteAddress();
        return new ClientEndpoint(
                dialect,
                parsed(remote.hostAddress()),
                remote.port(),
                parsed(socket.localAddress().hostAddress()));
    }

    /** The client's IP address, as a literal. */
    String ip() {
        return address.getHostAddress();
    }

    /** The contact with an address that this client can reach; empty if there is none. */
    Optional<Contact> reaching(Contact contact) {
        InetAddress told = parsed(contact.ip());
        return AddressesForOthers.of(told, address, reached)
                .map(usable -> usable.equals(told) ? contact : contact.at(usable.getHostAddress()));
    }

    private static InetAddress parsed(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address literal: " + literal, e);
        }
    }
}
