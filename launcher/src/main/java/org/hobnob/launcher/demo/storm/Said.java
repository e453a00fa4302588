package org.hobnob.launcher.demo.storm;

import java.util.List;

/**
 * A message that was typed at a console.
 *
 * @param speaker the name of the console's user
 * @param where the room, as {@code #lab3}, or the user of a private message, as {@code @omar}
 * @param text unique among all messages
 * @param recipients whose consoles must show it once
 */
record Said(String speaker, String where, String text, List<String> recipients) {
    /** How a recipient's console shows it, without its note. */
    Shown asShown() {
        return where.startsWith("#") ? new Shown(where, speaker, text, "") : new Shown("@" + speaker, "", text, "");
    }

    /** How the speaker's console shows it, without its note. */
    Shown asOwn() {
        return new Shown(where, Shown.OWN, text, "");
    }
}
