package org.hobnob.peer.room;

import org.hobnob.protocol.room.history.Presences;
import org.hobnob.protocol.room.history.RoomArchive;
import org.hobnob.protocol.room.seal.EntryReader;

/**
 * What is kept of a room, once the room's hash is known.
 *
 * @param name names the room, its registry and the user
 * @param presences who was there when
 * @param reader checks what others hand over
 */
record OpenPast(String name, RoomArchive archive, Presences presences, EntryReader reader) {}
