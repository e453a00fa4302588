package org.hobnob.launcher.kit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.protocol.fuzz.FuzzTarget;

/** Archives of Java runtimes, as somebody downloaded them: each input as a zip, and as the tar in a tar.gz. */
public final class ArchiveReaderFuzz implements FuzzTarget {
    private static final Path TOP = Path.of("/top");
    private static final int READ_BYTES = 10_000;

    @Override
    public void parse(byte[] input) throws IOException {
        read(".zip", input);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(input);
        }
        read(".tar.gz", packed.toByteArray());
    }

    private static void read(String end, byte[] content) throws IOException {
        Path file = Files.createTempFile("fuzz", end);
        try {
            Files.write(file, content);
            new ArchiveReader(file).read(ArchiveReaderFuzz::visited);
        } catch (UserFacingException documented) {
            assertTrue(documented.getMessage().contains(file.toString()), documented.getMessage());
        } finally {
            Files.delete(file);
        }
    }

    private static void visited(Item item) throws IOException {
        assertInside(TOP.resolve(item.path()));
        if (item.isLink()) {
            assertInside(TOP.resolve(item.path()).getParent().resolve(item.linksTo()));
        }
        try (InputStream in = item.content().open()) {
            in.readNBytes(READ_BYTES);
        }
    }

    private static void assertInside(Path path) {
        assertTrue(path.normalize().startsWith(TOP), path.toString());
    }

    @Override
    public List<byte[]> seeds() {
        try {
            return List.of(zip(), tar("../java.base/LICENSE"), tar("../../../../etc/passwd"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
            zip.putArchiveEntry(new ZipArchiveEntry("jdk/release"));
            zip.write("JAVA_VERSION=\"17\"\n".getBytes(StandardCharsets.UTF_8));
            zip.closeArchiveEntry();
            ZipArchiveEntry link = new ZipArchiveEntry("jdk/bin/java");
            link.setUnixMode(0120777);
            zip.putArchiveEntry(link);
            zip.write("../release".getBytes(StandardCharsets.UTF_8));
            zip.closeArchiveEntry();
        }
        return out.toByteArray();
    }

    private static byte[] tar(String linksTo) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            TarArchiveEntry release = new TarArchiveEntry("jdk/release");
            release.setSize(2);
            tar.putArchiveEntry(release);
            tar.write(new byte[2]);
            tar.closeArchiveEntry();
            TarArchiveEntry link = new TarArchiveEntry("jdk/legal/java.xml/LICENSE", TarConstants.LF_SYMLINK);
            link.setLinkName(linksTo);
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        return out.toByteArray();
    }

    @Override
    public int maxBytes() {
        return 12_000;
    }
}
