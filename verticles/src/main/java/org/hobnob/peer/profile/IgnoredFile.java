package org.hobnob.peer.profile;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.identity.ContactKeys.Contact;
import org.hobnob.peer.identity.IgnoredUsers;
import org.hobnob.peer.identity.IgnoredUsers.Entry;
import org.hobnob.peer.identity.IgnoredUsers.Level;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom a profile's user ignores or blocks: the file {@code ignored}, mode 0600, with lines {@code REGISTRY USER KEY
 * ignored|blocked DATE}; the key is {@code -} where none was known (SPEC 13). Blocking.
 */
public final class IgnoredFile {
    private static final Logger LOG = LoggerFactory.getLogger(IgnoredFile.class);
    private static final String NO_KEY = "-";
    private static final int WORDS = 5;

    private final Path path;
    private final OwnerFile file;

    /** @param folder the profile's folder */
    public IgnoredFile(Path folder) {
        path = folder.resolve("ignored");
        file = new OwnerFile(path);
    }

    /**
     * Reads the users; returns none if there is no file. A line that cannot be read is logged and kept.
     *
     * @throws ProfileRefusedException if the file exists and cannot be used at all
     */
    public IgnoredUsers load() {
        try {
            return parse(file.lines());
        } catch (UncheckedIOException e) {
            throw new ProfileRefusedException(
                    path + " cannot be read (" + e.getCause() + "); check its owner and the disk", e);
        }
    }

    private IgnoredUsers parse(List<String> lines) {
        IgnoredUsers users = new IgnoredUsers();
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index);
            String[] words = line.split(" ");
            Optional<Contact> contact = words.length == WORDS
                    ? Pin.parse(words[0]).flatMap(pin -> UserName.of(words[1]).map(user -> new Contact(pin, user)))
                    : Optional.empty();
            Optional<Entry> entry = contact.flatMap(known -> entry(words));
            if (entry.isPresent()) {
                users.put(contact.get(), entry.get());
            } else {
                users.keep(line);
                LOG.warn("line {} of {} cannot be read, so whomever it names is not ignored", index + 1, path);
            }
        }
        return users;
    }

    private static Optional<Entry> entry(String[] words) {
        Optional<PublicKey> key = PublicKey.of(words[2]);
        if (key.isEmpty() && !words[2].equals(NO_KEY)) {
            return Optional.empty();
        }
        try {
            LocalDate since = LocalDate.parse(words[4]);
            return Level.ofWord(words[3]).map(level -> new Entry(level, key, since));
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    /** Returns the text for {@link #replace}. */
    public static String print(IgnoredUsers users) {
        String unreadable = users.unreadable().stream().map(line -> line + "\n").collect(Collectors.joining());
        return unreadable + users.all().stream().map(IgnoredFile::line).collect(Collectors.joining());
    }

    private static String line(Map.Entry<Contact, Entry> entry) {
        return String.join(
                        " ",
                        entry.getKey().registry().hex(),
                        entry.getKey().user().folded(),
                        entry.getValue().key().map(PublicKey::hex).orElse(NO_KEY),
                        entry.getValue().level().word(),
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
}
