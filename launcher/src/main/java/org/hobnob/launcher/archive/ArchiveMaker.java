package org.hobnob.launcher.archive;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the class-data archive of a command, once, whoever else does so at the same time, and puts it in its place only
 * when it is complete. The Java that runs this is the one that the archive is for, with the same options and class path.
 */
public final class ArchiveMaker {
    /** Makes the file where it can; throws, or leaves no file, where it cannot. */
    interface Recorder {
        /** @param folder of its own, empty; deleted afterwards */
        void record(Path draft, Path folder) throws IOException, InterruptedException;
    }

    /** A maker that takes longer was killed. The launching script has the same. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Path archive;
    private final Path work;
    private final Recorder recorder;

    /** @param archive named COMMAND-JAVA-SUM, in a folder that is there and holds such archives only */
    ArchiveMaker(Path archive, Recorder recorder) {
        this.archive = archive;
        work = archive.resolveSibling(archive.getFileName() + ".new");
        this.recorder = recorder;
    }

    /** @param args a command, {@code registry} or {@code peer}, and the archive's file */
    public static void main(String[] args) throws IOException, InterruptedException {
        new ArchiveMaker(Path.of(args[1]).toAbsolutePath(), new JavaRecorder(args[0])).make();
    }

    /** Does nothing where the archive is there or another maker is at work, or failed less than an hour ago. */
    void make() throws IOException, InterruptedException {
        if (Files.exists(archive) || !claim()) {
            return;
        }
        Path draft = work.resolve("draft");
        try {
            recorder.record(draft, Files.createDirectory(work.resolve("folder")));
            if (Files.exists(draft)) {
                Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            delete(work);
            if (Files.notExists(archive)) {
                // Keeps the next starts from trying the same.
                Files.createDirectory(work);
            }
        }
        if (Files.exists(archive)) {
            deleteFormer();
            deleteWithoutProgram();
        }
    }

    private boolean claim() throws IOException {
        if (Files.exists(work)
                && Files.getLastModifiedTime(work)
                        .toInstant()
                        .isBefore(Instant.now().minus(LONGEST))) {
            delete(work);
        }
        try {
            Files.createDirectory(work);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** Those of the same command and version of Java: jars, options or that Java have changed since. */
    private void deleteFormer() throws IOException {
        String name = archive.getFileName().toString();
        String same = name.substring(0, name.lastIndexOf('-') + 1);
        try (DirectoryStream<Path> others = Files.newDirectoryStream(
                archive.getParent(),
                other -> other.getFileName().toString().startsWith(same) && !other.equals(archive))) {
            for (Path former : others) {
                delete(former);
            }
        }
    }

    /** The script names a folder of archives by the program's folder, with + for each slash. No %, which Java may expand. */
    private void deleteWithoutProgram() throws IOException {
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(archive.getParent().getParent(), "+*")) {
            for (Path folder : folders) {
                Path program = Path.of(folder.getFileName().toString().replace('+', '/'));
                if (!folder.equals(archive.getParent()) && Files.notExists(program)) {
                    delete(folder);
                }
            }
        }
    }

    private static void delete(Path top) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(top)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
