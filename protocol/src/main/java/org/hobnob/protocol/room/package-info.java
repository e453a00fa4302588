/**
 * The bytes of room datagrams: header, contents, fragments, statuses, negative acknowledgements (SPEC 8). Parsing answers
 * with a value or nothing and never throws. Start with {@link org.hobnob.protocol.room.RoomHeader}.
 */
package org.hobnob.protocol.room;
