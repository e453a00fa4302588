/**
 * Who may connect: a server asks before TLS, and a connection that is refused costs no more than its acceptance. Pure
 * counting; {@code net.tls} asks, and registry and peers decide. Start with {@link org.hobnob.net.gate.Gate}.
 */
package org.hobnob.net.gate;
