package org.hobnob.peer.history;

/**
 * A line of the history.
 *
 * @param number its number, which stays: higher for lines that were taken later
 */
public record Kept(long number, Line line) {}
