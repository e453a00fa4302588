/**
 * Programs of the owner's at a socket of this machine: connections, and lines of JSON, all of them bounded. Knows nothing of
 * what the lines say; that is a {@link org.hobnob.socket.LineService}'s. Start with {@link org.hobnob.socket.SocketDoor}.
 */
package org.hobnob.socket;
