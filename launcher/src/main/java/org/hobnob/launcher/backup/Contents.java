package org.hobnob.launcher.backup;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hobnob.protocol.text.SafeText;

/** What a backup contains, for people. */
final class Contents {
    private Contents() {}

    /** Returns a line for each collection. */
    static List<String> lines(Map<String, Long> counts) {
        if (counts.isEmpty()) {
            return List.of("documents: none");
        }
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(entry -> SafeText.of(entry.getKey()) + ": " + entry.getValue())
                        .toList();
    }
}
