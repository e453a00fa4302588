/**
 * TLS connections between peers (SPEC 7): those that other peers open, those that this peer opens, and the
 * questions and answers on them. Verifies who is at the other end; knows nothing of chats and rooms. Start with
 * {@link org.hobnob.peer.line.PeerLine}.
 */
package org.hobnob.peer.line;
