package org.hobnob.registry.rules.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class AdministrationTest {
    private static final UserName DANA = new UserName("Dana");
    private static final UserName OMAR = new UserName("omar");

    private static void refused(Reason reason, Executable change) {
        assertEquals(reason, assertThrows(RefusalException.class, change).reason());
    }

    @Test
    void lastAdministratorStays() {
        Administration one = Administration.NONE.withAdmin(DANA);
        refused(Reason.LAST_ADMIN, () -> one.withoutAdmin(new UserName("DANA")));
        refused(Reason.LAST_ADMIN, () -> one.requireAnotherThan(DANA));
        assertEquals(List.of(OMAR), one.withAdmin(OMAR).withoutAdmin(DANA).admins());
    }

    @Test
    void whoIsNoAdministratorLosesNothing() {
        Administration one = Administration.NONE.withAdmin(DANA);
        assertSame(one, one.withoutAdmin(OMAR));
        assertSame(one, one.withAdmin(DANA));
    }

    @Test
    void tokenMakesOneAdministratorBeforeItsTime() {
        Administration open = Administration.NONE.with(new Administration.Claim("hash", 1_000));
        refused(Reason.BAD_TOKEN, () -> open.claimed(DANA, "other", 1));
        refused(Reason.BAD_TOKEN, () -> open.claimed(DANA, "hash", 1_000));
        Administration claimed = open.claimed(DANA, "hash", 999);
        assertTrue(claimed.isAdmin(DANA));
        refused(Reason.BAD_TOKEN, () -> claimed.claimed(OMAR, "hash", 999));
    }

    @Test
    void everyChangeIsTheNextVersion() {
        Administration changed = Administration.NONE
                .withAdmin(DANA)
                .with(Registration.CLOSED)
                .withMotd("hi")
                .with(new Administration.Claim("h", 1));
        assertEquals(4, changed.version());
        assertFalse(changed.isAdmin(OMAR));
    }
}
