package org.hobnob.launcher.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a folder that are handed out: plain files in the folder itself, with simple names, at most {@value #MOST}. A file is had
 * by a name of that list alone, so that no path leads out of the folder. All methods that read block; one may look while others open.
 */
final class Downloads {
    static final int MOST = 40;
    /** A file that changed so lately may still be growing. */
    static final long SETTLED_MS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(Downloads.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+~-]{0,99}");
    private static final int CHUNK = 1 << 16;

    private final Path folder;
    private final InstantSource clock;
    private volatile SortedMap<String, Download> files = Collections.emptySortedMap();

    /** @param folder may be missing, and come later */
    Downloads(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** What there was at the latest look, by name. */
    Collection<Download> files() {
        return files.values();
    }

    /** The file of that name; empty where none is handed out. */
    Optional<Download> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** Reads the folder anew. What has not changed since keeps its sum; of the rest it is computed. */
    synchronized void look() {
        SortedMap<String, Download> found = new TreeMap<>();
        for (Path file : candidates()) {
            String name = file.getFileName().toString();
            try {
                known(file, name).ifPresent(download -> found.put(name, download));
            } catch (IOException e) {
                LOG.warn("{} is not handed out: {}", file, e.toString());
            }
        }
        files = Collections.unmodifiableSortedMap(found);
    }

    private List<Path> candidates() {
        List<Path> candidates = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                if (NAME.matcher(file.getFileName().toString()).matches() && candidates.size() < MOST) {
                    candidates.add(file);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Nothing is handed out.
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("what is to be handed out cannot be read: {}", e.toString());
        }
        return candidates;
    }

    /** Empty for what is no plain file, or still grows. */
    private Optional<Download> known(Path file, String name) throws IOException {
        BasicFileAttributes seen = attributes(file);
        long changedMs = seen.lastModifiedTime().toMillis();
        long agoMs = clock.millis() - changedMs;
        if (!seen.isRegularFile() || agoMs >= 0 && agoMs < SETTLED_MS) {
            return Optional.empty();
        }
        Download before = files.get(name);
        return before != null && before.size() == seen.size() && before.changedMs() == changedMs
                ? Optional.of(before)
                : Optional.of(new Download(name, seen.size(), changedMs, sum(file)));
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static String sum(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                sha256.update(chunk, 0, read);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Opens a file as it was at the latest look.
     *
     * @return empty if it has changed since
     */
    Optional<FileChannel> open(Download download) throws IOException {
        Path file = folder.resolve(download.name());
        BasicFileAttributes seen = attributes(file);
        if (!seen.isRegularFile() || seen.lastModifiedTime().toMillis() != download.changedMs()) {
            return Optional.empty();
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        if (channel.size() != download.size()) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(channel);
    }

    /** For {@code sha256sum -c}. */
    String sums() {
        StringBuilder sums = new StringBuilder();
        for (Map.Entry<String, Download> file : files.entrySet()) {
            sums.append(file.getValue().sha256())
                    .append("  ")
                    .append(file.getKey())
                    .append('\n');
        }
        return sums.toString();
    }
}
