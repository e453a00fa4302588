package org.hobnob.peer.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.hobnob.protocol.file.FileNames;
import org.hobnob.protocol.file.Offer;

/** Where files go that others send. Blocking. */
final class Downloads {
    /** What stays free on the disk. */
    private static final long SPARED_BYTES = 16L << 20;

    /** Why a file cannot be stored. */
    static final class NoPlaceException extends IOException {
        private static final long serialVersionUID = 1;

        private final String why;

        /** @param why a word of BUS.md 6.8 */
        NoPlaceException(String why) {
            super(why);
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    private Downloads() {}

    /**
     * Returns the place for a file: where it was to be stored before, if that folder is still there, or one with a safe
     * and free name in the folder, which is created if it is not there.
     *
     * @param folder {@code ~/} is the home folder
     * @throws NoPlaceException if the folder cannot be used or has too little space
     */
    static Path place(Offer offer, String folder) throws NoPlaceException {
        try {
            boolean isOld = !offer.place().isEmpty()
                    && Files.isDirectory(Path.of(offer.place()).getParent());
            Path place = isOld
                    ? Path.of(offer.place())
                    : PartFile.reserve(
                            created(folder), FileNames.safe(offer.file().name()), offer.id());
            long there = PartFile.size(place);
            long usable = Files.getFileStore(place.getParent()).getUsableSpace();
            if (usable - SPARED_BYTES < offer.file().size() - there) {
                if (!isOld) {
                    PartFile.remove(place);
                }
                throw new NoPlaceException("no-space");
            }
            return place;
        } catch (NoPlaceException e) {
            throw e;
        } catch (IOException | InvalidPathException e) {
            throw new NoPlaceException("no-folder");
        }
    }

    private static Path created(String folder) throws IOException {
        Path path = path(folder).toAbsolutePath().normalize();
        Files.createDirectories(path);
        if (!Files.isWritable(path)) {
            throw new NoPlaceException("no-folder");
        }
        return path;
    }

    /** Returns the path of what a user typed: {@code ~/} is the home folder. */
    static Path path(String typed) {
        String home = System.getProperty("user.home");
        return typed.equals("~") || typed.startsWith("~/") ? Path.of(home + typed.substring(1)) : Path.of(typed);
    }
}
