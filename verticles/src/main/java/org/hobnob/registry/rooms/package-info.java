/**
 * Rooms and places in them (BUS.md 4.2): changes by compare-and-set in the store, then news; places are kept for a while
 * for those who dropped off. The rules are in {@code rules.rooms}. Start with
 * {@link org.hobnob.registry.rooms.RoomsVerticle}.
 */
package org.hobnob.registry.rooms;
