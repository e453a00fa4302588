/**
 * Who is online (BUS.md 4.3): sessions in the store by compare-and-set, searches and lists from memory, news of who came
 * and went. Start with {@link org.hobnob.registry.presence.PresenceVerticle}.
 */
package org.hobnob.registry.presence;
