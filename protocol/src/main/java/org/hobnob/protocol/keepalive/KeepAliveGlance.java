package org.hobnob.protocol.keepalive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * A first look at a datagram, which tells whose it claims to be without parsing it. Most of a flood can be dropped after
 * it. It accepts whatever {@link KeepAliveCodec#parse} accepts as a question, and more. It allocates nothing. Not
 * thread-safe.
 */
public final class KeepAliveGlance {

    /** What a datagram looks like. */
    public enum Kind {
        /** No question of a peer. */
        NONE,
        /** The form of original clients; {@link #user} tells whose. */
        BARE,
        /** The form of native peers; {@link #session} tells of which session. */
        TAGGED
    }

    private static final byte[] VERB = "KEEP_ALIVE ".getBytes(US_ASCII);
    private static final byte[] SESSION_MARK = " s=".getBytes(US_ASCII);
    private static final int SESSION_DIGITS = 16;
    private static final int MAX_NAME = 32;
    private static final int MAX_TIMEOUT_DIGITS = 5;

    private ByteBuffer datagram = ByteBuffer.allocate(0);
    private int nameEnd;
    private long session;

    /**
     * Looks at a datagram.
     *
     * @param received the whole datagram, from index 0 to its limit; not changed, and used until the next look
     */
    public Kind look(ByteBuffer received) {
        datagram = received;
        if (received.limit() > KeepAliveCodec.MAX_BYTES || !has(VERB, 0)) {
            return Kind.NONE;
        }
        nameEnd = blankFrom(VERB.length);
        int nameLength = nameEnd - VERB.length;
        if (nameLength < 1 || nameLength > MAX_NAME) {
            return Kind.NONE;
        }
        if (nameEnd == received.limit() || received.get(received.limit() - 1) == ' ') {
            return Kind.BARE;
        }
        int timeoutEnd = blankFrom(nameEnd + 1);
        boolean isTimeout = timeoutEnd - nameEnd - 1 <= MAX_TIMEOUT_DIGITS;
        return isTimeout && has(SESSION_MARK, timeoutEnd) && readSession(timeoutEnd + SESSION_MARK.length)
                ? Kind.TAGGED
                : Kind.NONE;
    }

    private boolean has(byte[] mark, int at) {
        if (datagram.limit() < at + mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if (datagram.get(at + i) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private int blankFrom(int start) {
        int at = start;
        while (at < datagram.limit() && datagram.get(at) != ' ') {
            at++;
        }
        return at;
    }

    private boolean readSession(int at) {
        if (datagram.limit() < at + SESSION_DIGITS) {
            return false;
        }
        long bits = 0;
        for (int i = 0; i < SESSION_DIGITS; i++) {
            int digit = Character.digit(datagram.get(at + i), 16);
            if (digit < 0) {
                return false;
            }
            bits = bits << 4 | digit;
        }
        session = bits;
        return true;
    }

    /** The session that a {@link Kind#TAGGED} datagram claims. */
    public long session() {
        return session;
    }

    /** The user whom a {@link Kind#BARE} datagram names; not checked to be a name, at most 32 characters. */
    public String user() {
        StringBuilder name = new StringBuilder(MAX_NAME);
        for (int at = VERB.length; at < nameEnd; at++) {
            name.append((char) (datagram.get(at) & 0xFF));
        }
        return name.toString();
    }
}
