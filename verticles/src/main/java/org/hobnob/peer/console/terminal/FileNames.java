package org.hobnob.peer.console.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hobnob.protocol.text.SafeText;
import org.jline.reader.Candidate;

/** The files of this machine whose names continue what was typed. */
final class FileNames {
    private static final int MOST = 500;

    private FileNames() {}

    /**
     * Returns them; empty if the folder cannot be read. Hidden files are among them only if the dot was typed, and names
     * with blanks or with what no terminal should see are not.
     *
     * @param typed a path up to the cursor; {@code ~} is the home folder
     */
    static List<Candidate> like(String typed) {
        int slash = typed.lastIndexOf('/') + 1;
        String folder = typed.substring(0, slash);
        String name = typed.substring(slash);
        try (Stream<Path> files = Files.list(folder(folder))) {
            return files.filter(file -> isOffered(file.getFileName().toString(), name))
                    .limit(MOST)
                    .sorted()
                    .map(file -> candidate(folder, file))
                    .toList();
        } catch (IOException | InvalidPathException e) {
            return List.of();
        }
    }

    private static Path folder(String typed) {
        String home = System.getProperty("user.home");
        return Path.of(typed.startsWith("~/") ? home + typed.substring(1) : typed.isEmpty() ? "." : typed);
    }

    private static boolean isOffered(String name, String typed) {
        return name.startsWith(typed)
                && (typed.startsWith(".") || !name.startsWith("."))
                && SafeText.isSafe(name)
                && !name.contains(" ");
    }

    private static Candidate candidate(String folder, Path file) {
        boolean isFolder = Files.isDirectory(file);
        String path = folder + file.getFileName() + (isFolder ? "/" : "");
        return new Candidate(path, path, null, null, null, null, !isFolder);
    }
}
