/**
 * Lines between peers: TLS connections in both directions, kept for the next message (SPEC 7). It may use {@code
 * peer.contact} and {@code identity}. Start reading at {@link org.hobnob.peer.line.PeerLine}.
 */
package org.hobnob.peer.line;
