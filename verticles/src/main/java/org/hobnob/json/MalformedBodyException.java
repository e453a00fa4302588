package org.hobnob.json;

/** A field of a JSON object is missing, has the wrong type, or breaks the rule of its value (BUS.md 2 and 3). */
public final class MalformedBodyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param what what is wrong, without the value, which may be secret */
    public MalformedBodyException(String what) {
        super(what);
    }
}
