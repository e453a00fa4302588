/**
 * A room as one member has it: datagrams in and out, over the sealing layer and the engine. Start with {@link
 * org.hobnob.protocol.room.member.SealedRoom}.
 */
package org.hobnob.protocol.room.member;
