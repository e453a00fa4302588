package org.hobnob.peer.history;

import java.io.IOException;
import java.util.Optional;

/** Writes segments anew. */
final class Rewritings {
    private Rewritings() {}

    /** Writes all that is left, and puts it in the segment's place. */
    static void finish(Rewriting rewriting) throws IOException {
        while (piece(rewriting)) {
            // One piece is written.
        }
    }

    /** Writes one piece; returns whether there was one. */
    static boolean piece(Rewriting rewriting) throws IOException {
        Optional<Rewriting.Piece> piece = rewriting.next();
        if (piece.isPresent()) {
            piece.get().write();
        }
        return piece.isPresent();
    }
}
