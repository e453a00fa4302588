package org.hobnob.protocol.message.peer;

import java.util.Locale;

/** Why a peer refuses a direct message (SPEC 7). */
public enum DirectRefusal {
    /** The connection does not belong to the named sender. */
    NOT_SENDER(404),
    /** The named recipient is not logged in here. */
    NOT_RECIPIENT(404),
    /**
     * Its number does not follow the last one taken; the sender must continue from the first message that is not
     * acknowledged.
     */
    OUT_OF_ORDER(404),
    /** Its number was used by another message; the sender must start a new log. */
    NUMBER_TAKEN(300),
    /** It cannot be stored now. */
    UNAVAILABLE(503);

    private final int code;

    DirectRefusal(int code) {
        this.code = code;
    }

    /** Returns the status code: 300, 404 or 503. */
    public int code() {
        return code;
    }

    /** Returns the word used in lines: lower case, with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the refusal with this code and word; if the word is null or unknown, the code decides. */
    public static DirectRefusal of(int code, String word) {
        for (DirectRefusal refusal : values()) {
            if (refusal.word().equals(word)) {
                return refusal;
            }
        }
        return switch (code) {
            case 300 -> NUMBER_TAKEN;
            case 404 -> NOT_RECIPIENT;
            default -> UNAVAILABLE;
        };
    }
}
