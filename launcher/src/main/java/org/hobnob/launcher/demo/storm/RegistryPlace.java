package org.hobnob.launcher.demo.storm;

import org.hobnob.net.tls.Pin;

/**
 * Where the storm's registry is, on 127.0.0.1.
 *
 * @param port for TCP
 * @param udpPort for keep-alives
 * @param roomsPort UDP port of sealed rooms
 * @param group the one multicast group of sealed rooms
 */
record RegistryPlace(int port, int udpPort, int roomsPort, String group, Pin pin) {
    String address() {
        return "127.0.0.1:" + port;
    }
}
