package org.hobnob.peer.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hobnob.files.OwnerOnly;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.identity.ContactKeys;
import org.hobnob.peer.identity.Identity;
import org.hobnob.protocol.fuzz.FuzzTarget;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;

/** A text file of a profile, with any bytes in it (SPEC 13). */
public abstract class ProfileFileFuzz implements FuzzTarget {
    static final Pin PIN = Pin.parse("0f".repeat(Pin.BYTES)).orElseThrow();

    private final Path folder = Path.of("target", "fuzz-profiles", getClass().getSimpleName());
    private final Path file;

    ProfileFileFuzz(String name) {
        file = folder.resolve(name);
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(file);
            OwnerOnly.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void parse(byte[] input) throws IOException {
        Files.write(file, input);
        read(folder);
    }

    /** Unlike the profile's own writing it does not wait for the disk. */
    final void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    /** Reads the file of the profile in this folder. */
    abstract void read(Path profile) throws IOException;

    /** Contacts' keys. */
    public static final class ContactsFileFuzz extends ProfileFileFuzz {
        public ContactsFileFuzz() {
            super("contacts");
        }

        @Override
        void read(Path profile) throws IOException {
            ContactKeys keys;
            try {
                keys = new ContactsFile(profile).load();
            } catch (ProfileRefusedException refused) {
                return;
            }
            String printed = ContactsFile.print(keys);
            write(printed);
            assertEquals(printed, ContactsFile.print(new ContactsFile(profile).load()), "nothing is lost");
        }

        @Override
        public List<byte[]> seeds() {
            ContactKeys keys = new ContactKeys();
            PublicKey key = Identity.ofSeed(new byte[32]).publicKey();
            keys.pin(
                    new ContactKeys.Contact(PIN, new UserName("Dana")),
                    new ContactKeys.Pinned(key, true, LocalDate.of(2026, 1, 31)));
            String text = ContactsFile.print(keys);
            return List.of(bytes(text), bytes(text.replace("verified", "unread")));
        }
    }

    /** Trusted registries. */
    public static final class KnownRegistriesFuzz extends ProfileFileFuzz {
        public KnownRegistriesFuzz() {
            super("registries");
        }

        @Override
        void read(Path profile) {
            KnownRegistries registries = new KnownRegistries(profile);
            registries.find("localhost:15600");
            registries.of(PIN);
        }

        @Override
        public List<byte[]> seeds() {
            return List.of(bytes("localhost:15600 " + PIN + "\n"), bytes("[::1]:15600 " + PIN.hex() + "\n"));
        }
    }

    /** Who logs in by key. */
    public static final class StayingUsersFuzz extends ProfileFileFuzz {
        public StayingUsersFuzz() {
            super("stay");
        }

        @Override
        void read(Path profile) {
            RegistryUsers.staying(profile).find(PIN);
        }

        @Override
        public List<byte[]> seeds() {
            return List.of(bytes(PIN + " Dana\n"));
        }
    }

    /** The registry named last. */
    public static final class LastRegistryFuzz extends ProfileFileFuzz {
        public LastRegistryFuzz() {
            super("last-registry");
        }

        @Override
        void read(Path profile) {
            new LastRegistry(profile).find();
        }

        @Override
        public List<byte[]> seeds() {
            return List.of(bytes("localhost:15600\n"));
        }
    }

    /** The user's identity. */
    public static final class IdentityFileFuzz extends ProfileFileFuzz {
        public IdentityFileFuzz() {
            super("identity");
        }

        @Override
        void read(Path profile) {
            Optional<Identity> identity;
            try {
                identity = IdentityFile.of(profile).load();
            } catch (ProfileRefusedException refused) {
                return;
            }
            IdentityFile.of(profile).replace(identity.orElseThrow());
            assertEquals(
                    identity.map(Identity::publicKey),
                    IdentityFile.of(profile).load().map(Identity::publicKey));
        }

        @Override
        public List<byte[]> seeds() {
            return List.of(bytes("hobnob-identity 1\nseed AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
