package org.hobnob.peer.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

class ContactBookTest {
    private static final UserName DANA = new UserName("dana");

    private final List<Promise<Contact>> searches = new ArrayList<>();
    private long nowMs;
    private final ContactBook book = new ContactBook(
            user -> {
                Promise<Contact> search = Promise.promise();
                searches.add(search);
                return search.future();
            },
            () -> nowMs);

    private static Contact at(String ip) {
        return new Contact(DANA, ip, 1, 2, DialectName.NATIVE, Optional.empty(), List.of());
    }

    private void told(Reason reason) {
        searches.get(searches.size() - 1).fail(new RefusalException(reason));
    }

    private static Reason reason(Future<?> failed) {
        return ((RefusalException) failed.cause()).reason();
    }

    @Test
    void recentContactIsNotSearchedAgain() {
        book.note(at("10.0.0.1"));
        nowMs += 999;
        assertEquals(
                "10.0.0.1", book.find(DANA, 1_000, 0, Optional.empty()).result().ip());
        nowMs += 1;
        assertTrue(!book.find(DANA, 1_000, 0, Optional.empty()).isComplete());
        assertEquals(1, searches.size());
    }

    @Test
    void concurrentCallersShareOneSearch() {
        Future<Contact> one = book.find(DANA, 0, 0, Optional.empty());
        Future<Contact> two = book.find(DANA, 0, 0, Optional.empty());
        searches.get(0).complete(at("10.0.0.1"));
        assertEquals(one.result(), two.result());
        book.find(DANA, 0, 0, Optional.empty());
        assertEquals(2, searches.size());
    }

    @Test
    void knownContactIsUsedWhileTheRegistryIsAway() {
        book.note(at("10.0.0.1"));
        nowMs += 3_600_000;
        Future<Contact> found = book.find(DANA, 0, 0, Optional.empty());
        told(Reason.UNAVAILABLE);
        assertEquals("10.0.0.1", found.result().ip());
    }

    @Test
    void offlineUserIsFoundOnlyWithinTheToleratedAbsence() {
        book.note(at("10.0.0.1"));
        nowMs += 5_000;
        Future<Contact> strict = book.find(DANA, 0, 0, Optional.empty());
        Future<Contact> lenient = book.find(DANA, 0, 10_000, Optional.empty());
        Future<Contact> tooLate = book.find(DANA, 0, 5_000, Optional.empty());
        told(Reason.NOT_ONLINE);
        assertEquals(Reason.NOT_ONLINE, reason(strict));
        assertEquals("10.0.0.1", lenient.result().ip());
        assertEquals(Reason.NOT_ONLINE, reason(tooLate));
    }

    @Test
    void unknownUserIsUnavailableWithoutTheRegistry() {
        Future<Contact> found = book.find(DANA, 0, 10_000, Optional.empty());
        told(Reason.UNAVAILABLE);
        assertEquals(Reason.UNAVAILABLE, reason(found));
    }

    private Future<Contact> claimed(String name, String address) {
        return book.find(new UserName(name), 0, 0, Optional.of(address));
    }

    private void nobodyIsFound() {
        searches.forEach(search -> search.tryFail(new RefusalException(Reason.NOT_ONLINE)));
    }

    @Test
    void strangersAtOneAddressCauseFewSearches() {
        for (int i = 0; i < 1_000; i++) {
            claimed("nobody" + i, "10.0.0.9");
            nobodyIsFound();
        }
        assertEquals(StrangerSearches.OF_ADDRESS.burst(), searches.size());
        assertEquals(Reason.UNAVAILABLE, reason(claimed("dana", "10.0.0.9")));
        claimed("dana", "10.0.0.1");
        assertEquals(StrangerSearches.OF_ADDRESS.burst() + 1, searches.size());
    }

    @Test
    void strangersFromManyAddressesLeaveSearchesToOthers() {
        for (int i = 0; i < 10_000; i++) {
            claimed("nobody" + i, "10.0.1." + i % 20);
            nobodyIsFound();
        }
        assertEquals(StrangerSearches.OF_ALL.burst() + 20 * StrangerSearches.FEW.burst(), searches.size());
        int before = searches.size();
        claimed("dana", "10.0.0.1");
        book.find(new UserName("omar"), 0, 0, Optional.empty());
        assertEquals(before + 2, searches.size(), "another address gets a few, and the user is not limited");
    }

    @Test
    void absentUserIsNotSearchedAgainForAStranger() {
        claimed("dana", "10.0.0.9");
        nobodyIsFound();
        assertEquals(Reason.NOT_ONLINE, reason(claimed("dana", "10.0.0.9")));
        assertEquals(1, searches.size());
        nowMs += StrangerSearches.ABSENT_MS;
        claimed("dana", "10.0.0.9");
        assertEquals(2, searches.size());
    }

    @Test
    void knownContactDoesNotPassForTheLatestWhenStrangersAskTooMuch() {
        book.note(at("10.0.0.1"));
        nowMs += 3_600_000;
        for (int i = 0; i < 1_000; i++) {
            claimed("nobody" + i, "10.0.0.9");
        }
        assertEquals(Reason.UNAVAILABLE, reason(claimed("dana", "10.0.0.9")));
    }
}
