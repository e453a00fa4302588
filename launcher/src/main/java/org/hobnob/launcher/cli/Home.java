package org.hobnob.launcher.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** The folder that the program was unpacked or cloned into: the one with {@code conf/}. */
public final class Home {
    private static final String PROPERTY = "hobnob.home";
    private static final String LOGBACK_PROPERTY = "logback.configurationFile";
    /** From {@code lib/} of an unpacked archive it is two, from {@code launcher/target/lib/} of a clone four. */
    private static final int MOST_LEVELS_UP = 4;

    private static final int MOST_LINK_BYTES = 4_096;

    private Home() {}

    /** Named by the system property {@code hobnob.home}, else the nearest folder above the program's jar. */
    public static Optional<Path> find() {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        return program().flatMap(Home::above);
    }

    /** @param program the launcher's jar, or the folder of its classes */
    static Optional<Path> above(Path program) {
        Path folder = program;
        for (int level = 0; folder != null && level <= MOST_LEVELS_UP; level++, folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("conf").resolve("logback.xml"))) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    /** A file of {@code conf/}; empty where there is none. */
    public static Optional<Path> conf(String name) {
        return find().map(home -> home.resolve("conf").resolve(name)).filter(Files::isRegularFile);
    }

    /** The link by which a kit joins its registry, as text of at most 4 KB; empty where there is none. */
    public static Optional<String> joinLink() {
        return find().map(home -> home.resolve("join-link"))
                .filter(Files::isRegularFile)
                .flatMap(file -> {
                    try (InputStream in = Files.newInputStream(file)) {
                        return Optional.of(new String(in.readNBytes(MOST_LINK_BYTES), StandardCharsets.UTF_8).strip());
                    } catch (IOException e) {
                        return Optional.empty();
                    }
                });
    }

    /** A folder below it; empty where there is none. */
    public static Optional<Path> folder(Path name) {
        return find().map(home -> home.resolve(name)).filter(Files::isDirectory);
    }

    /** Has Logback read {@code conf/logback.xml}; to be called before the first logger is made. */
    public static void configureLogging() {
        if (System.getProperty(LOGBACK_PROPERTY) == null) {
            conf("logback.xml").ifPresent(file -> System.setProperty(LOGBACK_PROPERTY, file.toString()));
        }
    }

    private static Optional<Path> program() {
        CodeSource source = Home.class.getProtectionDomain().getCodeSource();
        try {
            return source == null
                    ? Optional.empty()
                    : Optional.of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
