package org.hobnob.peer.profile;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hobnob.files.OwnerOnly;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.identity.ContactKeys;
import org.hobnob.peer.identity.ContactKeys.Contact;
import org.hobnob.peer.identity.ContactKeys.Pinned;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;

/**
 * The keys of a profile's contacts: the file {@code contacts}, mode 0600. The first line is {@code hobnob-contacts
 * 1}; each other line is {@code REGISTRY USER KEY verified|unverified DATE} (SPEC 13). Blocking.
 */
public final class ContactsFile {
    private static final String FIRST_LINE = "hobnob-contacts 1";
    private static final String VERIFIED = "verified";
    private static final String UNVERIFIED = "unverified";
    private static final int WORDS = 5;

    private final Path path;
    private final OwnerFile file;

    /** @param folder the profile's folder */
    public ContactsFile(Path folder) {
        path = folder.resolve("contacts");
        file = new OwnerFile(path);
    }

    /**
     * Reads the keys; returns none if there is no file.
     *
     * @throws ProfileRefusedException if the file exists and cannot be used, because without it a changed key would
     *     not be noticed
     */
    public ContactKeys load() {
        try {
            if (file.isOpenToOthers()) {
                throw refused("is open to other users of this machine; run: " + OwnerOnly.howToClose(path), null);
            }
            return parse(file.lines());
        } catch (UncheckedIOException e) {
            throw refused("cannot be read (" + e.getCause() + "); check its owner and the disk", e);
        }
    }

    private ContactKeys parse(List<String> lines) {
        ContactKeys keys = new ContactKeys();
        if (!lines.isEmpty() && !lines.get(0).equals(FIRST_LINE)) {
            throw malformed(1);
        }
        for (int index = 1; index < lines.size(); index++) {
            String[] words = lines.get(index).split(" ");
            Optional<Contact> contact = contact(words);
            Optional<Pinned> pinned = pinned(words);
            if (contact.isEmpty() || pinned.isEmpty()) {
                throw malformed(index + 1);
            }
            keys.pin(contact.get(), pinned.get());
        }
        return keys;
    }

    private static Optional<Contact> contact(String[] words) {
        return words.length != WORDS
                ? Optional.empty()
                : Pin.parse(words[0]).flatMap(pin -> UserName.of(words[1]).map(user -> new Contact(pin, user)));
    }

    private static Optional<Pinned> pinned(String[] words) {
        boolean marked = words.length == WORDS && (words[3].equals(VERIFIED) || words[3].equals(UNVERIFIED));
        if (!marked) {
            return Optional.empty();
        }
        try {
            LocalDate since = LocalDate.parse(words[4]);
            return PublicKey.of(words[2]).map(key -> new Pinned(key, words[3].equals(VERIFIED), since));
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    /** Returns the text for {@link #replace}. */
    public static String print(ContactKeys keys) {
        return FIRST_LINE + "\n" + keys.all().stream().map(ContactsFile::line).collect(Collectors.joining());
    }

    private static String line(Map.Entry<Contact, Pinned> entry) {
        return String.join(
                        " ",
                        entry.getKey().registry().hex(),
                        entry.getKey().user().folded(),
                        entry.getValue().key().hex(),
                        entry.getValue().verified() ? VERIFIED : UNVERIFIED,
                        entry.getValue().since().toString())
                + "\n";
    }

    /**
     * Replaces the content of the file.
     *
     * @throws UncheckedIOException if that fails; the earlier content is kept
     */
    public void replace(String text) {
        file.replace(text);
    }

    private ProfileRefusedException malformed(int line) {
        return refused(
                "is malformed in line " + line + "; restore it, or move it away: then the key that each contact has"
                        + " now is taken as if it were the first",
                null);
    }

    private ProfileRefusedException refused(String what, Throwable cause) {
        return new ProfileRefusedException("the file of contacts' keys " + path + " " + what, cause);
    }
}
