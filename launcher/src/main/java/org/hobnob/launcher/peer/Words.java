package org.hobnob.launcher.peer;

import java.util.Locale;
import java.util.Set;

/** Words that are no addresses, whatever is asked. */
final class Words {
    private static final Set<String> LEAVING = Set.of("q", "quit", "exit", "/quit", "/exit");
    private static final Set<String> ASKING = Set.of("?", "help", "/help");

    private Words() {}

    static boolean isLeaving(String answer) {
        return LEAVING.contains(answer.toLowerCase(Locale.ROOT));
    }

    static boolean isAskingForHelp(String answer) {
        return ASKING.contains(answer.toLowerCase(Locale.ROOT));
    }
}
