package org.hobnob.launcher.kit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.protocol.text.SafeText;

/**
 * A Java runtime in an archive: a JRE or a JDK as it is published, or an image of jlink.
 *
 * @param archive where it is
 * @param root its home within the archive, with a slash at the end unless it is empty
 * @param machine what it runs on
 * @param version its major version
 */
record JavaRuntime(ArchiveReader archive, String root, Machine machine, int version) {
    static final int LEAST_VERSION = 17;

    /** What the program asks for; an image of jlink may lack some. */
    private static final List<String> NEEDED = List.of(
            "java.base",
            "java.desktop",
            "java.logging",
            "java.management",
            "java.naming",
            "java.xml",
            "jdk.management",
            "jdk.unsupported");

    private static final Pattern MODULES = Pattern.compile("(?m)^MODULES=\"([a-z0-9. ]*)\"");
    private static final int MOST_RELEASE_BYTES = 1 << 16;
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(?:1\\.)?([0-9]{1,4})");
    /** What a JDK has beyond a runtime. */
    private static final Pattern FOR_DEVELOPERS =
            Pattern.compile("(?:jmods|include|man|demo|sample)/.*|lib/src\\.zip|src\\.zip|lib/ct\\.sym");

    private static final Pattern JAVA = Pattern.compile("((?:.*/)?)bin/java(?:\\.exe)?");

    /**
     * Looks into an archive.
     *
     * @throws UserFacingException if there is no Java for a system that we know, or one that is too old
     */
    static JavaRuntime in(Path file) throws IOException {
        Map<String, byte[]> programs = new HashMap<>();
        Map<String, byte[]> releases = new HashMap<>();
        Set<String> links = new HashSet<>();
        Set<String> paths = new HashSet<>();
        ArchiveReader archive = new ArchiveReader(file);
        archive.read(item -> {
            if (!paths.add(item.path().toLowerCase(Locale.ROOT))) {
                throw Refused.because(file + " is refused: it has two entries " + SafeText.of(item.path()));
            }
            Matcher java = JAVA.matcher(item.path());
            if (item.isLink()) {
                links.add(item.path().toLowerCase(Locale.ROOT));
            } else if (java.matches()) {
                programs.put(java.group(1), head(item, Machine.HEAD_BYTES));
            } else if (item.path().equals("release") || item.path().endsWith("/release")) {
                releases.put(
                        item.path().substring(0, item.path().length() - "release".length()),
                        head(item, MOST_RELEASE_BYTES));
            }
        });
        requireNothingBelowLinks(file, paths, links);
        String root = programs.keySet().stream()
                .filter(releases::containsKey)
                .min(Comparator.comparing(String::length))
                .orElseThrow(
                        () -> Refused.because(
                                file
                                        + " holds no Java runtime: it must have a file release, and bin/java or bin/java.exe beside it"));
        Machine machine = Machine.of(programs.get(root))
                .orElseThrow(() -> Refused.because(
                        file + " holds a Java for a system or processor that is not known here: take one for Windows,"
                                + " macOS or Linux, x64 or aarch64"));
        String release = new String(releases.get(root), StandardCharsets.UTF_8);
        int version = version(file, release);
        requireModules(file, release);
        return new JavaRuntime(archive, root, machine, version);
    }

    private static byte[] head(Item item, int most) throws IOException {
        try (InputStream in = item.content().open()) {
            return in.readNBytes(most);
        }
    }

    /** Else what is written below a link would come to be elsewhere. */
    private static void requireNothingBelowLinks(Path file, Set<String> paths, Set<String> links) {
        for (String path : paths) {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                if (links.contains(path.substring(0, slash))) {
                    throw Refused.because(file + " is refused: it has files below a symbolic link; take the"
                            + " archive as its maker publishes it");
                }
            }
        }
    }

    private static int version(Path file, String release) {
        Matcher said = VERSION.matcher(release);
        int version = said.find() ? Integer.parseInt(said.group(1)) : 0;
        if (version < LEAST_VERSION) {
            String which = version == 0 ? "does not tell its version" : "is version " + version;
            throw Refused.because(
                    "the Java in " + file + " " + which + ": take one of version " + LEAST_VERSION + " or later");
        }
        return version;
    }

    /** A runtime that does not tell its modules is taken for a whole one. */
    private static void requireModules(Path file, String release) {
        Matcher said = MODULES.matcher(release);
        List<String> modules = said.find() ? List.of(said.group(1).split(" ")) : NEEDED;
        List<String> missing =
                NEEDED.stream().filter(module -> !modules.contains(module)).toList();
        if (!missing.isEmpty()) {
            throw Refused.because("the Java in " + file + " lacks " + String.join(", ", missing)
                    + ": take a whole JRE or JDK, or name these to jlink");
        }
    }

    /**
     * Shows what a runtime needs, with paths from its home; a JDK's tools for developers are left out.
     */
    void read(ArchiveReader.Visitor visitor) throws IOException {
        archive.read(item -> {
            Optional<String> path =
                    item.path().startsWith(root) ? Optional.of(item.path().substring(root.length())) : Optional.empty();
            if (path.isPresent() && !FOR_DEVELOPERS.matcher(path.get()).matches()) {
                if (item.isLink() && isOutside(path.get(), item.linksTo())) {
                    throw Refused.because(archive.file() + " is refused: its link " + item.path()
                            + " leads out of the runtime; take the archive as its maker publishes it");
                }
                visitor.visit(item.at(path.get()));
            }
        });
    }

    private static boolean isOutside(String path, String target) {
        return ArchivePath.ofLink(path, target).isEmpty();
    }
}
