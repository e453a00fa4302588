/**
 * Keep-alives (SPEC 6, BUS.md 4.4): owns the datagram socket, watches all sessions of this node, and reports silent ones.
 * Start with {@link org.hobnob.registry.keepalive.KeepAliveVerticle}.
 */
package org.hobnob.registry.keepalive;
