package org.hobnob.protocol.message.peer;

import java.util.Arrays;
import java.util.Locale;

/** What a program says at once to an offer of a file (SPEC 16). */
public enum FileAnswer {
    /** The offer is known; the person is to decide, or has accepted. */
    TAKEN(200),
    /** The file is there already, whole. */
    DONE(200),
    /** The person does not want it, or has given it up. */
    REFUSED(404),
    /** The line does not prove to be the sender's. */
    NOT_SENDER(404),
    /** The recipient is not logged in there. */
    NOT_RECIPIENT(404),
    /** As many offers wait there as may. */
    FULL(503),
    /** It cannot be kept now. */
    UNAVAILABLE(503);

    private final int code;

    FileAnswer(int code) {
        this.code = code;
    }

    /** Returns the status code: 200, 404 or 503. */
    public int code() {
        return code;
    }

    /** Returns the word used in lines: lower case, with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the answer with this code and word; if the word is null or of another code, the code decides. */
    public static FileAnswer of(int code, String word) {
        return Arrays.stream(values())
                .filter(answer -> answer.code == code && answer.word().equals(word))
                .findFirst()
                .orElse(
                        switch (code) {
                            case 200 -> TAKEN;
                            case 404 -> REFUSED;
                            default -> UNAVAILABLE;
                        });
    }
}
