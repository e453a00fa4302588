package org.hobnob.protocol.handout;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.hobnob.protocol.sim.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Hand-outs of files of all sizes to members of all kinds; in the profile {@code simulation}. */
@EnabledIfSystemProperty(named = "hobnob.sim.figures", matches = "true")
class HandoutSeedsTest {
    @Test
    void everyFileIsRightWhateverIsLost() throws InterruptedException {
        assertTrue(Seeds.run(world -> any(world.seed())).seeds() > 0);
    }

    private static void any(long seed) {
        Random random = new Random(seed);
        SimHandout out = new SimHandout(seed, 1 + random.nextInt(random.nextBoolean() ? 20 : 4_000));
        int members = 1 + random.nextInt(30);
        for (int i = 0; i < members; i++) {
            SimReceiver.Path path = anyPath(random);
            String name = "member" + i;
            if (random.nextInt(4) > 0) {
                out.add(name, path);
            } else {
                out.at(random.nextInt(5_000), () -> out.add(name, path));
            }
        }
        SimReceiver vanishing = out.add("vanishing", SimReceiver.lossless());
        out.at(random.nextInt(5_000), () -> out.leave(vanishing));
        out.run();
        assertTrue(out.emitted() <= 2 + 17.0 / out.layout.pieces(), out::toString);
    }

    private static SimReceiver.Path anyPath(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> SimReceiver.deaf();
            case 1 -> SimReceiver.bursts(random.nextDouble() / 100, 0.02 + random.nextDouble() / 4);
            case 2 -> SimReceiver.narrow(50_000 + random.nextInt(5_000_000));
            case 3 -> SimReceiver.lossless();
            default -> SimReceiver.losing(random.nextDouble() / 3);
        };
    }
}
