package org.hobnob.peer.console.conversation;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hobnob.peer.console.text.Moment;
import org.hobnob.peer.console.text.Role;
import org.hobnob.protocol.text.SafeText;

/**
 * What a message says, as it is shown: sanitized (SPEC 2.4, 7.2).
 *
 * @param text the text, behind a quote of what it answers, if anything
 * @param action whether the text is shown by itself, without the speaker's name
 */
public record Saying(String text, boolean action) {
    /** A message that was said longer ago shows when. */
    private static final Duration LATE = Duration.ofMinutes(1);

    /** @param body the fields of the body (BUS.md 3) */
    public static Saying of(JsonObject body) {
        if (body.getBoolean("unreadable", false)) {
            return new Saying("[a message that this version cannot read; a newer one can]", false);
        }
        String quote = Optional.ofNullable(body.getJsonObject("replyTo"))
                .map(Saying::quote)
                .orElse("");
        return new Saying(quote + SafeText.of(body.getString("text", "")), body.getBoolean("action", false));
    }

    private static String quote(JsonObject reply) {
        String quote = SafeText.of(reply.getString("quote", ""));
        return "(re " + SafeText.of(reply.getString("user", "")) + (quote.isEmpty() ? "" : ": " + quote) + ") ";
    }

    /** @param who as in {@link ChatLine} */
    public ChatLine line(Conversation where, String who, String note, Role role) {
        return new ChatLine(where, action ? "" : who, text, note, role);
    }

    /** Returns the note that tells when a message was said; empty if that was just now or is not known. */
    public static String late(JsonObject body, Clock clock) {
        Long saidAt = body.getLong("saidAt");
        if (saidAt == null || Instant.ofEpochMilli(saidAt).plus(LATE).isAfter(clock.instant())) {
            return "";
        }
        return ", said " + Moment.of(saidAt, clock);
    }
}
