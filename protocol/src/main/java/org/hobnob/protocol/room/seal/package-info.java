/**
 * The layer between the network and the room's engine. It makes messages readable for members only, and
 * authenticates their senders (SPEC 8.2 to 8.6). Start with {@link org.hobnob.protocol.room.seal.RoomSeal}.
 */
package org.hobnob.protocol.room.seal;
