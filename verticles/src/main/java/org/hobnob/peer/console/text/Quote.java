package org.hobnob.peer.console.text;

import org.hobnob.protocol.text.SafeText;

/** Quotes what somebody said in a line about it. */
public final class Quote {
    /** The most code points of a quote. */
    static final int MOST = 40;

    private Quote() {}

    /** Returns the text in quotation marks, made safe, and shortened if it is long. */
    public static String of(String text) {
        String safe = SafeText.of(text);
        boolean isLong = safe.codePointCount(0, safe.length()) > MOST;
        return '"' + (isLong ? safe.substring(0, safe.offsetByCodePoints(0, MOST)) + "…" : safe) + '"';
    }
}
