package org.hobnob.protocol.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hobnob.protocol.message.value.MessageId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files between two users whose messages get lost, whose connections break and whose programs restart (SPEC 16). */
class FileSimulationTest {
    private static final int FILES = 12;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void everyFileEndsAsItsRecipientWanted(long seed) {
        FilePair pair = new FilePair(seed);
        pair.losses = 0.3;
        pair.cuts = 0.15;
        List<Offer> offers = new ArrayList<>();
        Set<MessageId> decided = new HashSet<>();
        for (int round = 0; round < 150; round++) {
            if (offers.size() < FILES && pair.random.nextInt(4) == 0) {
                offers.add(pair.send("f" + offers.size(), pair.random.nextInt(20_000)));
            }
            if (pair.random.nextInt(10) == 0) {
                (pair.random.nextBoolean() ? pair.ana : pair.bob).restart();
            }
            decide(pair, offers, decided);
            pair.steps(8);
            assertTrue(pair.running() <= 2 * FileLimits.FETCHES, "seed " + seed);
        }
        pair.losses = 0;
        pair.cuts = 0;
        for (int round = 0; round < 40; round++) {
            decide(pair, offers, decided);
            pair.steps(20);
        }
        check(pair, offers, seed);
    }

    /** Bob takes two of three and refuses the third. */
    private static void decide(FilePair pair, List<Offer> offers, Set<MessageId> decided) {
        for (Offer offer : offers) {
            boolean waits = pair.bob
                    .engine
                    .find(offer.id())
                    .filter(known -> known.state() == OfferState.OFFERED)
                    .isPresent();
            if (waits && offers.indexOf(offer) % 3 == 2) {
                pair.bob.run(pair.bob.engine.drop(offer.id(), pair.nowMs));
            } else if (waits) {
                assertTrue(decided.add(offer.id()), "nobody is asked twice");
                pair.accept(offer);
            }
        }
    }

    private static void check(FilePair pair, List<Offer> offers, long seed) {
        assertEquals(List.of(), pair.ana.engine.open(), "seed " + seed);
        assertEquals(0, pair.ana.disk.size(), "seed " + seed);
        for (Offer offer : offers) {
            boolean refused = offers.indexOf(offer) % 3 == 2;
            OfferState wanted = refused ? OfferState.REFUSED : OfferState.DONE;
            assertEquals(wanted, pair.bob.disk.get(offer.id()).state(), "seed " + seed);
            assertEquals(1, ends(pair.ana, offer, wanted), "seed " + seed + ": ana hears of it once");
            assertEquals(1, ends(pair.bob, offer, wanted), "seed " + seed + ": bob sees it once");
            assertEquals(refused ? 0L : offer.file().size(), pair.here.getOrDefault(offer.id(), 0L));
        }
    }

    private static long ends(FilePair.Side side, Offer offer, OfferState state) {
        return side.shown.stream()
                .filter(show ->
                        show.offer().id().equals(offer.id()) && show.offer().state() == state)
                .count();
    }
}
