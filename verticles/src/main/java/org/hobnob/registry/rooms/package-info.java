/**
 * Rooms and their members (BUS.md 4.2): writes changes to the store by compare-and-set, publishes them as news, and keeps
 * the places of absent users for a grace period. The rules are in {@code rules.rooms}. Start with {@link
 * org.hobnob.registry.rooms.RoomsVerticle}.
 */
package org.hobnob.registry.rooms;
