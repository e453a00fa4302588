package org.hobnob.registry.rules.presence;

/**
 * Tells which registry published news, and which of its news they are.
 *
 * @param node the registry's id
 * @param number counts the news of one kind of that registry, from 1
 */
public record NewsStamp(String node, long number) {}
