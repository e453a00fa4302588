/**
 * The key by which other users know a user, and the TLS in which peers prove their keys to each other (SPEC 12).
 * Knows keys and certificates, but no messages, bus or files. Start with {@link org.hobnob.peer.identity.PeerTls}.
 */
package org.hobnob.peer.identity;
