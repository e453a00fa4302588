package org.hobnob.protocol.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.peer.FileAnswer;
import org.hobnob.protocol.message.peer.FileEnd;
import org.hobnob.protocol.message.peer.FileHead;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

/** Offers of files, and how far they are (SPEC 16). */
class FileEngineTest {
    private static final UserName EVE = new UserName("eve");
    private final FilePair pair = new FilePair(1);

    private static OfferState state(FilePair.Side side, Offer offer) {
        return side.disk.get(offer.id()).state();
    }

    private List<OfferState> shown(FilePair.Side side) {
        return side.shown.stream().map(show -> show.offer().state()).toList();
    }

    private static MessageId id(int number) {
        return new MessageId(String.format("%032x", number));
    }

    private static PeerMessage.OfferFile offer(UserName sender, int number) {
        return new PeerMessage.OfferFile(
                sender, FilePair.BOB, id(number), new FileHead("f" + number, 1), 1_000, Optional.empty());
    }

    @Test
    void acceptedFileArrivesAndBothSidesKnow() {
        Offer offer = pair.send("notes.pdf", 5_000);
        pair.steps(1);
        assertEquals(OfferState.OFFERED, state(pair.bob, offer));
        pair.accept(offer);
        pair.steps(20);
        assertEquals(OfferState.DONE, state(pair.bob, offer));
        assertEquals(List.of(OfferState.OFFERED, OfferState.DONE), shown(pair.ana));
        assertFalse(pair.ana.disk.containsKey(offer.id()), "what both know to be over is forgotten");
    }

    @Test
    void nothingIsFetchedBeforeItIsAccepted() {
        Offer offer = pair.send("notes.pdf", 5_000);
        pair.steps(50);
        assertEquals(Optional.empty(), Optional.ofNullable(pair.here.get(offer.id())));
    }

    @Test
    void refusedAndWithdrawnOffersAreOver() {
        Offer refused = pair.send("a", 10);
        Offer withdrawn = pair.send("b", 10);
        pair.steps(2);
        pair.bob.run(pair.bob.engine.drop(refused.id(), pair.nowMs));
        pair.ana.run(pair.ana.engine.drop(withdrawn.id(), pair.nowMs));
        pair.steps(2);
        assertTrue(shown(pair.ana).contains(OfferState.REFUSED));
        assertTrue(shown(pair.bob).contains(OfferState.WITHDRAWN));
        assertEquals(List.of(), pair.ana.engine.open());
        assertEquals(List.of(), pair.bob.engine.open());
    }

    @Test
    void cancellingRemovesWhatHasCome() {
        Offer offer = pair.send("a", 50_000);
        pair.steps(1);
        pair.accept(offer);
        pair.steps(5);
        assertTrue(pair.here.get(offer.id()) > 0);
        pair.bob.run(pair.bob.engine.drop(offer.id(), pair.nowMs));
        pair.steps(3);
        assertEquals(0, pair.running());
        assertTrue(shown(pair.ana).contains(OfferState.CANCELLED));
    }

    @Test
    void offerIsKnownAgainAndDoneFilesAreNotFetchedTwice() {
        Offer offer = pair.send("a", 10);
        pair.steps(1);
        pair.accept(offer);
        pair.steps(5);
        PeerMessage.OfferFile again = new PeerMessage.OfferFile(
                FilePair.ANA, FilePair.BOB, offer.id(), offer.file(), 1_234, Optional.empty());
        FileEngine.Answered answered = pair.bob.engine.offered(again);
        assertEquals(FileAnswer.DONE, answered.answer());
        assertEquals(List.of(), answered.effects());
    }

    @Test
    void strangersOfferNothingUnderAnothersId() {
        Offer offer = pair.send("a", 10);
        pair.steps(1);
        PeerMessage.OfferFile stolen =
                new PeerMessage.OfferFile(EVE, FilePair.BOB, offer.id(), offer.file(), 1_234, Optional.empty());
        assertEquals(FileAnswer.REFUSED, pair.bob.engine.offered(stolen).answer());
        pair.bob.run(pair.bob.engine.ended(new PeerMessage.EndFile(EVE, FilePair.BOB, offer.id(), FileEnd.WITHDRAWN)));
        assertEquals(OfferState.OFFERED, state(pair.bob, offer));
        assertEquals(FileEngine.Permission.NOT_OFFERED, pair.ana.engine.mayFetch(EVE, offer.id()));
    }

    @Test
    void eachSideSaysOnlyItsOwnEnds() {
        Offer offer = pair.send("a", 10);
        pair.steps(1);
        pair.bob.run(
                pair.bob.engine.ended(new PeerMessage.EndFile(FilePair.ANA, FilePair.BOB, offer.id(), FileEnd.DONE)));
        pair.ana.run(pair.ana.engine.ended(
                new PeerMessage.EndFile(FilePair.BOB, FilePair.ANA, offer.id(), FileEnd.WITHDRAWN)));
        assertEquals(OfferState.OFFERED, state(pair.bob, offer));
        assertEquals(OfferState.OFFERED, state(pair.ana, offer));
    }

