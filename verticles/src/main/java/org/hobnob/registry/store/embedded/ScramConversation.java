package org.hobnob.registry.store.embedded;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server's side of one SCRAM-SHA-256 exchange (RFC 5802 section 5, without channel binding). Call {@link #challenge},
 * then {@link #verify}, each once; an empty result ends the exchange.
 */
final class ScramConversation {
    private static final int MAX_MESSAGE_BYTES = 512;
    /** gs2-header, then client-first-message-bare; y and n both mean no channel binding. */
    private static final Pattern FIRST = Pattern.compile("([ny],,)(n=([^,]+),r=([!-+\\--~]{8,128}))");

    private static final Pattern FINAL = Pattern.compile("(c=([A-Za-z0-9+/=]+),r=([!-+\\--~]+)),p=([A-Za-z0-9+/=]+)");

    private final ScramCredential credential;
    private final String serverNonce;
    private String header;
    private String nonce;
    private String signedSoFar;

    /** @param serverNonce random and printable without comma, fresh for each exchange */
    ScramConversation(ScramCredential credential, String serverNonce) {
        this.credential = credential;
        this.serverNonce = serverNonce;
    }

    /** @return the server-first-message; empty if the client's message is malformed or names another user */
    Optional<byte[]> challenge(byte[] clientFirst) {
        Matcher first = match(FIRST, clientFirst);
        if (nonce != null || !first.matches() || !first.group(3).equals(credential.user())) {
            return Optional.empty();
        }
        header = first.group(1);
        nonce = first.group(4) + serverNonce;
        String answer = "r=" + nonce + ",s=" + base64(credential.salt()) + ",i=" + ScramCredential.ITERATIONS;
        signedSoFar = first.group(2) + "," + answer;
        return Optional.of(answer.getBytes(StandardCharsets.US_ASCII));
    }

    /** @return the server-final-message if the client knows the password, else empty */
    Optional<byte[]> verify(byte[] clientFinal) {
        Matcher last = match(FINAL, clientFinal);
        if (signedSoFar == null || !last.matches()) {
            return Optional.empty();
        }
        String authMessage = signedSoFar + "," + last.group(1);
        signedSoFar = null;
        boolean sameExchange = last.group(2).equals(base64(header.getBytes(StandardCharsets.US_ASCII)))
                && last.group(3).equals(nonce);
        if (!sameExchange || !credential.accepts(unbase64(last.group(4)), authMessage)) {
            return Optional.empty();
        }
        String answer = "v=" + base64(credential.serverSignature(authMessage));
        return Optional.of(answer.getBytes(StandardCharsets.US_ASCII));
    }

    private static Matcher match(Pattern pattern, byte[] message) {
        boolean tooLong = message.length > MAX_MESSAGE_BYTES;
        return pattern.matcher(tooLong ? "" : new String(message, StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] unbase64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
