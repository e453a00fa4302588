package org.hobnob.launcher.kit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Paths within archives, which come from strangers. */
final class ArchivePath {
    private static final int MOST_CHARS = 400;

    private ArchivePath() {}

    /**
     * Returns a path without dots and doubled slashes; empty if it is absolute, leads out of the archive, or has characters
     * that some system takes for more than a name. The archive itself is the empty text.
     */
    static Optional<String> of(String raw) {
        boolean isOdd = raw.startsWith("/")
                || raw.length() > MOST_CHARS
                || raw.chars().anyMatch(c -> c == '\\' || c == ':' || c < ' ' || c == 0x7f);
        return isOdd ? Optional.empty() : resolved("", raw);
    }

    /** Returns where a link leads; empty if out of the archive. */
    static Optional<String> ofLink(String link, String target) {
        boolean isOdd =
                target.startsWith("/") || target.isEmpty() || target.indexOf('\\') >= 0 || target.indexOf(':') >= 0;
        int slash = link.lastIndexOf('/');
        return isOdd ? Optional.empty() : resolved(slash < 0 ? "" : link.substring(0, slash), target);
    }

    private static Optional<String> resolved(String folder, String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : (folder + "/" + path).split("/")) {
            if (part.equals("..")) {
                if (parts.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return Optional.of(String.join("/", parts));
    }
}
