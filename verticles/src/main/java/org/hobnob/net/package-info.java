/**
 * What the registry and the peer need of the network: the choice of the network interface, addresses that others can
 * use, multicast sockets; TLS is in {@code net.tls}. Knows sockets, no messages. Start with
 * {@link org.hobnob.net.Interfaces}.
 */
package org.hobnob.net;
