package org.hobnob.launcher.bench.load;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.Detail;
import org.hobnob.protocol.message.value.UserName;

/** The requests of peers that are online, each over its own connection. */
final class Requests {
    /** How many peers a list reads, if so many are online. */
    static final int LISTED = 100;

    /** The number of words for one peer in a detailed list (SPEC 4.4). */
    private static final int WORDS_PER_PEER = 7;

    private static final int WORDS_BEFORE = 4;
    private static final String MORE = "more=yes";
    private static final int STRIDE = 7;

    private final List<SimulatedPeer> askers;
    private final List<Buffer> searches;
    private final List<Buffer> originalSearches;
    private final int[] turns;
    private List<Integer> pageBytes = List.of();

    /**
     * @param askers peers of one dialect that are online; one worker each
     * @param online all peers that can be found
     */
    Requests(List<SimulatedPeer> askers, List<SimulatedPeer> online) {
        this.askers = askers;
        searches = online.stream()
                .map(peer -> Answers.question(new Request.SearchUser(peer.name())))
                .toList();
        originalSearches = online.stream()
                .map(peer -> Buffer.buffer("SEARCH_USER " + peer.name().shown()))
                .toList();
        turns = new int[askers.size()];
    }

    int workers() {
        return askers.size();
    }

    /** Searches for a peer, a different one each time. */
    Future<?> search(int worker) {
        int turn = turns[worker]++;
        Buffer question = searches.get(Math.floorMod(worker + turn * STRIDE, searches.size()));
        return askers.get(worker).ask(question).compose(Answers::succeeded);
    }

    /** Searches as an original peer does. */
    Future<?> searchAsOriginal(int worker) {
        int turn = turns[worker]++;
        Buffer question = originalSearches.get(Math.floorMod(worker + turn * STRIDE, originalSearches.size()));
        return askers.get(worker).ask(question).compose(Answers::originalSucceeded);
    }

    /** How many bytes each page of the last list had; empty before the first. */
    List<Integer> pageBytes() {
        return List.copyOf(pageBytes);
    }

    /** Reads the list from its beginning, page by page, up to {@link #LISTED} peers. */
    Future<?> list(int worker) {
        return list(askers.get(worker), Optional.empty(), LISTED, new ArrayList<>());
    }

    private Future<?> list(SimulatedPeer asker, Optional<UserName> after, int wanted, List<Integer> bytes) {
        Buffer question = Answers.question(new Request.ListPeers(Detail.DETAILED, after));
        return asker.ask(question).compose(Answers::succeeded).compose(line -> {
            String[] words = Arrays.stream(line.split(" "))
                    .filter(word -> word.indexOf('=') < 0)
                    .toArray(String[]::new);
            int peers = (words.length - WORDS_BEFORE) / WORDS_PER_PEER;
            bytes.add(line.length());
            pageBytes = bytes;
            boolean goesOn = line.contains(MORE) && peers > 0 && peers < wanted;
            return goesOn
                    ? list(asker, UserName.of(words[words.length - WORDS_PER_PEER]), wanted - peers, bytes)
                            .mapEmpty()
                    : Future.succeededFuture();
        });
    }
}
