package org.hobnob.peer.profile;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hobnob.files.OwnerOnly;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.identity.ContactKeys;
import org.hobnob.peer.identity.ContactKeys.Contact;
import org.hobnob.peer.identity.ContactKeys.Pinned;
import org.hobnob.peer.identity.ContactKeys.Unreadable;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a profile's contacts: the file {@code contacts}, mode 0600. The first line is {@code hobnob-contacts
 * 1}; each other line is {@code REGISTRY USER KEY verified|unverified DATE} (SPEC 13). Blocking.
 */
public final class ContactsFile {
    private static final Logger LOG = LoggerFactory.getLogger(ContactsFile.class);
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
     * Reads the keys; returns none if there is no file. A line that cannot be read is logged and kept: the user whom it
     * names counts as one whose key has changed.
     *
     * @throws ProfileRefusedException if the file exists and cannot be used at all, because without it a changed key would
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
            throw malformed();
        }
        for (int index = 1; index < lines.size(); index++) {
            String line = lines.get(index);
            String[] words = line.split(" ");
            Optional<Contact> contact = contact(words);
            Optional<Pinned> pinned = pinned(words);
            if (contact.isPresent() && pinned.isPresent()) {
                keys.pin(contact.get(), pinned.get());
            } else {
                Unreadable entry = new Unreadable(word(words, 0, Pin::parse), word(words, 1, UserName::of), line);
                keys.doubt(entry);
                tell(index + 1, entry);
            }
        }
        return keys;
    }

    private static <T> Optional<T> word(String[] words, int index, Function<String, Optional<T>> parse) {
        return index < words.length ? parse.apply(words[index]) : Optional.empty();
    }

    private void tell(int line, Unreadable entry) {
        LOG.warn(
                "line {} of {} cannot be read: {}; restore it from a copy, or compare the key once more",
                line,
                path,
                entry.user()
                        .map(user -> "the key of " + user + " counts as changed until you accept it")
                        .orElse("whoever it names counts as met for the first time"));
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
        String unreadable =
                keys.unreadable().stream().map(entry -> entry.text() + "\n").collect(Collectors.joining());
        return FIRST_LINE + "\n" + unreadable
                + keys.all().stream().map(ContactsFile::line).collect(Collectors.joining());
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

    private ProfileRefusedException malformed() {
        return refused(
                "does not begin with " + FIRST_LINE
                        + "; restore it, or move it away: then the key that each contact has"
                        + " now is taken as if it were the first",
                null);
    }

    private ProfileRefusedException refused(String what, Throwable cause) {
        return new ProfileRefusedException("the file of contacts' keys " + path + " " + what, cause);
    }
}
