package org.hobnob.peer.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Writes a segment anew, small, while it goes on to be read: some lines are read from it at a time, by the thread of the
 * history, and another thread puts them into a draft, which takes the segment's place in the end.
 */
final class Rewriting {
    /** How many lines are read at a time: a few milliseconds. */
    private static final int SLICE = 256;

    /** Puts lines into the draft. Blocking; any thread may do it, one piece at a time. */
    interface Piece {
        /** @throws IOException if the disk cannot be written */
        void write() throws IOException;
    }

    private final Segments segments;
    private final int number;
    private final Predicate<Line> keep;
    private final int past;
    private final Path path;
    /** Is used by one thread at a time: by the one that writes, or by the history's when nothing is written. */
    private final Segment draft;
    /** The lines whose outcome has changed since they may have been read. */
    private final Set<Integer> changed = new TreeSet<>();

    private int next;
    private boolean isRead;
    private boolean isCancelled;

    /**
     * @param path where the draft is written
     * @param keep which lines stay
     */
    Rewriting(Segments segments, int number, Path path, Segment draft, Predicate<Line> keep) {
        this.segments = segments;
        this.number = number;
        this.keep = keep;
        this.path = path;
        this.draft = draft;
        past = segments.in(number, Segment::past);
    }

    /** Returns which segment is written anew. */
    int number() {
        return number;
    }

    /** The line has become another since it may have been read. */
    void changed(int line) {
        changed.add(line);
    }

    /**
     * Returns what is to be written next; empty when the draft has taken the segment's place, or was cancelled. Called by the
     * history's thread, after the piece before was written.
     *
     * @throws IOException if the disk cannot be written
     */
    Optional<Piece> next() throws IOException {
        if (isCancelled) {
            return Optional.empty();
        }
        if (isRead) {
            publish();
            return Optional.empty();
        }
        NavigableMap<Integer, Line> lines = segments.in(number, one -> one.some(next, SLICE));
        isRead = lines.size() < SLICE;
        next = isRead ? past : lines.lastKey() + 1;
        return Optional.of(() -> write(lines));
    }

    private synchronized void write(NavigableMap<Integer, Line> lines) throws IOException {
        if (isCancelled) {
            return;
        }
        lines.forEach((at, line) -> {
            if (keep.test(line)) {
                draft.put(at, line);
            }
        });
        if (isRead) {
            finish();
        } else if (draft.isBlockFull()) {
            draft.commit();
        }
    }

    private void finish() throws IOException {
        if (draft.past() > 0) {
            // Numbers are not given a second time.
            draft.skipTo(past);
            draft.finish();
        }
    }

    private void publish() throws IOException {
        boolean isEmpty = draft.past() == 0;
        boolean isLast = number == segments.last();
        if (isLast) {
            segments.in(number, Segment::talks).forEach(draft::putTalk);
        }
        for (int at : changed) {
            segments.in(number, one -> one.get(at)).filter(keep).ifPresent(line -> draft.replace(at, line));
        }
        draft.skipTo(past);
        draft.commit();
        draft.close();
        segments.replaceBy(number, path, isEmpty && !isLast);
    }

    /** Gives up: what was written is dropped, and the segment stays as it is. Waits for the piece that is being written. */
    synchronized void cancel() {
        isCancelled = true;
        draft.abandon();
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // Drafts are dropped when the history is opened the next time.
        }
    }
}
