package org.hobnob.peer.file;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256. */
final class Hashes {
    private Hashes() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Returns a digest that goes on from where this one is. */
    static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the digests of Java can be cloned", e);
        }
    }

    /** Returns the hash of what was digested so far, in hex, and lets the digest go on. */
    static String soFar(MessageDigest digest) {
        return HexFormat.of().formatHex(copy(digest).digest());
    }
}
