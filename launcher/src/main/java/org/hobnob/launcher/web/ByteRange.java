package org.hobnob.launcher.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes of a file are asked for (RFC 9110, section 14). Several ranges at once are answered with the whole file, as are
 * those of other units: that is allowed, and nobody gains by asking for pieces.
 *
 * @param from the first byte, from 0
 * @param length how many; 0 where the file has none of them, unless the file is empty
 * @param isPart whether less than the whole was asked for
 */
record ByteRange(long from, long length, boolean isPart) {
    private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /**
     * Reads the header {@code Range}.
     *
     * @param header may be null
     * @param size of the file in bytes
     */
    static ByteRange of(String header, long size) {
        Matcher range = ONE.matcher(header == null ? "" : header);
        if (!range.matches() || range.group(1).isEmpty() && range.group(2).isEmpty()) {
            return new ByteRange(0, size, false);
        }
        if (range.group(1).isEmpty()) {
            long length = Math.min(size, Long.parseLong(range.group(2)));
            return new ByteRange(size - length, length, true);
        }
        long from = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(range.group(2)));
        if (!range.group(2).isEmpty() && Long.parseLong(range.group(2)) < from) {
            return new ByteRange(0, size, false);
        }
        return new ByteRange(from, Math.max(0, last - from + 1), true);
    }

    /** Whether something was asked for of which the file has nothing. */
    boolean isOutside() {
        return isPart && length == 0;
    }
}
