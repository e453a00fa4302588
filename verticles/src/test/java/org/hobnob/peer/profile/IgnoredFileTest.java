package org.hobnob.peer.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.identity.ContactKeys.Contact;
import org.hobnob.peer.identity.IgnoredUsers;
import org.hobnob.peer.identity.IgnoredUsers.Entry;
import org.hobnob.peer.identity.IgnoredUsers.Level;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a profile's user ignores or blocks, in memory and on disk. */
class IgnoredFileTest {
    private static final Pin HERE = Pin.parse("11".repeat(32)).orElseThrow();
    private static final Pin ELSEWHERE = Pin.parse("22".repeat(32)).orElseThrow();
    private static final Optional<PublicKey> KEY = PublicKey.of("ab".repeat(32));
    private static final Optional<PublicKey> OTHER = PublicKey.of("cd".repeat(32));
    private static final LocalDate DAY = LocalDate.of(2026, 1, 31);

    @TempDir
    Path folder;

    private static Contact contact(Pin registry, String user) {
        return new Contact(registry, new UserName(user));
    }

    private static IgnoredUsers blockingOmar() {
        IgnoredUsers users = new IgnoredUsers();
        users.put(contact(HERE, "Omar"), new Entry(Level.BLOCKED, KEY, DAY));
        return users;
    }

    @Test
    void nameCountsWhicheverKeyTheUserHas() {
        IgnoredUsers users = blockingOmar();
        assertEquals(Optional.of(Level.BLOCKED), users.of(contact(HERE, "omar"), OTHER));
        assertEquals(Optional.of(Level.BLOCKED), users.of(contact(HERE, "OMAR"), Optional.empty()));
        assertEquals(Optional.empty(), users.of(contact(HERE, "amir"), Optional.empty()));
    }

    @Test
    void keyCountsWhicheverNameTheUserHas() {
        assertEquals(Optional.of(Level.BLOCKED), blockingOmar().of(contact(HERE, "amir"), KEY));
        assertEquals(Optional.empty(), blockingOmar().of(contact(HERE, "amir"), OTHER));
    }

    @Test
    void usersOfAnotherRegistryAreOthers() {
        assertEquals(Optional.empty(), blockingOmar().of(contact(ELSEWHERE, "omar"), KEY));
    }

    @Test
    void fileKeepsThemOverARestart() {
        IgnoredFile file = new IgnoredFile(folder);
        IgnoredUsers users = blockingOmar();
        users.put(contact(ELSEWHERE, "amir"), new Entry(Level.IGNORED, Optional.empty(), DAY));
        file.replace(IgnoredFile.print(users));
        assertEquals(users.all(), file.load().all());
    }

    @Test
    void lineThatCannotBeReadCostsItselfAndIsKept() throws IOException {
        IgnoredFile file = new IgnoredFile(folder);
        String good = IgnoredFile.print(blockingOmar());
        Files.writeString(folder.resolve("ignored"), "who knows what\n" + good + good.replace("2026-01-31", "soon"));
        IgnoredUsers users = file.load();
        assertEquals(blockingOmar().all(), users.all());
        file.replace(IgnoredFile.print(users));
        List<String> lines = Files.readAllLines(folder.resolve("ignored"));
        assertTrue(lines.contains("who knows what") && lines.size() == 3, lines.toString());
    }

    @Test
    void numberIsBounded() {
        IgnoredUsers users = new IgnoredUsers();
        for (int i = 0; i <= IgnoredUsers.CAPACITY; i++) {
            users.put(contact(HERE, "user" + i), new Entry(Level.IGNORED, Optional.empty(), DAY));
        }
        assertEquals(IgnoredUsers.CAPACITY, users.all().size());
        assertEquals(Optional.empty(), users.of(contact(HERE, "user0"), Optional.empty()));
    }
}
