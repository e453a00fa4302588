/**
 * Rooms in which nothing is lost unnoticed (SPEC 8.8): numbering, acknowledgement, repair. Pure: {@link
 * org.hobnob.protocol.room.engine.RoomEngine} takes what was verified, and time, and answers with {@link
 * org.hobnob.protocol.room.engine.RoomEffect}s, which are carried out in order; what stands behind a {@code Keep} happens only
 * when that is durable.
 */
package org.hobnob.protocol.room.engine;
