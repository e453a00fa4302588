package org.hobnob.launcher.kit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Writes a zip or a tar.gz, with all below one folder. The same items give the same bytes. The file is there when it is complete, and
 * not before.
 */
final class KitWriter implements AutoCloseable {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final int FILE = 0100644;
    private static final int PROGRAM = 0100755;
    private static final int LINK = 0120777;
    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final Path unfinished;
    private final String top;
    private final Sink sink;
    private boolean finished;

    /** Where the items go. */
    private interface Sink extends AutoCloseable {
        void put(String path, Item item) throws IOException;

        @Override
        void close() throws IOException;
    }

    private KitWriter(Path file, String top, boolean isZip) throws IOException {
        this.file = file;
        this.top = top;
        unfinished = file.resolveSibling("." + file.getFileName() + ".part");
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), CHUNK);
        sink = isZip ? new ZipSink(out) : new TarSink(out);
    }

    /**
     * @param top the folder in the archive, without a slash
     * @param file ends with .zip, else it becomes a tar.gz
     */
    static KitWriter to(Path file, String top) throws IOException {
        return new KitWriter(file, top, file.toString().endsWith(".zip"));
    }

    void put(Item item) throws IOException {
        sink.put(top + "/" + item.path(), item);
    }

    /** Completes the archive and puts it in its place. */
    void finish() throws IOException {
        sink.close();
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        finished = true;
    }

    /** Without {@link #finish}, nothing is left behind. */
    @Override
    public void close() throws IOException {
        if (!finished) {
            try {
                sink.close();
            } catch (IOException e) {
                // What is in the way, such as a full disk, has been told already.
            } finally {
                Files.deleteIfExists(unfinished);
            }
        }
    }

    private static void copy(Item item, OutputStream to) throws IOException {
        try (InputStream in = item.content().open()) {
            in.transferTo(to);
        }
    }

    private static int mode(Item item) {
        if (item.isLink()) {
            return LINK;
        }
        return item.isExecutable() ? PROGRAM : FILE;
    }

    private static final class ZipSink implements Sink {
        private final ZipArchiveOutputStream zip;

        ZipSink(OutputStream out) {
            zip = new ZipArchiveOutputStream(out);
        }

        @Override
        public void put(String path, Item item) throws IOException {
            ZipArchiveEntry entry = new ZipArchiveEntry(path);
            entry.setTime(FileTime.from(TIME));
            entry.setUnixMode(mode(item));
            zip.putArchiveEntry(entry);
            if (item.isLink()) {
                zip.write(item.linksTo().getBytes(StandardCharsets.UTF_8));
            } else {
                copy(item, zip);
            }
            zip.closeArchiveEntry();
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }

    private static final class TarSink implements Sink {
        private final TarArchiveOutputStream tar;

        TarSink(OutputStream out) throws IOException {
            tar = new TarArchiveOutputStream(new GZIPOutputStream(out, CHUNK), StandardCharsets.UTF_8.name());
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        }

        @Override
        public void put(String path, Item item) throws IOException {
            TarArchiveEntry entry =
                    item.isLink() ? new TarArchiveEntry(path, TarConstants.LF_SYMLINK) : new TarArchiveEntry(path);
            entry.setLinkName(item.linksTo());
            entry.setMode(mode(item));
            entry.setSize(item.size());
            entry.setModTime(TIME.toEpochMilli());
            entry.setIds(0, 0);
            entry.setNames("root", "root");
            tar.putArchiveEntry(entry);
            copy(item, tar);
            tar.closeArchiveEntry();
        }

        @Override
        public void close() throws IOException {
            tar.close();
        }
    }
}
