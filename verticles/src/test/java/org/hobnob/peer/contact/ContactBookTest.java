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
        assertEquals("10.0.0.1", book.find(DANA, 1_000, 0).result().ip());
        nowMs += 1;
        assertTrue(!book.find(DANA, 1_000, 0).isComplete());
        assertEquals(1, searches.size());
    }

    @Test
    void concurrentCallersShareOneSearch() {
        Future<Contact> one = book.find(DANA, 0, 0);
        Future<Contact> two = book.find(DANA, 0, 0);
        searches.get(0).complete(at("10.0.0.1"));
        assertEquals(one.result(), two.result());
        book.find(DANA, 0, 0);
        assertEquals(2, searches.size());
    }

    @Test
    void knownContactIsUsedWhileTheRegistryIsAway() {
        book.note(at("10.0.0.1"));
        nowMs += 3_600_000;
        Future<Contact> found = book.find(DANA, 0, 0);
        told(Reason.UNAVAILABLE);
        assertEquals("10.0.0.1", found.result().ip());
    }

    @Test
    void offlineUserIsFoundOnlyWithinTheToleratedAbsence() {
        book.note(at("10.0.0.1"));
        nowMs += 5_000;
        Future<Contact> strict = book.find(DANA, 0, 0);
        Future<Contact> lenient = book.find(DANA, 0, 10_000);
        Future<Contact> tooLate = book.find(DANA, 0, 5_000);
        told(Reason.NOT_ONLINE);
        assertEquals(Reason.NOT_ONLINE, reason(strict));
        assertEquals("10.0.0.1", lenient.result().ip());
        assertEquals(Reason.NOT_ONLINE, reason(tooLate));
    }

    @Test
    void unknownUserIsUnavailableWithoutTheRegistry() {
        Future<Contact> found = book.find(DANA, 0, 10_000);
        told(Reason.UNAVAILABLE);
        assertEquals(Reason.UNAVAILABLE, reason(found));
    }
}
