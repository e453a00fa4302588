package org.hobnob.peer.contact;

import org.hobnob.protocol.message.directory.Contact;

/**
 * Whether what names a user as its sender comes from where the registry sees that user. It is as much as can be checked
 * of what is not signed: others at the same address can still take the name.
 */
public final class Origin {
    private static final String LOOPBACK = "127.";

    private Origin() {}

    /**
     * Decides without any look at the network. All addresses are IPv4 literals; any other text matches itself only.
     *
     * @param contact the sender's, as this peer is told it
     * @param sourceIp where the connection or the datagram comes from
     * @param ownIp this peer's address on its interface: a user of this machine, whom the registry sees on loopback,
     *     sends multicast from there
     */
    public static boolean matches(Contact contact, String sourceIp, String ownIp) {
        return sourceIp.equals(contact.ip()) || contact.ip().startsWith(LOOPBACK) && sourceIp.equals(ownIp);
    }
}
