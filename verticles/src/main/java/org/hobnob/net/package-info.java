/**
 * Network basics of registry and peer: the choice of the network interface, addresses that others can use,
 * multicast sockets; TLS is in {@code net.tls}. Knows sockets but no messages. Start with {@link
 * org.hobnob.net.Interfaces}.
 */
package org.hobnob.net;
