package org.hobnob.peer.handout;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hobnob.protocol.handout.ErasureCode;
import org.hobnob.protocol.handout.HandoutBounds;
import org.hobnob.protocol.handout.Layout;

/**
 * The pieces of a file on this disk. Notices when it is not the file any more that was offered. Blocking; used by one
 * thread at a time.
 */
final class SourceBlocks implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final Layout layout;
    private final long modifiedMs;
    /** The blocks that take turns, so that each is read once. */
    private final Map<Integer, List<byte[]>> recent = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, List<byte[]>> eldest) {
            return size() > HandoutBounds.BLOCKS_TOGETHER;
        }
    };

    private SourceBlocks(Path file, FileChannel channel, Layout layout, long modifiedMs) {
        this.file = file;
        this.channel = channel;
        this.layout = layout;
        this.modifiedMs = modifiedMs;
    }

    /**
     * @param modifiedMs when the file was changed last when it was offered, in milliseconds since 1970
     * @throws IOException if it cannot be read, or has changed since
     */
    static SourceBlocks open(Path file, Layout layout, long modifiedMs) throws IOException {
        // Before it is opened: to open a pipe waits for a writer.
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file + " is no file any more");
        }
        SourceBlocks blocks =
                new SourceBlocks(file, FileChannel.open(file, StandardOpenOption.READ), layout, modifiedMs);
        try {
            blocks.check();
        } catch (IOException e) {
            blocks.close();
            throw e;
        }
        return blocks;
    }

    private void check() throws IOException {
        boolean same = channel.size() == layout.size()
                && Files.getLastModifiedTime(file).toMillis() == modifiedMs;
        if (!same) {
            throw new IOException(file + " is not what it was when it was offered");
        }
    }

    /**
     * Returns a source, or computes a repair.
     *
     * @throws IOException if the file has changed, or cannot be read
     */
    byte[] piece(int block, int number) throws IOException {
        List<byte[]> sources = recent.get(block);
        if (sources == null) {
            sources = read(block);
            recent.put(block, sources);
        }
        return number < sources.size() ? sources.get(number) : ErasureCode.repair(sources, number);
    }

    private List<byte[]> read(int block) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(layout.blockLength(block));
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, layout.position(block, 0) + bytes.position()) < 0) {
                throw new EOFException("the file has become shorter");
            }
        }
        check();
        List<byte[]> sources = new ArrayList<>();
        for (int source = 0; source < layout.sources(block); source++) {
            int from = source * layout.pieceBytes();
            sources.add(Arrays.copyOfRange(bytes.array(), from, from + layout.pieceBytes()));
        }
        return sources;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
