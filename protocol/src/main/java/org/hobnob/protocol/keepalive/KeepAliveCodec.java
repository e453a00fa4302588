package org.hobnob.protocol.keepalive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Answer;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Ask;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Bare;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Expired;
import org.hobnob.protocol.keepalive.KeepAliveDatagram.Tagged;
import org.hobnob.protocol.keepalive.ReceivedKeepAlive.Untagged;
import org.hobnob.protocol.keepalive.ReceivedKeepAlive.Unverified;

/** Encodes and parses keep-alive datagrams; the package documentation describes the format. Thread-safe. */
public final class KeepAliveCodec {

    /** The longest datagram in bytes; longer ones are malformed. */
    public static final int MAX_BYTES = 256;

    /** Length of a tag in bytes. */
    public static final int TAG_BYTES = 16;

    static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,31}";

    private static final String ACCEPTED = "KEEP_ALIVE_RESPONSE <SUCCESS> <200>";
    private static final String REFUSED = "KEEP_ALIVE_RESPONSE <FAILURE> <404>";
    private static final String TAG_MARK = " t=";
    private static final String PADDING_MARK = " p=";
    private static final byte[] DOMAIN = "hobnob keep-alive 1".getBytes(US_ASCII);
    private static final byte[] PEER_TO_REGISTRY = {1};
    private static final byte[] REGISTRY_TO_PEER = {2};
    private static final HexFormat HEX = HexFormat.of();

    private static final String SESSION_AND_COUNTER = " s=([0-9a-f]{16}) n=([1-9][0-9]{0,14})";
    private static final Pattern WHOLE_NAME = Pattern.compile(NAME);
    private static final Pattern BARE = Pattern.compile("KEEP_ALIVE (" + NAME + ") *");
    private static final Pattern TAGGED = Pattern.compile("(.*)" + TAG_MARK + "([0-9a-f]{32})");
    private static final Pattern ASK =
            Pattern.compile("KEEP_ALIVE (" + NAME + ") ([1-9][0-9]{0,4})" + SESSION_AND_COUNTER + "(?: p=0+)?");
    private static final Pattern ANSWER = Pattern.compile("(" + ACCEPTED + "|" + REFUSED + ")" + SESSION_AND_COUNTER);
    private static final Pattern EXPIRED = Pattern.compile("TIMEOUT (" + NAME + ")" + SESSION_AND_COUNTER);

    private KeepAliveCodec() {}

    /**
     * @param datagram the content
     * @param key the session's key
     * @return the datagram with its tag, at most {@value #MAX_BYTES} bytes
     */
    public static byte[] encode(Tagged datagram, KeepAliveKey key) {
        String body = body(datagram);
        return (body + TAG_MARK + HEX.formatHex(tag(datagram, body, key))).getBytes(US_ASCII);
    }

    /**
     * @param datagram the content
     * @return the datagram as original clients send it
     */
    public static byte[] encode(Bare datagram) {
        return ("KEEP_ALIVE " + datagram.user()).getBytes(US_ASCII);
    }

    /**
     * Parses a datagram from outside. Never throws.
     *
     * @param bytes the whole datagram, not null, any length, not kept
     * @return the datagram, still to be verified; empty if it is malformed
     */
    public static Optional<ReceivedKeepAlive> parse(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return Optional.empty();
        }
        // One char per byte, so that bytes outside ASCII reach the patterns, which reject them.
        String text = new String(bytes, ISO_8859_1);
        Matcher bare = BARE.matcher(text);
        if (bare.matches()) {
            return Optional.of(new Untagged(new Bare(bare.group(1))));
        }
        Matcher tagged = TAGGED.matcher(text);
        if (!tagged.matches()) {
            return Optional.empty();
        }
        String body = tagged.group(1);
        byte[] tag = HEX.parseHex(tagged.group(2));
        return claim(body).map(claim -> new Unverified(claim, body, tag));
    }

    private static Optional<Tagged> claim(String body) {
        Matcher ask = ASK.matcher(body);
        if (ask.matches()) {
            Ask claim = new Ask(
                    ask.group(1), Integer.parseInt(ask.group(2)), session(ask.group(3)), Long.parseLong(ask.group(4)));
            // Padding of another length could make the answer longer than the question.
            return body.equals(body(claim)) ? Optional.of(claim) : Optional.empty();
        }
        Matcher answer = ANSWER.matcher(body);
        if (answer.matches()) {
            boolean accepted = answer.group(1).equals(ACCEPTED);
            return Optional.of(new Answer(accepted, session(answer.group(2)), Long.parseLong(answer.group(3))));
        }
        Matcher expired = EXPIRED.matcher(body);
        if (expired.matches()) {
            return Optional.of(
                    new Expired(expired.group(1), session(expired.group(2)), Long.parseLong(expired.group(3))));
        }
        return Optional.empty();
    }

    private static String body(Tagged datagram) {
        if (datagram instanceof Ask ask) {
            return padded(ask);
        }
        if (datagram instanceof Answer answer) {
            return (answer.accepted() ? ACCEPTED : REFUSED) + sessionAndCounter(answer);
        }
        Expired expired = (Expired) datagram;
        return "TIMEOUT " + expired.user() + sessionAndCounter(expired);
    }

    private static String padded(Ask ask) {
        String question = "KEEP_ALIVE " + ask.user() + " " + ask.timeoutS() + sessionAndCounter(ask);
        int missing = ACCEPTED.length() + sessionAndCounter(ask).length() - question.length();
        if (missing <= 0) {
            return question;
        }
        return question + PADDING_MARK + "0".repeat(Math.max(1, missing - PADDING_MARK.length()));
    }

    private static String sessionAndCounter(Tagged datagram) {
        return " s=" + hex(datagram.sessionId()) + " n=" + datagram.counter();
    }

    static boolean isName(String text) {
        return WHOLE_NAME.matcher(text).matches();
    }

    static String hex(long sessionId) {
        return HEX.toHexDigits(sessionId);
    }

    private static long session(String hex) {
        return HexFormat.fromHexDigitsToLong(hex);
    }

    static boolean isTag(byte[] tag, Tagged datagram, String body, KeepAliveKey key) {
        return MessageDigest.isEqual(tag, tag(datagram, body, key));
    }

    private static byte[] tag(Tagged datagram, String body, KeepAliveKey key) {
        byte[] direction = datagram instanceof Ask ? PEER_TO_REGISTRY : REGISTRY_TO_PEER;
        return Arrays.copyOf(key.authenticate(DOMAIN, direction, body.getBytes(US_ASCII)), TAG_BYTES);
    }
}
