package org.hobnob.socket;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.hobnob.protocol.text.SafeText;

/**
 * Writes an object as one line. Whatever a terminal must not see, in texts of others, stays escaped, so that the line may
 * be shown as it is; who parses it gets the text as it was written.
 */
public final class JsonLine {
    private JsonLine() {}

    /** Returns the line, without a line end. */
    public static String of(JsonObject json) {
        String line = json.encode();
        return SafeText.isSafe(line) ? line : escaped(line);
    }

    private static String escaped(String line) {
        StringBuilder safe = new StringBuilder(line.length() + 16);
        line.codePoints().forEach(c -> {
            String one = Character.toString(c);
            if (SafeText.isSafe(one)) {
                safe.append(one);
            } else {
                one.chars().forEach(unit -> safe.append(String.format(Locale.ROOT, "\\u%04x", unit)));
            }
        });
        return safe.toString();
    }
}
