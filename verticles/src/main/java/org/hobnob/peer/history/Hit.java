package org.hobnob.peer.history;

import java.util.Optional;

/**
 * A line that was searched.
 *
 * @param before the line before it in the conversation, if there is one
 * @param after the line behind it
 */
public record Hit(Kept kept, Optional<Kept> before, Optional<Kept> after) {}
