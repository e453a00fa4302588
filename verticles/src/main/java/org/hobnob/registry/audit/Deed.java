package org.hobnob.registry.audit;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.hobnob.protocol.text.SafeText;

/**
 * Something that a person with rights over the registry is about to do.
 *
 * @param by who does it: an account's name, or {@code owner}
 * @param from where it was asked: {@code socket}, or an address
 * @param verb what is done, such as {@code ban.add}
 * @param whom to whom or to what; may be empty
 * @param why the reason given; may be empty
 * @param how what else was asked for, such as for how long; may be empty
 */
public record Deed(String by, String from, String verb, String whom, String why, String how) {
    private static final int MAX_CHARS = 400;

    public Deed {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(verb, "verb");
        Objects.requireNonNull(whom, "whom");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(how, "how");
    }

    /** The fields, bounded and safe to show on a terminal: people read this file as it is. */
    JsonObject toJson() {
        JsonObject json =
                new JsonObject().put("by", safe(by)).put("from", safe(from)).put("verb", safe(verb));
        if (!whom.isEmpty()) {
            json.put("whom", safe(whom));
        }
        if (!why.isEmpty()) {
            json.put("why", safe(why));
        }
        if (!how.isEmpty()) {
            json.put("how", safe(how));
        }
        return json;
    }

    static String safe(String text) {
        int end = text.offsetByCodePoints(0, Math.min(MAX_CHARS, text.codePointCount(0, text.length())));
        return SafeText.of(text.substring(0, end));
    }
}
