package org.hobnob.launcher.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The Java sources of all modules' tests. */
final class Sources {
    private static final String JAVA = ".java";
    private static final Map<String, String> TESTS = read();

    private Sources() {}

    /** Returns the text of each test's source by the simple name of its class. */
    static Map<String, String> tests() {
        return TESTS;
    }

    private static Map<String, String> read() {
        Map<String, String> texts = new TreeMap<>();
        for (String module : new String[] {"protocol", "verticles", "launcher"}) {
            try (Stream<Path> files = Files.walk(Documents.ROOT.resolve(module).resolve("src/test/java"))) {
                files.filter(file -> file.toString().endsWith(JAVA))
                        .forEach(file ->
                                texts.put(file.getFileName().toString().replace(JAVA, ""), Documents.text(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Map.copyOf(texts);
    }
}
