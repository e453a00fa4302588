package org.hobnob.registry.rules.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.message.value.UserStatus;
import org.hobnob.registry.rules.rooms.Memberships;
import org.junit.jupiter.api.Test;

class DirectoryTest {
    private static final UserName DANA = new UserName("dana");

    private final Directory directory = new Directory(new Memberships());

    private static Directory.Entry entry(String user, String node, long session, long epoch) {
        Contact contact =
                new Contact(new UserName(user), "127.0.0.1", 0, 0, DialectName.NATIVE, Optional.empty(), List.of());
        return new Directory.Entry(contact, node, SessionId.ofBits(session), epoch);
    }

    private void login(Directory.Entry entry) {
        directory.online(entry, Optional.empty());
    }

    @Test
    void takeoverReplacesTheNamedSession() {
        Directory.Entry first = entry("dana", "a", 1, 1);
        Directory.Entry second = entry("dana", "b", 2, 2);
        login(first);
        assertEquals(Optional.of(first), directory.online(second, Optional.of(first.session())));
        assertEquals(Optional.of(second), directory.find(DANA));
    }

    @Test
    void newsOfASessionThatHasEndedComeToNothing() {
        Directory.Entry first = entry("dana", "a", 1, 1);
        Directory.Entry second = entry("dana", "b", 2, 2);
        directory.online(second, Optional.of(first.session()));
        directory.offline(DANA, second.session());
        login(first);
        login(second);
        assertEquals(Optional.empty(), directory.find(DANA));
        directory.forgetEnds();
        login(first);
        assertEquals(Optional.empty(), directory.find(DANA), "not forgotten too early");
        directory.forgetEnds();
        assertFalse(directory.hasEnded(first.session()));
    }

    /** The news of two registries come in any order: an earlier login elsewhere must not hide the one that lasts. */
    @Test
    void sessionWithoutAKnownEndLasts() {
        Directory.Entry lasting = entry("dana", "b", 2, 1);
        Directory.Entry over = entry("dana", "a", 1, 1);
        login(lasting);
        login(over);
        directory.offline(DANA, over.session());
        assertEquals(Optional.of(lasting), directory.find(DANA));
    }

    @Test
    void sessionsMissingInTheStoreAreRemoved() {
        login(entry("dana", "a", 1, 1));
        login(entry("emil", "a", 2, 1));
        login(entry("fay", "b", 3, 1));
        long mark = directory.mark();
        Directory.Entry young = entry("gus", "a", 4, 1);
        login(young);
        List<Directory.Entry> wrong =
                directory.correct(List.of(entry("emil", "a", 2, 1)), node -> node.equals("a"), mark);
        assertEquals(List.of(entry("dana", "a", 1, 1)), wrong);
        assertTrue(directory.find(new UserName("emil")).isPresent());
        assertTrue(directory.find(new UserName("fay")).isPresent(), "of a node that was not read");
        assertEquals(Optional.of(young), directory.find(young.user()));
    }

    @Test
    void storedSessionReplacesTheKnownOne() {
        Directory.Entry known = entry("dana", "a", 1, 1);
        login(known);
        Directory.Entry read = entry("dana", "b", 2, 2);
        assertEquals(List.of(known), directory.correct(List.of(read), node -> node.equals("b"), directory.mark()));
        assertEquals(Optional.of(read), directory.find(DANA));
    }

    @Test
    void sessionEndedDuringAReadStaysEnded() {
        Directory.Entry read = entry("dana", "a", 1, 1);
        login(read);
        long mark = directory.mark();
        directory.offline(DANA, read.session());
        directory.correct(List.of(read), node -> true, mark);
        assertEquals(Optional.empty(), directory.find(DANA));
    }

    @Test
    void pagesGoByNameAndLeaveTheAskerOut() {
        List.of("c", "a", "d", "b").forEach(user -> login(entry(user, "n", user.charAt(0), 1)));
        List<String> page = directory.page(Optional.of(new UserName("a")), Optional.of(new UserName("c")), 2).stream()
                .map(contact -> contact.user().shown())
                .toList();
        assertEquals(List.of("b", "d"), page);
    }

    @Test
    void refreshedContactIsToldFromThenOn() {
        Directory.Entry before = entry("dana", "a", 1, 1);
        Directory.Entry after = away(before);
        login(before);
        directory.refresh(after);
        assertEquals(Optional.of(after), directory.find(DANA));
        directory.refresh(entry("dana", "a", 2, 1));
        assertEquals(Optional.of(after), directory.find(DANA), "another session is left to its login");
    }

    @Test
    void storeCorrectsAContactWhoseNewsWereLost() {
        Directory.Entry before = entry("dana", "a", 1, 1);
        login(before);
        directory.correct(List.of(away(before)), node -> true, directory.mark());
        assertEquals(Optional.of(away(before)), directory.find(DANA));
    }

    @Test
    void newsDuringTheReadAreNewerThanTheStore() {
        Directory.Entry before = entry("dana", "a", 1, 1);
        login(before);
        long mark = directory.mark();
        directory.refresh(away(before));
        directory.correct(List.of(before), node -> true, mark);
        assertEquals(Optional.of(away(before)), directory.find(DANA));
    }

    private static Directory.Entry away(Directory.Entry entry) {
        Contact contact = entry.contact().withStatus(new UserStatus(true, "at lunch"));
        return new Directory.Entry(contact, entry.node(), entry.session(), entry.epoch());
    }
}
