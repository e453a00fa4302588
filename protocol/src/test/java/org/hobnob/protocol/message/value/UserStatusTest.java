package org.hobnob.protocol.message.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hobnob.protocol.Values;

/** SPEC 4.12. */
class UserStatusTest {
    @Property
    void entryIsReadAsWritten(@ForAll("statuses") UserStatus status) {
        assertEquals(Optional.of(status), UserStatus.parse(status.toString()));
    }

    @Property
    void noTextMakesTheReaderThrow(@ForAll String entry) {
        UserStatus.parse(entry);
        UserStatus.parse("away:" + entry);
    }

    @Example
    void entriesAreShort() {
        assertEquals("-", UserStatus.HERE.toString());
        assertEquals("away", new UserStatus(true, "").toString());
        assertEquals("away:YXQgbHVuY2g", new UserStatus(true, "at lunch").toString());
    }

    @Example
    void textIsLimitedAndSafe() {
        assertEquals(Optional.empty(), UserStatus.of("away", "x".repeat(81)));
        assertEquals(Optional.empty(), UserStatus.of("away", "a\u001b[2J"));
        assertEquals(Optional.empty(), UserStatus.of("busy", ""));
        assertEquals(Optional.of(new UserStatus(true, "a\uFFFD")), UserStatus.parse("away:YRs"));
    }

    @Provide
    Arbitrary<UserStatus> statuses() {
        return Values.statuses();
    }
}
