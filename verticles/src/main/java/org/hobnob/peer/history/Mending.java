package org.hobnob.peer.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Writes what can be read of a damaged segment anew, and moves the damaged file aside. If that fails, the file and the lines
 * that wait to be committed stay where they are, so that it is tried again. Blocking.
 */
final class Mending {
    private final HistoryFolder folder;
    private final Consumer<String> damaged;

    /** @param damaged told, in a sentence for the user, what damage cost */
    Mending(HistoryFolder folder, Consumer<String> damaged) {
        this.folder = folder;
        this.damaged = damaged;
    }

    /**
     * @param broken the segment, if it could be opened; it is closed
     * @param isLast whether the conversations are in it
     * @throws IOException if the disk cannot be read or written
     */
    void mend(int number, Path path, Optional<Segment> broken, boolean isLast) throws IOException {
        NavigableMap<Integer, byte[]> waiting =
                new TreeMap<>(broken.map(Segment::waiting).orElse(Map.of()));
        broken.ifPresent(Segment::abandon);
        Path anew = folder.draft(number);
        Draft draft = new Draft(number, folder.open(anew), waiting, isLast);
        try {
            int lost = Salvage.read(path, folder.disk().key(), draft::saved);
            draft.putWaiting(Integer.MAX_VALUE);
            draft.segment.finish();
            draft.segment.close();
            Path aside = folder.setAside(number);
            folder.publish(anew, number);
            damaged.accept("a part of your history was damaged: " + draft.saved
                    + " of its lines could be read and are kept, "
                    + (lost > 0 ? lost + " are lost" : "others may be lost") + "; the damaged file is now "
                    + aside);
        } finally {
            draft.segment.abandon();
        }
    }

    /** What is saved, together with what waited to be committed. */
    private static final class Draft {
        private final int number;
        private final Segment segment;
        private final NavigableMap<Integer, byte[]> waiting;
        private final boolean isLast;
        private int saved;

        Draft(int number, Segment segment, NavigableMap<Integer, byte[]> waiting, boolean isLast) {
            this.number = number;
            this.segment = segment;
            this.waiting = waiting;
            this.isLast = isLast;
        }

        void saved(int at, Line line) {
            putWaiting(at);
            // What waits is the newer one: its outcome is known.
            put(at, decoded(at).orElse(line));
            saved++;
        }

        private Optional<Line> decoded(int at) {
            return Optional.ofNullable(waiting.get(at)).flatMap(LineCodec::decode);
        }

        /** Puts the waiting lines that are behind those in the draft and before that number. */
        void putWaiting(int before) {
            waiting.subMap(segment.past(), before)
                    .keySet()
                    .forEach(at -> decoded(at).ifPresent(line -> put(at, line)));
        }

        private void put(int at, Line line) {
            segment.put(at, line);
            if (isLast) {
                segment.putTalk(line.talk().key(), known(line, Lookup.number(number, at)));
            }
        }

        /** What else was known about a conversation is lost: the user may have seen all of it. */
        private static byte[] known(Line line, long number) {
            return new TalkState(line.talk().label(), number, line.takenMs(), number, line.takenMs(), true).encode();
        }
    }
}
