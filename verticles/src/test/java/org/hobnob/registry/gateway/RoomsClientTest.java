package org.hobnob.registry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;

class RoomsClientTest {
    private static final UserName DANA = new UserName("dana");
    private static final Optional<PublicKey> KEY = Optional.of(new PublicKey("5b".repeat(32)));
    private static final Optional<PublicKey> OTHER = Optional.of(new PublicKey("77".repeat(32)));

    private static Optional<Contact> online(Optional<PublicKey> key) {
        return Optional.of(new Contact(DANA, "127.0.0.1", 4_000, 4_001, DialectName.NATIVE, key, List.of()));
    }

    private static Member listed(Optional<PublicKey> place, Optional<Contact> online) {
        return RoomsClient.member(Member.absent(DANA, place), online);
    }

    @Test
    void memberWithTheKeyOfThePlaceIsOnline() {
        assertEquals(new Member(DANA, online(KEY)), listed(KEY, online(KEY)));
    }

    @Test
    void memberWithAnotherKeyThanThePlaceIsAbsent() {
        assertEquals(Member.absent(DANA, KEY), listed(KEY, online(OTHER)));
        assertEquals(Member.absent(DANA, KEY), listed(KEY, online(Optional.empty())));
    }

    @Test
    void memberWhosePlaceHasNoKeyIsOnline() {
        assertEquals(new Member(DANA, online(KEY)), listed(Optional.empty(), online(KEY)));
    }

    @Test
    void absentMemberHasTheKeyOfThePlace() {
        assertEquals(Member.absent(DANA, KEY), listed(KEY, Optional.empty()));
    }
}
