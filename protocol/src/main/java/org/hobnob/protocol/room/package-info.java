/**
 * The encoding of room datagrams: header, contents, fragments, statuses, negative acknowledgements (SPEC 8).
 * Parsing returns a value or empty, and never throws. Start with {@link org.hobnob.protocol.room.RoomHeader}.
 */
package org.hobnob.protocol.room;
