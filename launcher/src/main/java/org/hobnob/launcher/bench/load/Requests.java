package org.hobnob.launcher.bench.load;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
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
    private final int[] turns;

    /**
     * @param askers native peers that are online; one worker each
     * @param online all peers that can be found
     */
    Requests(List<SimulatedPeer> askers, List<SimulatedPeer> online) {
        this.askers = askers;
        searches = online.stream()
                .map(peer -> Answers.question(new Request.SearchUser(peer.name())))
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

    /** Reads the list from its beginning, page by page, up to {@link #LISTED} peers. */
    Future<?> list(int worker) {
        return list(askers.get(worker), Optional.empty(), LISTED);
    }

    private static Future<?> list(SimulatedPeer asker, Optional<UserName> after, int wanted) {
        Buffer question = Answers.question(new Request.ListPeers(Detail.DETAILED, after));
        return asker.ask(question).compose(Answers::succeeded).compose(line -> {
            String[] words = Arrays.stream(line.split(" "))
                    .filter(word -> word.indexOf('=') < 0)
                    .toArray(String[]::new);
            int peers = (words.length - WORDS_BEFORE) / WORDS_PER_PEER;
            boolean goesOn = line.contains(MORE) && peers > 0 && peers < wanted;
            return goesOn
                    ? list(asker, UserName.of(words[words.length - WORDS_PER_PEER]), wanted - peers)
                            .mapEmpty()
                    : Future.succeededFuture();
        });
    }
}
