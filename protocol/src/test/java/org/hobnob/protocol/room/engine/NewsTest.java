package org.hobnob.protocol.room.engine;

import static org.hobnob.protocol.room.engine.Bench.ANNAS;
import static org.hobnob.protocol.room.engine.Bench.BEN;
import static org.hobnob.protocol.room.engine.Bench.BENS;
import static org.hobnob.protocol.room.engine.Bench.CEM;
import static org.hobnob.protocol.room.engine.Bench.DANA;
import static org.hobnob.protocol.room.engine.Bench.EVE;
import static org.hobnob.protocol.room.engine.Bench.part;
import static org.hobnob.protocol.room.engine.Bench.range;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomStatus;
import org.junit.jupiter.api.Test;

/**
 * What is said to be no news changes nothing (SPEC 8.6): of two engines of one seed that hear the same, one leaves out what
 * is no news, and does the same as the other for ever.
 */
class NewsTest {
    private static final int SEEDS = 300;
    private static final int STEPS = 400;
    private static final List<UserName> OTHERS = List.of(BEN, CEM, DANA, EVE);
    private static final long[] STREAMS = {BENS, 33, 44, 55};
    /** Eve has said nothing, and so given no keys. */
    private static final int SPEAKERS = 3;

    /** Both engines, and what happens to them. */
    private static final class Twins {
        private final SplittableRandom random;
        private final Bench hearsAll = new Bench();
        private final Bench hearsNews = new Bench();
        private final long[] last = new long[OTHERS.size()];
        private int leftOut;
        private int heard;
        private int said;

        Twins(long seed) {
            random = new SplittableRandom(seed);
            both(bench -> bench.roster(1, BEN, CEM, DANA, EVE));
            for (int i = 0; i < SPEAKERS; i++) {
                int other = i;
                both(bench -> bench.keys(OTHERS.get(other), STREAMS[other], 1, 1, true));
            }
        }

        private void both(Consumer<Bench> step) {
            step.accept(hearsAll);
            step.accept(hearsNews);
        }

        void step() {
            int other = random.nextInt(OTHERS.size());
            switch (random.nextInt(8)) {
                case 0 -> {
                    said++;
                    both(bench -> bench.say(said, "line " + said));
                }
                case 1 -> data(random.nextInt(SPEAKERS));
                case 2 -> repaired(random.nextInt(SPEAKERS));
                case 3 -> nak(other);
                case 4 -> {
                    long ms = random.nextLong(1, rarely(10) ? 5_000 : 60);
                    both(bench -> bench.advance(ms));
                }
                default -> status(other);
            }
        }

        private void data(int other) {
            last[other] += rarely(10) ? 2 : 1;
            long number = Math.max(1, last[other] - (rarely(4) ? random.nextInt(3) : 0));
            boolean byMulticast = !rarely(20);
            both(bench ->
                    bench.data(OTHERS.get(other), STREAMS[other], number, part(STREAMS[other], number), byMulticast));
        }

        private void repaired(int other) {
            for (long number = Math.max(1, last[other] - 5); number <= last[other]; number++) {
                long missing = number;
                both(bench ->
                        bench.data(OTHERS.get(other), STREAMS[other], missing, part(STREAMS[other], missing), true));
            }
        }

        private void nak(int other) {
            long from = random.nextLong(1, 10);
            Nak nak = new Nak(List.of(range(anyStream(), from, from + random.nextInt(5))));
            heard++;
            hearsAll.take(hearsAll.engine.nak(OTHERS.get(other), nak, hearsAll.nowMs));
            if (hearsNews.engine.isNews(nak)) {
                hearsNews.take(hearsNews.engine.nak(OTHERS.get(other), nak, hearsNews.nowMs));
            } else {
                leftOut++;
            }
        }

        private long anyStream() {
            int any = random.nextInt(STREAMS.length + 1);
            return any == STREAMS.length ? ANNAS : STREAMS[any];
        }

        private void status(int other) {
            long stream = rarely(200) ? 1_000 + random.nextInt(3) : STREAMS[other];
            boolean byMulticast = !rarely(20);
            long lastOf = last[other] + (rarely(30) ? 1 : 0);
            long floor = 1 + random.nextLong(lastOf + 1);
            RoomStatus status = new RoomStatus(OTHERS.get(other), false, lastOf, floor, prior(), heardOf(other));
            heard++;
            hearsAll.take(hearsAll.engine.status(OTHERS.get(other), stream, status, byMulticast, hearsAll.nowMs));
            if (hearsNews.engine.isNews(OTHERS.get(other), stream, status, byMulticast, hearsNews.nowMs)) {
                hearsNews.take(
                        hearsNews.engine.status(OTHERS.get(other), stream, status, byMulticast, hearsNews.nowMs));
            } else {
                leftOut++;
            }
        }

        private Optional<RoomStatus.Prior> prior() {
            return rarely(200)
                    ? Optional.of(new RoomStatus.Prior(1_000 + random.nextInt(3), random.nextInt(4)))
                    : Optional.empty();
        }

        private List<RoomStatus.Heard> heardOf(int other) {
            List<RoomStatus.Heard> all = new ArrayList<>();
            for (int i = 0; i < STREAMS.length; i++) {
                if (i != other) {
                    all.add(entry(STREAMS[i], last[i]));
                }
            }
            all.add(entry(ANNAS, hearsAll.engine.next() - 1));
            return all;
        }

