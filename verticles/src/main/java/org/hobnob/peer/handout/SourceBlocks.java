package org.hobnob.peer.handout;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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

/** The pieces of a file on this disk. Blocking; used by one thread at a time. */
final class SourceBlocks implements AutoCloseable {
    private final FileChannel channel;
    private final Layout layout;
    /** The blocks that take turns, so that each is read once. */
    private final Map<Integer, List<byte[]>> recent = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, List<byte[]>> eldest) {
            return size() > HandoutBounds.BLOCKS_TOGETHER;
        }
    };

    private SourceBlocks(FileChannel channel, Layout layout) {
        this.channel = channel;
        this.layout = layout;
    }

    static SourceBlocks open(Path file, Layout layout) throws IOException {
        return new SourceBlocks(FileChannel.open(file, StandardOpenOption.READ), layout);
    }

    /**
     * Returns a source, or computes a repair.
     *
     * @throws EOFException if the file has become shorter
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
