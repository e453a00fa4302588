/**
 * TLS with a pinned identity: certificates, keys, trust, the limit on handshakes, the choice between OpenSSL and
 * the JDK. Knows sockets and certificates, but no messages. Start with {@link org.hobnob.net.tls.ServerTls} and
 * {@link org.hobnob.net.tls.ClientTls}.
 */
package org.hobnob.net.tls;
