/**
 * What the registry and the peer need of the network: TLS with a pinned identity, the choice of the network interface,
 * multicast sockets. Knows sockets, no messages; must not depend on any other package of the registry or the peer.
 */
package org.hobnob.net;
