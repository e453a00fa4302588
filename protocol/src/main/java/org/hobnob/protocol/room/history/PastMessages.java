package org.hobnob.protocol.room.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.hobnob.protocol.body.Body;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Reassembly;

/** Makes messages of what was handed over, in the order in which to show them. */
public final class PastMessages {
    /**
     * A message as it is to be shown, or a gap.
     *
     * @param speaker who said it, by the holder's word
     * @param key the key that signed it, which is to be the one known of the speaker
     * @param id the message's id
     * @param body what it says
     * @param holder who handed it over
     * @param missingBefore how many datagrams of the stream are missing right before it
     */
    public record Past(UserName speaker, PublicKey key, MessageId id, Body body, UserName holder, long missingBefore) {
        /** Returns what tells this message from all others. */
        public SignedId signedId() {
            return new SignedId(key, id);
        }
    }

    /** A speaker may skip any count of numbers: those of a gap beyond this one all count as missing. */
    private static final int MOST_LOOKED_UP = 10_000;

    private PastMessages() {}

    /**
     * Returns the messages: those of a stream in its order, those of several by the times at which their speakers say that
     * they said them.
     *
     * @param found what was found, each stream in the order of its numbers
     * @param has whether a number of a stream was here before, so that it is not missing
     */
    public static List<Past> of(List<List<HistoryFetch.Found>> found, BiPredicate<Long, Long> has) {
        List<List<Past>> streams = new ArrayList<>();
        found.forEach(stream -> streams.add(ofStream(stream, has)));
        List<Past> merged = new ArrayList<>();
        Map<Integer, Integer> at = new HashMap<>();
        Optional<Integer> next = earliest(streams, at);
        while (next.isPresent()) {
            int stream = next.get();
            merged.add(streams.get(stream).get(at.merge(stream, 1, Integer::sum) - 1));
            next = earliest(streams, at);
        }
        return merged;
    }

    private static Optional<Integer> earliest(List<List<Past>> streams, Map<Integer, Integer> at) {
        Optional<Integer> earliest = Optional.empty();
        long time = Long.MAX_VALUE;
        for (int i = 0; i < streams.size(); i++) {
            int position = at.getOrDefault(i, 0);
            if (position < streams.get(i).size()) {
                long said = time(streams.get(i).get(position).body());
                if (earliest.isEmpty() || said < time) {
                    earliest = Optional.of(i);
                    time = said;
                }
            }
        }
        return earliest;
    }

    private static long time(Body body) {
        return body instanceof MessageBody said ? said.saidAt().orElse(0) : 0;
    }

    private static List<Past> ofStream(List<HistoryFetch.Found> stream, BiPredicate<Long, Long> has) {
        List<Past> messages = new ArrayList<>();
        Reassembly reassembly = new Reassembly();
        HistoryFetch.Found before = null;
        long missing = 0;
        for (HistoryFetch.Found found : stream) {
            if (before != null && !follows(before, found)) {
                reassembly = new Reassembly();
                missing += missing(before, found, has);
            }
            for (Reassembly.Whole whole :
                    reassembly.take(found.said().content()).whole()) {
                messages.add(new Past(
                        found.said().speaker(),
                        found.said().entry().key(),
                        whole.id(),
                        whole.body(),
                        found.holder(),
                        missing));
                missing = 0;
            }
            before = found;
        }
        return messages;
    }

    private static boolean follows(HistoryFetch.Found before, HistoryFetch.Found found) {
        return found.said().header().sequence() == before.said().header().sequence() + 1
                && found.said().link().previous().equals(before.said().hash());
    }

    /** Counts the numbers between two that are nowhere; two neighbours that do not fit miss one. */
    private static long missing(HistoryFetch.Found before, HistoryFetch.Found found, BiPredicate<Long, Long> has) {
        long stream = found.said().header().stream();
        long from = before.said().header().sequence() + 1;
        long to = found.said().header().sequence();
        if (from == to) {
            return 1;
        }
        long last = Math.min(to, from + MOST_LOOKED_UP);
        long missing = to - last;
        for (long number = from; number < last; number++) {
            missing += has.test(stream, number) ? 0 : 1;
        }
        return missing;
    }
}
