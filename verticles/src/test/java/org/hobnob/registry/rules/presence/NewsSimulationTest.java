package org.hobnob.registry.rules.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.LongStream;
import org.hobnob.registry.rules.presence.NewsWorld.Fault;
import org.hobnob.registry.rules.presence.NewsWorld.Weather;
import org.junit.jupiter.api.Test;

/**
 * Whatever becomes of news, memory that counts as fresh shows of everybody what the store had at most five seconds ago. Each
 * planted fault is found. {@code -Dhobnob.news.seeds=…} for a longer run.
 */
class NewsSimulationTest {
    private static final long SEEDS = Long.getLong("hobnob.news.seeds", 30);
    private static final long RUN_MS = 180_000;

    @Test
    void freshMemoryLagsFiveSecondsAtMost() {
        double freshness = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            NewsWorld world = new NewsWorld(seed, Fault.NONE, Weather.ROUGH);
            assertEquals(Optional.empty(), world.run(RUN_MS), "seed " + seed);
            freshness += world.freshness() / SEEDS;
        }
        System.out.println("rough weather: fresh at " + Math.round(freshness * 1_000) / 10.0 + " % of looks");
        assertTrue(freshness > 0.9, "lists are refused too often: " + freshness);
    }

    @Test
    void arrivingNewsSaveAlmostAllReads() {
        long forWantOfNews = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            NewsWorld world = new NewsWorld(seed, Fault.NONE, Weather.CALM);
            assertEquals(Optional.empty(), world.run(RUN_MS), "seed " + seed);
            forWantOfNews += world.reads() - world.readsOfAll();
            // Three registries: at the start, and once a minute.
            assertTrue(world.readsOfAll() <= 3 * (1 + RUN_MS / 60_000), "seed " + seed);
        }
        // A slow answer now and then is none.
        assertTrue(forWantOfNews <= SEEDS / 10, "read " + forWantOfNews + " times for want of news");
    }

    @Test
    void everyPlantedFaultIsFound() {
        for (Fault fault : Fault.values()) {
            Optional<Long> found = LongStream.range(0, SEEDS)
                    .boxed()
                    .filter(seed -> new NewsWorld(seed, fault, Weather.ROUGH)
                            .run(RUN_MS)
                            .isPresent())
                    .findFirst();
            found.ifPresent(seed -> System.out.println(fault + ": seed " + seed + ", "
                    + new NewsWorld(seed, fault, Weather.ROUGH).run(RUN_MS).orElseThrow()));
            assertEquals(fault != Fault.NONE, found.isPresent(), fault.name());
        }
    }
}
