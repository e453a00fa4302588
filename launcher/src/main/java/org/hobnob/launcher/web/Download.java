package org.hobnob.launcher.web;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A file that the page hands out.
 *
 * @param name of the file in its folder
 * @param size in bytes
 * @param changedMs when it was last written, in milliseconds since 1970
 * @param sha256 of its content, 64 digits
 */
record Download(String name, long size, long changedMs, String sha256) {
    /** What {@code hobnob kit} and the build call archives that have Java in them. */
    private static final Pattern WITH_JAVA = Pattern.compile(".*-(?:windows|macos|linux)-[a-z0-9]+\\.(?:zip|tar\\.gz)");

    private static final double KIB = 1_024;

    ComputerSystem system() {
        return ComputerSystem.ofFile(name);
    }

    boolean hasJava() {
        return WITH_JAVA.matcher(name).matches();
    }

    boolean isPackage() {
        return name.endsWith(".deb");
    }

    boolean isZip() {
        return name.endsWith(".zip");
    }

    boolean isArchive() {
        return isZip() || name.endsWith(".tar.gz");
    }

    /** Which processor it is for, in words that people know; empty where all are meant or nothing is said. */
    String processor() {
        if (name.contains("-aarch64")) {
            return system() == ComputerSystem.MACOS ? "Apple chip" : "ARM";
        }
        boolean isIntel = name.contains("-x64") || name.contains("_amd64");
        return isIntel ? system() == ComputerSystem.MACOS ? "Intel chip" : "Intel, AMD" : "";
    }

    /** The size for people. */
    String sizeWords() {
        double mebibytes = size / KIB / KIB;
        return mebibytes >= 1
                ? String.format(Locale.ROOT, "%.0f MB", mebibytes)
                : String.format(Locale.ROOT, "%.0f KB", Math.max(1, size / KIB));
    }
}
