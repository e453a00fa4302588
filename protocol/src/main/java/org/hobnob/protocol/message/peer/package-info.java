/**
 * The messages that peers exchange over their own connections: chat requests, direct messages, room keys and room
 * datagrams (SPEC 7). Start with {@link org.hobnob.protocol.message.peer.PeerMessage}.
 */
package org.hobnob.protocol.message.peer;
