/**
 * The stage between the network and the room's engine that makes what members say readable for members alone and
 * provably theirs (SPEC 8.2 to 8.6). {@link org.hobnob.protocol.room.seal.RoomSeal} is the way in.
 */
package org.hobnob.protocol.room.seal;
