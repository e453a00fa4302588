/**
 * The rules for creating, joining, leaving and hosting rooms. Pure. Start with {@link
 * org.hobnob.registry.rules.rooms.RoomRules}.
 */
package org.hobnob.registry.rules.rooms;
