package org.hobnob.peer;

import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.hobnob.testing.Await;

/** What programs said to each other, in the order in which it was said. Threads of all of them write it. */
final class Recording {
    /**
     * One message.
     *
     * @param text a line of the native dialect without its tag, a datagram's kind, or an action on an event bus
     */
    record Said(String from, String to, String text) {
        @Override
        public String toString() {
            return from + " -> " + to + ": " + text;
        }
    }

    private final List<Said> said = new ArrayList<>();

    synchronized void add(String from, String to, String text) {
        said.add(new Said(from, to, text));
    }

    private synchronized boolean has(Said one) {
        return said.contains(one);
    }

    /** Waits until that was said. */
    void await(Said one) {
        Awaitility.await(one.toString()).atMost(Await.PATIENCE).until(() -> has(one));
    }

    /** Returns what was said so far, and forgets it. */
    synchronized List<Said> taken() {
        List<Said> all = List.copyOf(said);
        said.clear();
        return all;
    }
}
