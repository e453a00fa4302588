package org.hobnob.peer.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.hobnob.protocol.file.FileNames;
import org.hobnob.protocol.message.peer.FileHead;

/**
 * A file of this machine that is to be offered.
 *
 * @param place its absolute path
 * @param modifiedMs when it was changed last, in milliseconds since 1970
 */
record OwnFile(FileHead head, String place, long modifiedMs) {
    /** Why a file cannot be offered. */
    static final class NoFileException extends IOException {
        private static final long serialVersionUID = 1;

        private final String why;

        /** @param why a word of BUS.md 6.8 */
        NoFileException(String why) {
            super(why);
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    /**
     * Looks at a file. Blocking.
     *
     * @param typed its path; {@code ~/} is the home folder
     * @throws NoFileException if it cannot be offered
     */
    static OwnFile look(String typed) throws NoFileException {
        try {
            Path path = Downloads.path(typed).toAbsolutePath().normalize();
            if (Files.notExists(path)) {
                throw new NoFileException("no-file");
            }
            if (Files.isDirectory(path)) {
                throw new NoFileException("folder");
            }
            // A device or a pipe has no size, and to open it may wait for ever.
            if (!Files.isRegularFile(path)) {
                throw new NoFileException("special");
            }
            if (!Files.isReadable(path)) {
                throw new NoFileException("unreadable");
            }
            String name = path.getFileName().toString();
            String told = FileHead.isName(name) ? name : FileNames.safe(name);
            return new OwnFile(
                    new FileHead(told, Files.size(path)),
                    path.toString(),
                    Files.getLastModifiedTime(path).toMillis());
        } catch (NoFileException e) {
            throw e;
        } catch (IOException | InvalidPathException e) {
            throw new NoFileException("unreadable");
        }
    }
}