    @Test
    void floodOfOffersLeavesRoomForOthers() {
        for (int i = 0; i < 3_000; i++) {
            FileAnswer answer = pair.bob.engine.offered(offer(EVE, i)).answer();
            assertEquals(i < FileLimits.OFFERS_OF_ONE ? FileAnswer.TAKEN : FileAnswer.FULL, answer);
        }
        assertEquals(
                FileAnswer.TAKEN,
                pair.bob.engine.offered(offer(FilePair.ANA, 5_000)).answer());
    }

    @Test
    void floodOfManyUsersIsBounded() {
        int taken = 0;
        for (int i = 0; i < 1_000; i++) {
            FileEngine.Answered answered = pair.bob.engine.offered(offer(new UserName("u" + i), i));
            taken += answered.answer() == FileAnswer.TAKEN ? 1 : 0;
        }
        assertEquals(FileLimits.OFFERS, taken);
    }

    @Test
    void whatIsOverIsRememberedOnlyInPart() {
        for (int i = 0; i < 3 * FileLimits.REMEMBERED; i++) {
            pair.bob.run(pair.bob.engine.offered(offer(EVE, i)).effects());
            pair.bob.run(pair.bob.engine.drop(id(i), pair.nowMs));
        }
        assertEquals(FileLimits.REMEMBERED, pair.bob.disk.size());
    }

    @Test
    void withdrawnOffersAreNotRemembered() {
        for (int i = 0; i < 1_000; i++) {
            pair.bob.run(pair.bob.engine.offered(offer(EVE, i)).effects());
            pair.bob.run(pair.bob.engine.ended(new PeerMessage.EndFile(EVE, FilePair.BOB, id(i), FileEnd.WITHDRAWN)));
        }
        assertEquals(0, pair.bob.disk.size());
    }

    @Test
    void onlySomeFilesAreFetchedAtOnce() {
        List<Offer> offers = List.of(1, 2, 3, 4, 5, 6, 7).stream()
                .map(n -> pair.send("f" + n, 20_000))
                .toList();
        pair.steps(3);
        long begun = 0;
        for (Offer offer : offers) {
            List<FileEffect> effects = pair.bob.engine.accept(offer.id(), "/bob/f", pair.nowMs);
            begun += effects.stream().filter(FileEffect.Fetch.class::isInstance).count();
            pair.bob.run(effects);
        }
        assertEquals(FileLimits.FETCHES, begun);
        pair.steps(400);
        offers.forEach(offer -> assertEquals(OfferState.DONE, state(pair.bob, offer)));
    }

    @Test
    void offerThatIsGoneIsNotAccepted() {
        pair.bob.run(pair.bob.engine.offered(offer(EVE, 1)).effects());
        pair.bob.run(pair.bob.engine.ended(new PeerMessage.EndFile(EVE, FilePair.BOB, id(1), FileEnd.WITHDRAWN)));
        assertEquals(List.of(), pair.bob.engine.accept(id(1), "/bob/a", pair.nowMs));
    }

    @Test
    void stoppedFileGoesOnWhenItIsAcceptedAgain() {
        Offer offer = pair.send("a", 3_000);
        pair.steps(1);
        pair.bob.run(pair.bob.engine.accept(offer.id(), "/bob/a", pair.nowMs).stream()
                .filter(effect -> !(effect instanceof FileEffect.Fetch))
                .toList());
        pair.bob.run(pair.bob.engine.fetched(offer.id(), FetchOutcome.NO_SPACE, pair.nowMs));
        pair.steps(20);
        assertEquals(OfferState.STOPPED, state(pair.bob, offer));
        pair.accept(offer);
        pair.steps(10);
        assertEquals(OfferState.DONE, state(pair.bob, offer));
    }

    @Test
    void changedFileEndsOnBothSides() {
        Offer offer = pair.send("a", 50_000);
        pair.steps(1);
        pair.accept(offer);
        pair.steps(2);
        pair.ana.run(pair.ana.engine.served(offer.id(), Optional.of(FileFault.CHANGED)));
        pair.bob.run(pair.bob.engine.fetched(offer.id(), FetchOutcome.CHANGED, pair.nowMs));
        assertEquals(
                Optional.of(FileFault.CHANGED),
                pair.ana.shown.get(pair.ana.shown.size() - 1).why());
        assertEquals(
                Optional.of(FileFault.CHANGED),
                pair.bob.shown.get(pair.bob.shown.size() - 1).why());
    }

    @Test
    void neverOfferedFileIsForgottenAtOnce() {
        Offer offer = pair.send("a", 10);
        pair.ana.run(pair.ana.engine.drop(offer.id(), pair.nowMs));
        assertEquals(0, pair.ana.disk.size());
    }

    @Test
    void programWithoutFilesEndsAllItsOffers() {
        pair.send("a", 10);
        pair.send("b", 10);
        pair.ana.run(pair.ana.engine.takesNoFiles(FilePair.BOB));
        assertEquals(List.of(OfferState.FAILED, OfferState.FAILED), shown(pair.ana));
        assertEquals(0, pair.ana.disk.size());
    }
}
