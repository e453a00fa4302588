package org.hobnob.peer.console.screen;

/**
 * Something that the user should notice even when not looking at the screen.
 *
 * @param from who or where it comes from, such as {@code amir} or {@code #lab3 amir}
 * @param text what was said
 */
public record Alert(String from, String text) {}
