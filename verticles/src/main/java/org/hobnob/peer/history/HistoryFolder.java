package org.hobnob.peer.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hobnob.durable.MvFileException;
import org.hobnob.files.OwnerOnly;
import org.hobnob.peer.profile.HistoryKey;
import org.hobnob.peer.profile.ProfileRefusedException;

/**
 * The folder {@code history} of a profile: segments {@code NUMBER-KEY.mv}, where {@code KEY} tells with which key each was
 * written, and damaged files that were moved aside (SPEC 13.1). Blocking.
 */
final class HistoryFolder {
    private static final Pattern SEGMENT = Pattern.compile("([0-9]{6})-([0-9a-f]{8})\\.mv");
    private static final String NAME = "history";
    private static final String ASIDE = ".damaged";
    private static final String DRAFT = ".draft";
    private static final String BESIDE = ".beside";
    private static final int KEY_DIGITS = 8;

    private final Path folder;
    private final Disk disk;
    private final String keyName;

    private HistoryFolder(Path folder, Disk disk) {
        this.folder = folder;
        this.disk = disk;
        keyName = name(disk.key());
    }

    /**
     * Opens the folder; creates it and the key on first use.
     *
     * @param profile the profile's folder
     * @param names as in {@link Disk}
     * @throws ProfileRefusedException if there are segments of another key, or none of it can be used
     */
    static HistoryFolder open(Path profile, UnaryOperator<String> names, SecureRandom random) {
        Path folder = profile.resolve(NAME);
        HistoryKey keys = new HistoryKey(profile);
        Optional<byte[]> known = keys.load();
        try {
            Optional<String> other = others(folder, known.map(HistoryFolder::name));
            if (other.isPresent()) {
                throw new ProfileRefusedException(
                        "the history in " + folder + " was written with another key than " + keys.path()
                                + " has: put its own key there, or move the folder away; until then nothing is kept",
                        null);
            }
            OwnerOnly.createFolders(folder);
            byte[] key = known.orElseGet(() -> keys.create(random));
            HistoryFolder opened = new HistoryFolder(folder, new Disk(key, names));
            opened.dropDrafts();
            return opened;
        } catch (IOException | UncheckedIOException e) {
            throw new ProfileRefusedException(
                    folder + " cannot be used (" + e + "): free space on its disk, or correct its owner", e);
        }
    }

    static boolean isThere(Path profile) {
        return Files.exists(profile.resolve(NAME));
    }

    private static String name(byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("hobnob history key\0".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(key)).substring(0, KEY_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> others(Path folder, Optional<String> own) throws IOException {
        if (Files.notExists(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(one -> SEGMENT.matcher(one.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(one -> one.group(2))
                    .filter(name -> !own.equals(Optional.of(name)))
                    .findFirst();
        }
    }

    private void dropDrafts() throws IOException {
        for (Path file : files(DRAFT)) {
            Files.delete(file);
        }
    }

    private Iterable<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(one -> one.getFileName().toString().endsWith(ending))
                    .toList();
        }
    }

    Disk disk() {
        return disk;
    }

    Path path() {
        return folder;
    }

    /** Returns the segments by number. */
    NavigableMap<Integer, Path> segments() {
        NavigableMap<Integer, Path> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> {
                Matcher name = SEGMENT.matcher(file.getFileName().toString());
                if (name.matches()) {
                    found.put(Integer.parseInt(name.group(1)), file);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Returns where the segment with this number is or will be. */
    Path segment(int number) {
        return folder.resolve(String.format("%06d-%s.mv", number, keyName));
    }

    /** Returns where what can be read of a damaged segment is written; an earlier try is dropped. */
    Path draft(int number) throws IOException {
        return draft(number, DRAFT);
    }

    /** Returns where a segment is written anew while it is read; an earlier try is dropped. */
    Path besideDraft(int number) throws IOException {
        return draft(number, BESIDE + DRAFT);
    }

    private Path draft(int number, String ending) throws IOException {
        Path draft = segment(number).resolveSibling(segment(number).getFileName() + ending);
        Files.deleteIfExists(draft);
        return draft;
    }

    /** Opens a draft. */
    Segment open(Path draft) throws IOException {
        try {
            return Segment.open(draft, disk, Block.WHOLE);
        } catch (MvFileException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Puts what was written anew in the place of the segment. */
    void publish(Path draft, int number) throws IOException {
        Files.move(draft, segment(number), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Moves a damaged segment aside; returns where it is. */
    Path setAside(int number) throws IOException {
        Path from = segment(number);
        for (int i = 1; ; i++) {
            Path to = from.resolveSibling(from.getFileName() + "." + i + ASIDE);
            if (Files.notExists(to)) {
                return Files.move(from, to);
            }
        }
    }

    /** Deletes what was moved aside. */
    void dropAside() throws IOException {
        for (Path file : files(ASIDE)) {
            Files.delete(file);
        }
    }
}
