package org.hobnob.protocol.login;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.hobnob.protocol.sim.Seeds;
import org.hobnob.protocol.sim.World;
import org.junit.jupiter.api.Test;

/** Whatever becomes of the registries and whatever the person does, {@link SimPeer}'s checks hold, and a login comes back. */
class LoginSimulationTest {
    private static final long ROUGH_MS = 300_000;
    private static final long LONGEST_PAUSE_MS = 8_000;
    /** Two questions that are not answered, and the waits and rounds between. */
    private static final long CALM_MS = 150_000;

    @Test
    void loginSurvivesWhateverRegistriesDo() throws InterruptedException {
        AtomicLong onlines = new AtomicLong();
        Seeds.Tally tally = Seeds.run(world -> onlines.addAndGet(rough(world)));
        assertTrue(onlines.get() > tally.seeds(), "too few logins to say anything: " + onlines);
    }

    private static int rough(World world) {
        SimPeer peer = new SimPeer(world);
        RandomGenerator random = world.random("scenario");
        peer.login();
        while (world.nowMs() < ROUGH_MS) {
            world.advance(random.nextLong(LONGEST_PAUSE_MS));
            peer.outdatedEvents();
            int what = random.nextInt(12);
            if (what == 0) {
                peer.person();
            } else if (what == 1) {
                peer.tellRegistries();
            } else if (what == 2 && !peer.isIn()) {
                peer.login();
            } else {
                peer.registries().weather();
            }
        }
        peer.registries().mendAll();
        peer.tellRegistries();
        world.advance(CALM_MS);
        peer.checkAtRest();
        return peer.onlines();
    }
}
