package org.hobnob.launcher.kit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.protocol.text.SafeText;

/**
 * Reads a zip or a tar.gz from elsewhere, entry by entry, and refuses what could do harm where it is unpacked.
 *
 * @param file ends with .zip, .tar.gz or .tgz
 */
record ArchiveReader(Path file) {
    private static final int MOST_ENTRIES = 20_000;
    private static final long MOST_BYTES = 2L << 30;
    private static final int EXECUTABLE = 0111;
    private static final int MOST_LINK_CHARS = 400;

    /** What is done with each entry, in its order. */
    @FunctionalInterface
    interface Visitor {
        /**
         * @param item its content can be read once, and only now
         */
        void visit(Item item) throws IOException;
    }

    /**
     * Shows all files and links.
     *
     * @throws UserFacingException if the archive is damaged, too large, or has an entry that leads out of it
     */
    void read(Visitor visitor) throws IOException {
        Bounded bounded = new Bounded(visitor);
        try {
            if (file.toString().endsWith(".zip")) {
                zip(bounded);
            } else {
                tar(bounded);
            }
        } catch (IOException | IllegalArgumentException e) {
            if (bounded.failed != null) {
                throw bounded.failed;
            }
            throw damaged(e);
        }
    }

    private UserFacingException damaged(Exception e) {
        return Refused.because(file + " is not a zip or tar.gz, or is damaged ("
                + SafeText.of(String.valueOf(e.getMessage())) + "): download it again");
    }

    private void zip(Bounded bounded) throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (entry.isDirectory()) {
                    bounded.count(entry.getName());
                } else if (entry.isUnixSymlink()) {
                    bounded.link(entry.getName(), zip.getUnixSymlink(entry));
                } else {
                    try (InputStream in = zip.getInputStream(entry)) {
                        bounded.file(entry.getName(), (entry.getUnixMode() & EXECUTABLE) != 0, entry.getSize(), in);
                    }
                }
            }
        }
    }

    private void tar(Bounded bounded) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new GZIPInputStream(raw), StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isDirectory()) {
                    bounded.count(entry.getName());
                } else if (entry.isSymbolicLink()) {
                    bounded.link(entry.getName(), entry.getLinkName());
                } else if (entry.isFile() && !entry.isLink()) {
                    bounded.file(entry.getName(), (entry.getMode() & EXECUTABLE) != 0, entry.getSize(), tar);
                } else {
                    throw refused(entry.getName(), "is neither file, folder nor symbolic link");
                }
            }
        }
    }

    private UserFacingException refused(String name, String why) {
        return Refused.because(file + " is refused: its entry '" + shown(name) + "' " + why
                + "; take the archive as its maker publishes it");
    }

    private static String shown(String name) {
        return SafeText.of(name.substring(0, Math.min(name.length(), 100)));
    }

    /** Counts what comes out, whatever the archive says of itself. */
    private final class Bounded {
        private final Visitor visitor;
        private int entries;
        private long bytes;
        private IOException failed;

        Bounded(Visitor visitor) {
            this.visitor = visitor;
        }

        String count(String name) {
            if (++entries > MOST_ENTRIES) {
                throw refused(name, "is one of more than " + MOST_ENTRIES);
            }
            return ArchivePath.of(name).orElseThrow(() -> refused(name, "leads out of the archive"));
        }

        void link(String name, String target) throws IOException {
            String path = count(name);
            if (target == null
                    || target.length() > MOST_LINK_CHARS
                    || ArchivePath.ofLink(path, target).isEmpty()) {
                throw refused(name, "links out of the archive");
            }
            show(Item.link(path, target));
        }

        void file(String name, boolean isExecutable, long size, InputStream in) throws IOException {
            String path = count(name);
            show(Item.file(path, isExecutable, size, () -> counted(name, in)));
        }

        /** What fails at the other end is no fault of the archive. */
        private void show(Item item) throws IOException {
            try {
                visitor.visit(item);
            } catch (IOException e) {
                failed = e;
                throw e;
            }
        }

        private InputStream counted(String name, InputStream in) {
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
                }

                @Override
                public int read(byte[] into, int from, int most) throws IOException {
                    try {
                        int read = in.read(into, from, most);
                        count(Math.max(0, read));
                        return read;
                    } catch (IOException | IllegalArgumentException e) {
                        throw damaged(e);
                    }
                }

                private void count(int more) {
                    bytes += more;
                    if (bytes > MOST_BYTES) {
                        throw refused(name, "makes it larger than " + (MOST_BYTES >> 30) + " GB");
                    }
                }
            };
        }
    }
}
