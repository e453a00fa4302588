package org.hobnob.launcher.bench.hostile.attack;

import java.util.Base64;

/** The lines with which users flood mailboxes, those of others and their own (SPEC 14.3). */
final class MailFlood {
    /** The longest letter into one mailbox, which is full after four of them. */
    static final String LETTER = "@f PUT_LETTER attacker-0 " + letter() + "\n";
    /** Prekeys of somebody who has left none. */
    static final String PREKEY = "@f TAKE_PREKEY attacker-0\n";
    /** What is in one's own mailbox. */
    static final String FETCH = "@f FETCH_LETTERS\n";
    /** A token, allowed again and again: each time the mailbox is written. */
    static final String TOKEN = "@f ALLOW_MAIL " + "0a".repeat(16) + " 200\n";

    private static final int LETTER_BYTES = 4_665;

    private MailFlood() {}

    /** Sealed to no prekey, which the registry cannot see. */
    private static String letter() {
        byte[] bytes = new byte[LETTER_BYTES];
        bytes[0] = 1;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
