/**
 * Rooms without unnoticed loss (SPEC 8.8, 8.9): numbering, acknowledgement, repair. Pure: {@link
 * org.hobnob.protocol.room.engine.RoomEngine} receives verified input and the time, and returns {@link
 * org.hobnob.protocol.room.engine.RoomEffect}s to carry out in order; effects after a {@code Keep} wait until it is
 * durable.
 */
package org.hobnob.protocol.room.engine;
