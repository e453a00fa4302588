package org.hobnob.protocol.handout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pieces that are sent until receivers are asked again what they lack. Blocks take turns in small groups. */
final class Pass {
    private final List<Part> parts;
    private int group;
    private int turn;
    private int at;

    /**
     * Pieces of one block.
     *
     * @param first the number of the first piece
     * @param count how many follow each other, at least 1
     */
    record Part(int block, int first, int count) {}

    Pass(List<Part> parts) {
        this.parts = parts;
    }

    /** All sources of a file. */
    static Pass ofSources(Layout layout) {
        List<Part> parts = new ArrayList<>();
        for (int block = 0; block < layout.blocks(); block++) {
            parts.add(new Part(block, 0, layout.sources(block)));
        }
        return new Pass(parts);
    }

    /** Returns the next piece's block and number, as a part of one piece, or empty at the end. */
    Optional<Part> next() {
        while (group < parts.size()) {
            int end = Math.min(parts.size(), group + HandoutBounds.BLOCKS_TOGETHER);
            boolean isAnyLeft = false;
            for (int i = group; i < end; i++) {
                isAnyLeft |= turn < parts.get(i).count();
            }
            if (!isAnyLeft) {
                group = end;
                turn = 0;
                at = 0;
                continue;
            }
            while (group + at < end) {
                Part part = parts.get(group + at++);
                if (turn < part.count()) {
                    return Optional.of(new Part(part.block(), part.first() + turn, 1));
                }
            }
            at = 0;
            turn++;
        }
        return Optional.empty();
    }
}
