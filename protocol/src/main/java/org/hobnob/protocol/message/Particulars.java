package org.hobnob.protocol.message;

import java.util.Objects;
import java.util.OptionalLong;
import org.hobnob.protocol.message.value.FreeText;
import org.hobnob.protocol.message.value.UnixTime;

/**
 * What a registry says about a refusal beside its reason (SPEC 4.1).
 *
 * @param words what a person of the registry says about it: at most 200 bytes, unsafe to show, may be empty
 * @param until when the refusal ends, in milliseconds since 1970; empty if the registry does not say
 */
public record Particulars(String words, OptionalLong until) {
    /** Nothing more is said. */
    public static final Particulars NONE = new Particulars("", OptionalLong.empty());

    /** @throws IllegalArgumentException if the words are too long or the time is out of range */
    public Particulars {
        FreeText.require(words);
        Objects.requireNonNull(until, "until");
        if (until.isPresent() && !UnixTime.isValid(until.getAsLong())) {
            throw new IllegalArgumentException("not a time: " + until.getAsLong());
        }
    }
}
