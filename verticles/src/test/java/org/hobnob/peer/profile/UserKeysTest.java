package org.hobnob.peer.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.identity.ContactKeys;
import org.hobnob.peer.identity.ContactKeys.State;
import org.hobnob.peer.identity.Identity;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files {@code identity} and {@code contacts} (SPEC 13). */
class UserKeysTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final LocalDate DAY = LocalDate.of(2026, 1, 5);

    @TempDir
    Path parent;

    private Path folder() {
        return parent.resolve("profiles").resolve("dana");
    }

    private Path identityFile() {
        return folder().resolve("identity");
    }

    private Identity open() {
        return Profile.open(folder(), RANDOM).identity();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private String refusal() {
        return assertThrows(ProfileRefusedException.class, this::open).getMessage();
    }

    @Test
    void firstUseCreatesThePrivateIdentity() throws IOException {
        Identity made = open();
        assertEquals("rw-------", mode(identityFile()));
        assertEquals("rwx------", mode(folder()));
        assertEquals(made.publicKey(), open().publicKey());
        assertEquals(
                "hobnob-identity 1\nseed " + Base64.getEncoder().encodeToString(made.seed()) + "\n",
                Files.readString(identityFile()));
        try (Stream<Path> files = Files.list(folder())) {
            assertEquals(List.of(identityFile()), files.toList(), "no draft is left");
        }
    }

    @Test
    void severalFirstUsesAtATimeGetTheSameIdentity() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<PublicKey> first = () -> open().publicKey();
            List<PublicKey> seen = threads
                    .invokeAll(Stream.generate(() -> first).limit(8).toList())
                    .stream()
                    .map(future -> {
                        try {
                            return future.get();
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                    })
                    .distinct()
                    .toList();
            assertEquals(1, seen.size());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anIdentityThatOthersCanReadIsRefused() throws IOException {
        open();
        Files.setPosixFilePermissions(identityFile(), PosixFilePermissions.fromString("rw-r-----"));
        assertTrue(refusal().contains("chmod 600 " + identityFile()));
    }

    @Test
    void malformedIdentityIsRefusedWithoutQuotingIt() throws IOException {
        String seed = Base64.getEncoder().encodeToString(open().seed());
        for (String wrong : List.of(
                "",
                "seed " + seed + "\n",
                "hobnob-identity 1\n",
                "hobnob-identity 1\nseed " + seed.substring(4) + "\n",
                "hobnob-identity 1\nseed *" + seed + "\n",
                "hobnob-identity 1\nseed " + seed + "\nmore\n",
                "hobnob-identity 2\nseed " + seed + "\n")) {
            Files.writeString(identityFile(), wrong);
            assertFalse(refusal().contains(seed.substring(4)), refusal());
            assertEquals(wrong, Files.readString(identityFile()));
        }
        assertTrue(refusal().contains("newer Hobnob"), refusal());
    }

    @Test
    void makingNeverOverwrites() {
        Identity made = open();
        assertFalse(IdentityFile.of(folder()).create(Identity.generate(RANDOM)));
        assertEquals(made.publicKey(), open().publicKey());
    }

    private static ContactKeys.Contact contact(String user) {
        return new ContactKeys.Contact(Pin.parse("aa".repeat(32)).orElseThrow(), new UserName(user));
    }

    private static PublicKey key(int number) {
        return new PublicKey(String.format("a%063x", number));
    }

    @Test
    void contactsAreReadAsTheyWereWritten() throws IOException {
        ContactsFile file = new ContactsFile(folder());
        assertEquals(List.of(), file.load().all());
        ContactKeys keys = new ContactKeys();
        keys.check(contact("Omar"), Optional.of(key(1)), DAY);
        keys.verify(contact("amir"), key(2), DAY.plusDays(1));
        file.replace(ContactsFile.print(keys));
        assertEquals("rw-------", mode(folder().resolve("contacts")));
        assertEquals(
                "hobnob-contacts 1\n" + "aa".repeat(32) + " omar " + key(1) + " unverified 2026-01-05\n"
                        + "aa".repeat(32) + " amir " + key(2) + " verified 2026-01-06\n",
                Files.readString(folder().resolve("contacts")));
        assertEquals(keys.all(), file.load().all());
    }

    @Test
    void contactsThatCannotBeReadAreNotTakenForNone() throws IOException {
        ContactsFile file = new ContactsFile(folder());
        ContactKeys keys = new ContactKeys();
        keys.check(contact("omar"), Optional.of(key(1)), DAY);
        String good = ContactsFile.print(keys);
        List<String> wrong = List.of("contacts\n", "hobnob-contacts 2\n");
        for (String text : wrong) {
            file.replace(text);
            String message =
                    assertThrows(ProfileRefusedException.class, file::load).getMessage();
            assertTrue(message.contains("does not begin with"), message);
        }
        file.replace(good);
        Files.setPosixFilePermissions(folder().resolve("contacts"), PosixFilePermissions.fromString("rw-rw----"));
        assertTrue(assertThrows(ProfileRefusedException.class, file::load)
                .getMessage()
                .contains("chmod 600"));
    }

    @Test
    void unreadableLineCostsItsOwnContactOnly() {
        ContactsFile file = new ContactsFile(folder());
        ContactKeys keys = new ContactKeys();
        keys.check(contact("omar"), Optional.of(key(1)), DAY);
        keys.check(contact("amir"), Optional.of(key(2)), DAY);
        String good = ContactsFile.print(keys);
        for (String text : List.of(
                good.replaceFirst("unverified", "perhaps"),
                good.replaceFirst("2026", "day"),
                good.replaceFirst("2026-01-05", ""),
                good.replaceFirst("aa", "zz"),
                good.replaceFirst("0{64}", "x").replaceFirst("00", "\ufffd"))) {
            file.replace(text);
            ContactKeys read = file.load();
            assertEquals(
                    State.KNOWN, read.look(contact("amir"), Optional.of(key(2))).state(), text);
            assertEquals(
                    State.CHANGED,
                    read.check(contact("omar"), Optional.of(key(1)), DAY).state(),
                    text);
            assertEquals(
                    State.CHANGED, read.look(contact("omar"), Optional.empty()).state(), text);
            assertFalse(read.verify(contact("omar"), key(1), DAY), text);
            file.replace(ContactsFile.print(read));
            assertEquals(read.unreadable(), file.load().unreadable(), "the line is kept");
            read.accept(contact("omar"), Optional.of(key(3)), DAY);
            assertEquals(
                    State.KNOWN, read.look(contact("omar"), Optional.of(key(3))).state(), text);
            assertEquals(List.of(), read.unreadable());
        }
    }

    @Test
    void bytesThatAreNoTextCostTheirLineOnly() throws IOException {
        ContactsFile file = new ContactsFile(folder());
        ContactKeys keys = new ContactKeys();
        keys.check(contact("omar"), Optional.of(key(1)), DAY);
        keys.check(contact("amir"), Optional.of(key(2)), DAY);
        file.replace(ContactsFile.print(keys));
        byte[] bytes = Files.readAllBytes(folder().resolve("contacts"));
        bytes["hobnob-contacts 1\n".length() + 3 + 64] = (byte) 0xff;
        Files.write(folder().resolve("contacts"), bytes);
        ContactKeys read = file.load();
        assertEquals(1, read.all().size());
        assertEquals(1, read.unreadable().size());
    }

    @Test
    void noMoreThanSoManyContactsAreKept() {
        ContactKeys keys = new ContactKeys();
        for (int i = 0; i < ContactKeys.CAPACITY + 5; i++) {
            keys.check(contact("u" + i), Optional.of(key(i)), DAY);
        }
        ContactsFile file = new ContactsFile(folder());
        file.replace(ContactsFile.print(keys));
        assertEquals(ContactKeys.CAPACITY, file.load().all().size());
        assertEquals(
                "u5",
                file.load().all().stream()
                        .map(entry -> entry.getKey().user().shown())
                        .limit(1)
                        .collect(Collectors.joining()));
    }
}
