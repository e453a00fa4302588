/**
 * Presence (BUS.md 4.3): claims sessions in the store by compare-and-set, answers searches and lists from memory, and
 * publishes who came and went. Start with {@link org.hobnob.registry.presence.PresenceVerticle}.
 */
package org.hobnob.registry.presence;
