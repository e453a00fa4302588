/**
 * What was said in a room and is handed over to members who were away or came later (SPEC 15): {@link
 * org.hobnob.protocol.room.history.RoomArchive} keeps and answers, {@link org.hobnob.protocol.room.history.HistoryFetch}
 * asks. Pure.
 */
package org.hobnob.protocol.room.history;
