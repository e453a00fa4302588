/**
 * TLS with a pinned identity: certificates, keys, trust, the gate before the handshake, the choice between OpenSSL and the
 * JDK. Knows sockets and certificates, no messages. Start with {@link org.hobnob.net.tls.ServerTls} and
 * {@link org.hobnob.net.tls.ClientTls}.
 */
package org.hobnob.net.tls;