        private RoomStatus.Heard entry(long stream, long upTo) {
            long through = rarely(40) ? upTo + 1 : Math.max(0, upTo - random.nextInt(4));
            return new RoomStatus.Heard(stream, through, rarely(60) ? 1 : 0, !rarely(40));
        }

        private boolean rarely(int oneIn) {
            return random.nextInt(oneIn) == 0;
        }

        private static List<String> done(Bench bench) {
            List<String> done = bench.done.stream()
                    .map(one -> one.atMs() + " " + text(bench, one.effect()))
                    .toList();
            bench.done.clear();
            return done;
        }

        private static String text(Bench bench, RoomEffect effect) {
            if (effect instanceof RoomEffect.Send send) {
                return bench.seals.meaning(send.datagram()) + " " + send.overLines();
            }
            return effect instanceof RoomEffect.Push push
                    ? push.member() + " "
                            + push.datagrams().stream()
                                    .map(bench.seals::meaning)
                                    .toList()
                    : effect.toString();
        }

        void assertSame(String when) {
            List<String> all = done(hearsAll);
            List<String> news = done(hearsNews);
            for (int i = 0; i < Math.max(all.size(), news.size()); i++) {
                assertEquals(at(all, i), at(news, i), when);
            }
            assertEquals(hearsAll.engine.wakeAtMs(), hearsNews.engine.wakeAtMs(), when);
        }

        private static String at(List<String> list, int index) {
            return index < list.size() ? list.get(index) : "nothing more";
        }
    }

    @Test
    void skippedMessagesWouldChangeNothing() {
        List<Twins> all = Stream.iterate(1L, seed -> seed + 1)
                .limit(SEEDS)
                .map(seed -> {
                    Twins twins = new Twins(seed);
                    for (int step = 0; step < STEPS; step++) {
                        twins.step();
                        twins.assertSame("seed " + seed + ", step " + step);
                    }
                    return twins;
                })
                .toList();
        int heard = all.stream().mapToInt(twins -> twins.heard).sum();
        int leftOut = all.stream().mapToInt(twins -> twins.leftOut).sum();
        assertTrue(leftOut * 5 > heard, leftOut + " of " + heard + " left out");
    }

    @Test
    void silentMemberIsNewsOnce() {
        Bench anna = new Bench().roster(1, BEN, CEM);
        RoomStatus cems = new RoomStatus(CEM, false, 0, 1, Optional.of(new RoomStatus.Prior(32, 7)), List.of());
        assertTrue(anna.engine.isNews(CEM, 33, cems, true, anna.nowMs));
        anna.take(anna.engine.status(CEM, 33, cems, true, anna.nowMs));
        assertTrue(!anna.engine.isNews(CEM, 33, cems, true, anna.nowMs));
        RoomStatus speaks = new RoomStatus(CEM, false, 1, 1, Optional.of(new RoomStatus.Prior(32, 7)), List.of());
        assertTrue(anna.engine.isNews(CEM, 33, speaks, true, anna.nowMs));
    }

    @Test
    void acknowledgementOfReceivedMessagesIsNoNews() {
        Bench anna = new Bench().roster(1, BEN, CEM, DANA).followsBen().keys(CEM, 33, 1, 1, true);
        anna.bens(1, 2);
        RoomStatus acknowledgement =
                new RoomStatus(CEM, false, 0, 1, Optional.empty(), List.of(new RoomStatus.Heard(BENS, 2, 0, true)));
        anna.take(anna.engine.status(CEM, 33, acknowledgement, true, anna.nowMs));
        assertTrue(!anna.engine.isNews(CEM, 33, acknowledgement, true, anna.nowMs));
        RoomStatus further =
                new RoomStatus(CEM, false, 0, 1, Optional.empty(), List.of(new RoomStatus.Heard(BENS, 3, 0, true)));
        assertTrue(anna.engine.isNews(CEM, 33, further, true, anna.nowMs));
    }

    @Test
    void requestOfAnotherIsNewsIfItSavesOurs() {
        Bench anna = new Bench().roster(1, BEN, CEM).followsBen();
        anna.bens(1, 4);
        assertTrue(!anna.engine.isNews(new Nak(List.of(range(BENS, 2, 2)))));
        assertTrue(anna.engine.isNews(new Nak(List.of(range(BENS, 2, 3)))));
        assertTrue(anna.engine.isNews(new Nak(List.of(range(ANNAS, 1, 1)))));
    }

    @Test
    void claimOfMissingMessagesIsNews() {
        Bench anna = new Bench().roster(1, BEN, CEM, DANA).followsBen();
        anna.keys(CEM, 33, 1, 1, true).keys(DANA, 44, 1, 1, true);
        anna.bens(1);
        RoomStatus cems =
                new RoomStatus(CEM, false, 0, 1, Optional.empty(), List.of(new RoomStatus.Heard(BENS, 2, 0, true)));
        RoomStatus danas =
                new RoomStatus(DANA, false, 0, 1, Optional.empty(), List.of(new RoomStatus.Heard(BENS, 2, 0, true)));
        anna.take(anna.engine.status(CEM, 33, cems, true, anna.nowMs));
        anna.take(anna.engine.status(DANA, 44, danas, true, anna.nowMs));
        assertTrue(!anna.engine.isNews(DANA, 44, danas, true, anna.nowMs));
        anna.bens(3);
        assertTrue(anna.engine.isNews(DANA, 44, danas, true, anna.nowMs));
        assertTrue(!anna.engine.isNews(CEM, 33, cems, true, anna.nowMs));
    }
}
