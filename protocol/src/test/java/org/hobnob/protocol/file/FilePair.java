package org.hobnob.protocol.file;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.hobnob.protocol.message.peer.FileHead;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/**
 * Two users' engines, their disks and what is between them: messages get lost or their answers do, connections break, and
 * programs restart. Bytes are counted, not carried. Seeded, with a hand clock.
 */
final class FilePair {
    static final UserName ANA = new UserName("ana");
    static final UserName BOB = new UserName("bob");
    private static final int PORT = 40_000;
    private static final long STEP_MS = 250;
    private static final long BYTES_A_STEP = 1_000;

    /** One program, and what it keeps. */
    final class Side {
        final UserName user;
        final Map<MessageId, Offer> disk = new LinkedHashMap<>();
        final List<FileEffect.Show> shown = new ArrayList<>();
        FileEngine engine;
        int runs;

        Side(UserName user) {
            this.user = user;
            restart();
        }

        void restart() {
            runs++;
            engine = new FileEngine(user, PORT + runs, new Random(random.nextLong()));
            disk.values().forEach(engine::restore);
        }

        Side other() {
            return this == ana ? bob : ana;
        }

        void run(List<FileEffect> effects) {
            for (FileEffect effect : effects) {
                if (effect instanceof FileEffect.Store store) {
                    disk.put(store.offer().id(), store.offer());
                } else if (effect instanceof FileEffect.Forget forget) {
                    disk.remove(forget.id());
                } else if (effect instanceof FileEffect.Tell tell) {
                    later.add(() -> deliver(tell.message()));
                } else if (effect instanceof FileEffect.Fetch fetch) {
                    later.add(() -> fetch(fetch.offer()));
                } else if (effect instanceof FileEffect.Show show) {
                    shown.add(show);
                } else if (effect instanceof FileEffect.Remove remove) {
                    here.remove(remove.offer().id());
                } else if (effect instanceof FileEffect.Stop stop) {
                    Transfer running = transfers.get(stop.id());
                    if (running != null) {
                        running.broken = true;
                    }
                }
            }
        }

        private void deliver(PeerMessage.OfFile message) {
            int run = runs;
            if (isLost()) {
                engine.unreached(message.recipient(), nowMs);
                return;
            }
            Runnable answer = other().take(message, this);
            if (isLost() || run != runs) {
                engine.unreached(message.recipient(), nowMs);
            } else {
                answer.run();
            }
        }

        private Runnable take(PeerMessage.OfFile message, Side from) {
            if (message instanceof PeerMessage.OfferFile offer) {
                FileEngine.Answered answered = engine.offered(offer);
                run(answered.effects());
                return () -> from.run(from.engine.answered(user, offer.id(), answered.answer(), nowMs));
            }
            run(engine.ended((PeerMessage.EndFile) message));
            return () -> from.run(from.engine.heard(user, message.id(), nowMs));
        }

        private void fetch(Offer offer) {
            boolean reached = !isLost() && offer.port() == PORT + other().runs;
            if (!reached) {
                run(engine.fetched(offer.id(), FetchOutcome.CUT, nowMs));
                return;
            }
            switch (other().engine.mayFetch(user, offer.id())) {
                case NOT_OFFERED -> run(engine.fetched(offer.id(), FetchOutcome.NOT_OFFERED, nowMs));
                case BUSY -> run(engine.fetched(offer.id(), FetchOutcome.CUT, nowMs));
                case YES -> {
                    other().run(other().engine.serving(offer.id()));
                    transfers.put(offer.id(), new Transfer(this, runs, other().runs, offer));
                }
            }
        }
    }

    /** Bytes under way. */
    private final class Transfer {
        private final Side to;
        private final int run;
        private final int senderRun;
        private final Offer offer;
        private final long from;
        private boolean broken;

        Transfer(Side to, int run, int senderRun, Offer offer) {
            this.to = to;
            this.run = run;
            this.senderRun = senderRun;
            this.offer = offer;
            from = here.getOrDefault(offer.id(), 0L);
        }

        /** Returns whether it is over. */
        boolean step() {
            long done = Math.min(offer.file().size(), here.getOrDefault(offer.id(), 0L) + BYTES_A_STEP);
            here.put(offer.id(), done);
            broken |= random.nextDouble() < cuts || to.runs != run || to.other().runs != senderRun;
            boolean whole = done == offer.file().size();
            if (!broken && !whole) {
                return false;
            }
            if (to.other().runs == senderRun) {
                to.other().run(to.other().engine.served(offer.id(), Optional.empty()));
            }
            if (to.runs == run) {
                FetchOutcome cut = done > from ? FetchOutcome.CUT_WITH_PROGRESS : FetchOutcome.CUT;
                to.run(to.engine.fetched(offer.id(), broken ? cut : FetchOutcome.DONE, nowMs));
            }
            return true;
        }
    }

    final Random random;
    final Map<MessageId, Long> here = new HashMap<>();
    private final Map<MessageId, Transfer> transfers = new LinkedHashMap<>();
    private final Deque<Runnable> later = new ArrayDeque<>();
    double losses;
    double cuts;
    long nowMs = 1_000;
    final Side ana;
    final Side bob;

    FilePair(long seed) {
        random = new Random(seed);
        ana = new Side(ANA);
        bob = new Side(BOB);
    }

    private boolean isLost() {
        return random.nextDouble() < losses;
    }

    /** A file of ana's for bob. */
    Offer send(String name, long size) {
        FileEngine.Sent sent = ana.engine.send(BOB, new FileHead(name, size), "/ana/" + name, 1, Optional.empty());
        ana.run(sent.effects());
        return sent.offer();
    }

    /** What bob knows of an offer. */
    Offer atBob(Offer offer) {
        return bob.engine.find(offer.id()).orElseThrow();
    }

    void accept(Offer offer) {
        bob.run(bob.engine.accept(offer.id(), "/bob/" + offer.file().name(), nowMs));
    }

    /** Lets time pass. */
    void steps(int count) {
        for (int i = 0; i < count; i++) {
            nowMs += STEP_MS;
            ana.run(ana.engine.tick(nowMs));
            bob.run(bob.engine.tick(nowMs));
            while (!later.isEmpty()) {
                later.remove().run();
            }
            List.copyOf(transfers.entrySet()).stream()
                    .filter(entry -> entry.getValue().step())
                    .forEach(entry -> transfers.remove(entry.getKey(), entry.getValue()));
        }
    }

    int running() {
        return transfers.size();
    }
}
