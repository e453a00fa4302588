package org.hobnob.peer;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.registry.RegistryFixture;
import org.hobnob.registry.RegistrySettings;
import org.hobnob.registry.keepalive.Patience;

/** Settings for a registry that goes and comes back at the same ports. */
final class FixedPorts {
    private FixedPorts() {}

    /** At ports that are free now. */
    static RegistrySettings free(long graceMs) throws IOException {
        return at(freeTcpPort(), freeUdpPort(), graceMs);
    }

    private static int freeTcpPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static int freeUdpPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    static RegistrySettings at(int port, int udpPort, long graceMs) {
        RegistrySettings any = RegistryFixture.settings(TlsEngine.AUTO, Patience.DEFAULT, graceMs);
        return new RegistrySettings(
                any.name(),
                any.host(),
                port,
                udpPort,
                any.advertised(),
                any.engine(),
                any.speaksOriginal(),
                any.sharesStore(),
                any.hashCost(),
                any.hashThreads(),
                any.hashQueue(),
                any.loginLimits(),
                any.registrationBurst(),
                any.registrationRefillMs(),
                any.spareLoopback(),
                any.rooms(),
                any.roomGroups(),
                any.graceMs(),
                any.patience(),
                any.tokenLifeS());
    }
}
