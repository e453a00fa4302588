package org.hobnob.peer.contact;

import org.hobnob.protocol.message.directory.Contact;

/**
 * Checks whether a message comes from the address at which the registry sees its sender. Unsigned messages allow no
 * better check: other users at the same address can still take the name.
 */
public final class Origin {
    private static final String LOOPBACK = "127.";

    private Origin() {}

    /**
     * Compares the addresses only, without network access. All addresses are IPv4 literals; any other text matches
     * only itself.
     *
     * @param contact the sender's contact as the registry sent it
     * @param sourceIp the remote address of the connection or datagram
     * @param ownIp this peer's address on its interface: a user of this machine, whom the registry sees on
     *     loopback, sends multicast from that address
     */
    public static boolean matches(Contact contact, String sourceIp, String ownIp) {
        return sourceIp.equals(contact.ip()) || contact.ip().startsWith(LOOPBACK) && sourceIp.equals(ownIp);
    }
}
