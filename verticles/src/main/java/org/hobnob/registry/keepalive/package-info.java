/**
 * Signs of life (SPEC 6, BUS.md 4.4): owns the datagram socket, watches every session of this node, reports silence. Start
 * with {@link org.hobnob.registry.keepalive.KeepAliveVerticle}.
 */
package org.hobnob.registry.keepalive;
