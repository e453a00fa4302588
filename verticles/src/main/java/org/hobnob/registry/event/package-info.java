/**
 * The news that registries publish to each other, as JSON (BUS.md 5). News are hints: lost, late or doubled ones break no
 * promise. Start with
 * {@link org.hobnob.registry.event.PresenceEvents}.
 */
package org.hobnob.registry.event;
