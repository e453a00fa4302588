package org.hobnob.launcher.bench.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** At which TCP ports a process listens, as Linux tells (proc(5)); elsewhere none are known. */
public final class ListeningPorts {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENS = "0A";
    private static final int LOCAL = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final int HEXADECIMAL = 16;

    private ListeningPorts() {}

    /** Returns the ports; none where the system does not tell. */
    public static List<Integer> of(ProcessHandle process) {
        Path folder = PROC.resolve(Long.toString(process.pid()));
        Set<String> sockets = sockets(folder.resolve("fd"));
        return Stream.of("tcp", "tcp6")
                .flatMap(name -> lines(folder.resolve("net").resolve(name)).stream())
                .flatMap(line -> port(line, sockets).stream())
                .distinct()
                .toList();
    }

    /** Reads a row of /proc/net/tcp. */
    static Optional<Integer> port(String line, Set<String> sockets) {
        String[] words = line.strip().split("\\s+");
        if (words.length <= INODE
                || !words[STATE].equals(LISTENS)
                || !sockets.contains("socket:[" + words[INODE] + "]")) {
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(words[LOCAL].substring(words[LOCAL].indexOf(':') + 1), HEXADECIMAL));
    }

    private static Set<String> sockets(Path folder) {
        try (Stream<Path> open = Files.list(folder)) {
            return open.map(ListeningPorts::target).collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException e) {
            return Set.of();
        }
    }

    /** It may have been closed since it was listed. */
    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
