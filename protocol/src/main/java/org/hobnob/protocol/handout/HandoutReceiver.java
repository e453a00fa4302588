package org.hobnob.protocol.handout;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hobnob.protocol.keepalive.ReplayWindow;

/**
 * Puts a file together from the pieces of a hand-out (SPEC 17.2, 17.3). Sources are written where they belong as they
 * come; repairs wait until they make their block complete. Whether the content is right only the hash of the whole file
 * tells. Not thread-safe.
 */
public final class HandoutReceiver {
    /** What a repair that is kept takes besides its content, about: it may be one byte long. */
    static final int OVERHEAD_BYTES = 100;

    private final Layout layout;
    private final PieceStore store;
    private final long keptBytes;
    private final BitSet complete = new BitSet();
    private final Map<Integer, Block> begun = new HashMap<>();
    private final ReplayWindow serials = new ReplayWindow();
    private long kept;
    private int heard;
    /** Sources, and repairs that stand for some. */
    private int arrived;

    /** What has arrived of a block that is not complete. */
    private static final class Block {
        private final BitSet sources = new BitSet();
        private final Map<Integer, byte[]> repairs = new LinkedHashMap<>();

        private int pieces() {
            return sources.cardinality() + repairs.size();
        }
    }

    /** @param store keeps the file; this reads back only what it has written */
    public HandoutReceiver(Layout layout, PieceStore store) {
        this(layout, store, HandoutBounds.KEPT_BYTES);
    }

    /** @param keptBytes the most bytes of repairs that are kept until their blocks are complete */
    HandoutReceiver(Layout layout, PieceStore store, long keptBytes) {
        this.layout = layout;
        this.store = store;
        this.keptBytes = keptBytes;
    }

    /**
     * Takes a piece that the seal has opened.
     *
     * @return whether it was new and fits the file
     * @throws UncheckedIOException if the store fails; the piece then counts as not arrived
     */
    public boolean take(Piece piece) {
        if (!fits(piece) || !serials.accept(piece.serial())) {
            return false;
        }
        heard++;
        if (complete.get(piece.block())) {
            return false;
        }
        Block block = begun.computeIfAbsent(piece.block(), number -> new Block());
        boolean isNew =
                piece.number() < layout.sources(piece.block()) ? takeSource(block, piece) : takeRepair(block, piece);
        if (isNew) {
            arrived++;
        }
        if (isNew && block.pieces() >= layout.sources(piece.block())) {
            finish(piece.block(), block);
        }
        return isNew;
    }

    private boolean fits(Piece piece) {
        return piece.block() < layout.blocks() && piece.content().length == layout.pieceBytes();
    }

    private boolean takeSource(Block block, Piece piece) {
        if (block.sources.get(piece.number())) {
            return false;
        }
        write(piece.block(), piece.number(), piece.content());
        block.sources.set(piece.number());
        return true;
    }

    private boolean takeRepair(Block block, Piece piece) {
        if (kept + keptLength() > keptBytes || block.repairs.putIfAbsent(piece.number(), piece.content()) != null) {
            return false;
        }
        kept += keptLength();
        return true;
    }

    private int keptLength() {
        return OVERHEAD_BYTES + layout.pieceBytes();
    }

    private void write(int block, int source, byte[] content) {
        int length = layout.length(block, source);
        byte[] ofFile = content.length == length ? content : Arrays.copyOf(content, length);
        store.write(layout.position(block, source), ofFile);
    }

    private void finish(int number, Block block) {
        if (!block.repairs.isEmpty()) {
            restore(number, block);
        }
        forget(number);
        complete(number);
    }

    private void complete(int number) {
        complete.set(number);
        arrived += layout.sources(number);
    }

    private void restore(int number, Block block) {
        byte[][] sources = new byte[layout.sources(number)][];
        for (int source = 0; source < sources.length; source++) {
            if (block.sources.get(source)) {
                byte[] ofFile = store.read(layout.position(number, source), layout.length(number, source));
                sources[source] = Arrays.copyOf(ofFile, layout.pieceBytes());
            }
        }
        ErasureCode.restore(sources, block.repairs);
        for (int source = 0; source < sources.length; source++) {
            if (!block.sources.get(source)) {
                write(number, source, sources[source]);
            }
        }
    }

    private void forget(int number) {
        Block block = begun.remove(number);
        if (block != null) {
            kept -= (long) block.repairs.size() * keptLength();
            arrived -= block.pieces();
        }
    }

    /** Returns whether all blocks are complete. */
    public boolean isComplete() {
        return complete.cardinality() == layout.blocks();
    }

    /** Returns how many bytes of the file are here, repairs that wait included. */
    public long arrivedBytes() {
        return Math.min(layout.size(), (long) arrived * layout.pieceBytes());
    }

    /**
     * Reports what has arrived and what is missing.
     *
     * @param blocks how many needs are wanted, at most {@link Report#MAX_NEEDS}
     */
    public Report report(int blocks) {
        int from = complete.nextClearBit(0);
        int told = Math.min(Math.min(blocks, Report.MAX_NEEDS), layout.blocks() - from);
        List<Integer> needs = new ArrayList<>();
        for (int number = from; number < from + told; number++) {
            needs.add(need(number));
        }
        return new Report((int) serials.highest(), heard, from, needs);
    }

    private int need(int number) {
        Block block = begun.get(number);
        return complete.get(number) ? 0 : layout.sources(number) - (block == null ? 0 : block.pieces());
    }

    /** Returns up to where the file is here without a gap, in bytes. */
    public long gap() {
        int number = complete.nextClearBit(0);
        if (number >= layout.blocks()) {
            return layout.size();
        }
        Block block = begun.get(number);
        return layout.position(number, block == null ? 0 : block.sources.nextClearBit(0));
    }

    /**
     * Counts everything before this position as here, because an earlier transfer brought it.
     *
     * @param bytes from the start of the file, which the store has already
     */
    public void have(long bytes) {
        for (int number = 0; number < layout.blocks(); number++) {
            boolean isHere = layout.position(number, 0) + layout.blockLength(number) <= bytes;
            if (isHere && !complete.get(number)) {
                forget(number);
                complete(number);
            }
        }
    }

    /** Counts a block as missing again, because its content was not what the sender's hash says. */
    public void reject(int number) {
        forget(number);
        if (complete.get(number)) {
            complete.clear(number);
            arrived -= layout.sources(number);
        }
    }
}
