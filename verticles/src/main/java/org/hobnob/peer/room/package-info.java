/**
 * The rooms that this user is in (SPEC 8, BUS.md 6.3): their members and sockets, and the effects of the room
 * engine in {@code protocol.room}, which decides what is sent again and when. Start with {@link
 * org.hobnob.peer.room.MulticastRoomVerticle}.
 */
package org.hobnob.peer.room;
