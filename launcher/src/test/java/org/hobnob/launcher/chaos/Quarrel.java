package org.hobnob.launcher.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.hobnob.launcher.chaos.Operation.Kind;
import org.hobnob.launcher.chaos.Operation.Outcome;
import org.hobnob.testing.NativeClient;

/** Clients that want the same names of all the registries, and what they are told. */
final class Quarrel {
    private static final int CLIENTS = 12;
    private static final int TIMEOUT_MS = 30_000;
    private static final String INSPECTOR = "inspector";

    private final Registries registries;
    private final History history = new History();
    private final Client.Goods goods = new Client.Goods();
    private final List<Thread> threads = new ArrayList<>();

    private Quarrel(Registries registries) {
        this.registries = registries;
    }

    /** @param watchers further users to be registered */
    static Quarrel begin(Registries registries, List<String> watchers, long seed) throws Exception {
        Quarrel quarrel = new Quarrel(registries);
        try (NativeClient peer = registries.connect(0, TIMEOUT_MS)) {
            for (int i = 0; i < Client.USERS; i++) {
                peer.register(Client.user(i));
            }
            peer.register(INSPECTOR);
            for (String watcher : watchers) {
                peer.register(watcher);
            }
        }
        for (int i = 0; i < CLIENTS; i++) {
            quarrel.alongside(new Client(i, seed + i, registries, quarrel.goods, quarrel.history));
        }
        return quarrel;
    }

    /** Does something else too until all is over. */
    void alongside(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    /** Whether it is over. */
    AtomicBoolean over() {
        return goods.over;
    }

    History history() {
        return history;
    }

    /** Ends it, and looks in the end for everything of which anybody was told anything. */
    void end() throws Exception {
        goods.over.set(true);
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(60));
        }
        lookForEverything();
    }

    /** Asks for every account and room that was acknowledged. */
    void lookForEverything() throws Exception {
        try (NativeClient peer = registries.connect(registries.count() - 1, TIMEOUT_MS)) {
            Awaitility.await().until(() -> peer.login(INSPECTOR).contains("<200>"));
            for (String account : history.acknowledged(Kind.REGISTER)) {
                look(peer, Kind.FIND_ACCOUNT, account, "SEARCH_USER " + account, "reason=not-online", "no-such-user");
            }
            for (String room : history.acknowledged(Kind.CREATE)) {
                look(peer, Kind.FIND_ROOM, room, "DISCOVER_PEERS " + room, "<200>", "no-such-room");
            }
        }
    }

    private void look(NativeClient peer, Kind kind, String key, String request, String there, String gone)
            throws Exception {
        long startNs = System.nanoTime();
        String reply = peer.ask(request);
        assertTrue(reply.contains(there) || reply.contains(gone), reply);
        Outcome outcome = reply.contains(there) ? Outcome.DONE : Outcome.TAKEN;
        history.add(new Operation(CLIENTS, kind, key, "", startNs, System.nanoTime(), outcome));
    }
}
