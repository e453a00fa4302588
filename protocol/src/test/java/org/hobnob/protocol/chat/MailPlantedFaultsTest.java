package org.hobnob.protocol.chat;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.hobnob.protocol.mailbox.LetterItem;
import org.hobnob.protocol.mailbox.MailRecord;
import org.hobnob.protocol.mailbox.engine.MailEffect;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.sim.SimulationFailure;
import org.hobnob.protocol.sim.World;
import org.junit.jupiter.api.Test;

/** Faults planted around the mail engine: the simulation finds each, and names the seed. */
class MailPlantedFaultsTest {
    private static final int SEEDS = 200;

    private static UnaryOperator<List<MailEffect>> changed(UnaryOperator<MailEffect> change) {
        return effects -> effects.stream().map(change).toList();
    }

    /** A receipt says more than was taken. */
    @Test
    void receiptOfMoreThanWasTakenIsCaught() {
        assertCaughtByMailAlone(
                office -> office.planting(changed(effect -> effect instanceof MailEffect.Acknowledge taken
                        ? new MailEffect.Acknowledge(
                                taken.contact(),
                                new LetterItem.Receipt(
                                        taken.receipt().log(), taken.receipt().through() + 1),
                                taken.spent())
                        : effect)),
                "nowhere",
                "lost");
    }

    /** Receipts never leave, so that what arrived by mail goes on waiting at its sender's. */
    @Test
    void receiptsThatNeverLeaveAreCaught() {
        assertCaughtByMailAlone(
                office -> office.planting(effects -> effects.stream()
                        .filter(effect ->
                                !(effect instanceof MailEffect.Post post && post.item() instanceof LetterItem.Receipt))
                        .toList()),
                "not done");
    }

    /** The private keys are lost with the program. */
    @Test
    void forgettingPrivateKeysIsCaught() {
        assertCaughtByMailAlone(
                office -> office.forgetting(record -> record instanceof MailRecord.PrivateKey), "not done");
    }

    /** What is said over a line never counts as put, or the other way round: the place in the log is not kept. */
    @Test
    void messageUnderAnotherNumberIsCaught() {
        assertCaughtByMailAlone(
                office -> office.planting(changed(effect -> effect instanceof MailEffect.Post post
                                && post.item() instanceof LetterItem.Message message
                                && message.place().number() > 1
                        ? new MailEffect.Post(
                                post.contact(),
                                new LetterItem.Message(
                                        new LogPlace(
                                                message.place().log(),
                                                message.place().number() + 1,
                                                1),
                                        message.id(),
                                        message.body()),
                                post.own(),
                                post.theirs())
                        : effect)),
                "not done",
                "twice",
                "order",
                "lost");
    }

    private static void assertCaughtByMailAlone(UnaryOperator<MailOffice> plant, String... ways) {
        assertCaught(plant, ChatScenario::runOneAtATime, ways);
    }

    private static void assertCaught(UnaryOperator<MailOffice> plant, Consumer<ChatScenario> run, String... ways) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            World world = new World(seed);
            MailOffice office = plant.apply(new MailOffice(world, false, 0.05));
            try {
                run.accept(new ChatScenario(world, Plant.NONE, 0.005, Optional.of(office)));
            } catch (SimulationFailure caught) {
                System.out.println("planted and caught: " + caught.getMessage().replaceAll("\\s+", " "));
                assertTrue(List.of(ways).stream().anyMatch(caught.getMessage()::contains), caught.getMessage());
                return;
            }
        }
        fail("not caught in " + SEEDS + " seeds");
    }
}
