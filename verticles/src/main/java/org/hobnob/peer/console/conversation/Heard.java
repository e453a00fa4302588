package org.hobnob.peer.console.conversation;

import java.time.Instant;

/**
 * A line that another user said.
 *
 * @param at when it arrived
 * @param mention whether it counts as a mention of this user
 * @param shown whether it is shown at once
 */
public record Heard(ChatLine line, Instant at, Urgency urgency, boolean mention, boolean shown) {}
