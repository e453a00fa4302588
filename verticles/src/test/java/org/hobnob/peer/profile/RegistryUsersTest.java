package org.hobnob.peer.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.Optional;
import org.hobnob.files.OwnerOnly;
import org.hobnob.net.tls.Pin;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryUsersTest {
    private static final UserName DANA = new UserName("Dana");
    private static final UserName OMAR = new UserName("omar");

    @TempDir
    private Path folder;

    private static Pin registry(int number) {
        return Pin.parse(String.format("%064x", number)).orElseThrow();
    }

    @Test
    void eachRegistryHasItsUser() throws Exception {
        RegistryUsers users = RegistryUsers.staying(folder);
        users.remember(registry(1), DANA);
        users.remember(registry(2), OMAR);
        assertEquals(Optional.of(DANA), RegistryUsers.staying(folder).find(registry(1)));
        assertEquals(Optional.of(OMAR), RegistryUsers.staying(folder).find(registry(2)));
        assertEquals(Optional.empty(), RegistryUsers.staying(folder).find(registry(3)));
        assertFalse(OwnerOnly.isOpenToOthers(folder.resolve("stay")));
    }

    @Test
    void laterUserReplacesTheOneBefore() {
        RegistryUsers users = RegistryUsers.staying(folder);
        users.remember(registry(1), DANA);
        users.remember(registry(1), OMAR);
        assertEquals(Optional.of(OMAR), users.find(registry(1)));
        users.forget(registry(1));
        assertEquals(Optional.empty(), users.find(registry(1)));
    }

    @Test
    void registryChosenLongestAgoGoesFirst() {
        RegistryUsers users = RegistryUsers.staying(folder);
        for (int number = 0; number <= RegistryUsers.MOST; number++) {
            users.remember(registry(number), DANA);
        }
        assertEquals(Optional.empty(), users.find(registry(0)));
        assertEquals(Optional.of(DANA), users.find(registry(1)));
    }
}
