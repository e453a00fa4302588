package org.hobnob.launcher.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A fault in registries: some of their classes, compiled from sources in which a few words are others. */
public final class PlantedFault {
    private static final Path SOURCES = Path.of("..", "verticles", "src", "main", "java", "org", "hobnob", "registry");

    private final Map<Path, String> wrong = new LinkedHashMap<>();

    /**
     * Changes a source.
     *
     * @param file below the registry's package
     * @param right what is written there, once
     * @param instead what would be there
     */
    public PlantedFault with(String file, String right, String instead) throws IOException {
        Path path = SOURCES.resolve(file);
        String text = wrong.containsKey(path) ? wrong.get(path) : Files.readString(path);
        if (text.indexOf(right) < 0 || text.indexOf(right) != text.lastIndexOf(right)) {
            throw new IllegalStateException("not there once in " + path + ": " + right);
        }
        wrong.put(path, text.replace(right, instead));
        return this;
    }

    /** Compiles what is changed. */
    public Path compiled(Path folder) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"), "-d", classes + ""));
        for (Map.Entry<Path, String> entry : wrong.entrySet()) {
            Path source = folder.resolve(entry.getKey().getFileName());
            arguments.add(Files.writeString(source, entry.getValue()).toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("the fault does not compile; see above");
        }
        return classes;
    }
}
