/**
 * What creating, joining, leaving and hosting a room mean. Pure. Start with
 * {@link org.hobnob.registry.rules.rooms.RoomRules}.
 */
package org.hobnob.registry.rules.rooms;
