package org.hobnob.protocol.message.peer;

import java.util.Locale;

/** Why a peer does not take a direct message (SPEC 7). */
public enum DirectRefusal {
    /** The line is not the named sender's. */
    NOT_SENDER(404),
    /** The named recipient is not logged in there. */
    NOT_RECIPIENT(404),
    /** Its number does not follow those taken; the sender sends on from what is not acknowledged. */
    OUT_OF_ORDER(404),
    /** Another message had its number; the sender begins a new log. */
    NUMBER_TAKEN(300),
    /** It cannot be kept now. */
    UNAVAILABLE(503);

    private final int code;

    DirectRefusal(int code) {
        this.code = code;
    }

    /** The status code: 300, 404 or 503. */
    public int code() {
        return code;
    }

    /** The reason as lines spell it: lower case, hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The refusal of that code and word; an unknown word (which may be null) is taken from the code. */
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
