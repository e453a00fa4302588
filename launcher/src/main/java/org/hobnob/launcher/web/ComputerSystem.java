package org.hobnob.launcher.web;

import java.util.Locale;

/** What a computer runs, as its browser or the name of a file says it. */
enum ComputerSystem {
    WINDOWS("Windows"),
    MACOS("macOS"),
    LINUX("Linux"),
    /** Hobnob does not run there. */
    PHONE("phones"),
    /** Not said; of a file, that it is for all of them. */
    ANY("every system");

    private final String words;

    ComputerSystem(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** @param agent the header {@code User-Agent}, which may be null */
    static ComputerSystem ofBrowser(String agent) {
        String said = agent == null ? "" : agent;
        if (said.contains("Android") || said.contains("iPhone") || said.contains("iPad")) {
            return PHONE;
        }
        if (said.contains("Windows")) {
            return WINDOWS;
        }
        if (said.contains("Macintosh")) {
            return MACOS;
        }
        return said.contains("Linux") || said.contains("X11") ? LINUX : ANY;
    }

    /** @param name of a file that is handed out */
    static ComputerSystem ofFile(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.contains("windows")) {
            return WINDOWS;
        }
        if (lower.contains("macos")) {
            return MACOS;
        }
        return lower.contains("linux") || lower.endsWith(".deb") ? LINUX : ANY;
    }
}
