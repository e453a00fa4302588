/**
 * TLS connections between peers (SPEC 7): the door for others, the lines that this peer opened, questions and answers on
 * them. Knows who is at the other end and no chat or room. Start with {@link org.hobnob.peer.line.PeerLine}.
 */
package org.hobnob.peer.line;
