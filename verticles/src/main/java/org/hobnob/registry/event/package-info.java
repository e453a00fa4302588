/**
 * What verticles of a registry tell each other beyond requests: answers that are values (BUS.md 4.3), and the news that
 * registries publish to each other, as JSON (BUS.md 5). News are hints: correctness does not depend on them, so they may be
 * lost, late or duplicated. Start with {@link org.hobnob.registry.event.PresenceEvents}.
 */
package org.hobnob.registry.event;
