package org.hobnob.launcher.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hobnob.launcher.Launched;
import org.hobnob.launcher.chaos.Operation.Kind;
import org.hobnob.launcher.chaos.Operation.Outcome;

/** Registries and their store in trouble, judged by what clients were told and by what one peer heard of another. */
final class Chaos {
    /** All peers of a killed registry have resumed within ten seconds; a busy machine gets as much on top. */
    private static final long LONGEST_OFFLINE_MS = 20_000;

    private final Registries registries;
    private final long seed;

    /** @param seed of all that is drawn */
    Chaos(Registries registries, long seed) {
        this.registries = registries;
        this.seed = seed;
    }

    /** Something bad that is done to the registries, for a while. */
    interface Trouble {
        void make() throws Exception;
    }

    /** Kills, pauses and cuts off for so long. */
    void run(long seconds) throws Exception {
        Troubles troubles = new Troubles(registries, seed);
        run(() -> troubles.make(seconds));
        System.out.println("chaos: " + troubles.done());
    }

    /** Makes the trouble, tells of it, and fails where anybody was told what is not so. */
    void run(Trouble trouble) throws Exception {
        System.out.println("chaos: seed " + seed);
        try (Launched dana = signedUp("dana");
                Launched omar = signedUp("omar")) {
            Quarrel quarrel = Quarrel.begin(registries, watchers(), seed);
            List<Sightings> sightings = IntStream.range(0, registries.count())
                    .mapToObj(node -> new Sightings(watchers().get(node), "dana", registries, node, quarrel.over()))
                    .toList();
            sightings.forEach(quarrel::alongside);
            Talk talk = new Talk(dana, "/msg omar ", quarrel.over());
            quarrel.alongside(talk);
            trouble.make();
            quarrel.end();
            report(quarrel.history(), sightings, talk);
            assertEquals(List.of(), quarrel.history().complaints());
            assertTrue(quarrel.history()
                            .where(one -> one.is(Kind.CREATE, Outcome.DONE))
                            .size()
                    > 10);
            sightings.forEach(one -> one.assertNeverOfflineFor(LONGEST_OFFLINE_MS));
            talk.assertHeardInOrder(omar, "[@dana] ");
            Stream.of(dana, omar).forEach(Chaos::wasNotLoggedOut);
        }
    }

    private static void wasNotLoggedOut(Launched peer) {
        assertTrue(
                peer.out().stream()
                        .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("logged out")),
                peer::toString);
    }

    private Launched signedUp(String name) throws Exception {
        return registries.peer(name).type("/signup " + name + " secret-" + name).shows("Logged in as " + name);
    }

    private List<String> watchers() {
        return IntStream.range(0, registries.count())
                .mapToObj(node -> "watcher" + node)
                .toList();
    }

    private static void report(History history, List<Sightings> sightings, Talk talk) {
        System.out.println("chaos: " + history.summary());
        sightings.forEach(one -> System.out.println("chaos: " + one));
        System.out.println("chaos: " + talk.said() + " messages said");
    }
}
