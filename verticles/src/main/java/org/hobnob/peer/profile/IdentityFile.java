package org.hobnob.peer.profile;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.hobnob.files.OwnerOnly;
import org.hobnob.peer.identity.Identity;

/**
 * A file with a user's identity, mode 0600. The first line is {@code hobnob-identity 1}; the second is {@code seed}
 * with the 32 bytes in base64 (SPEC 13). Blocking.
 */
public final class IdentityFile {
    private static final String FORMAT = "hobnob-identity";
    private static final String VERSION = "1";
    private static final String SEED = "seed ";
    private static final int MAX_BYTES = 4_096;

    private final Path path;
    private final OwnerFile file;

    /** @param path the file, which need not exist */
    public IdentityFile(Path path) {
        this.path = path.toAbsolutePath();
        file = new OwnerFile(this.path);
    }

    /** Returns the identity file of a profile. */
    public static IdentityFile of(Path folder) {
        return new IdentityFile(folder.resolve("identity"));
    }

    /**
     * Reads the identity, or creates one if there is no file.
     *
     * @throws ProfileRefusedException if it cannot be read or created
     */
    public Identity loadOrCreate(SecureRandom random) {
        Optional<Identity> there = load();
        if (there.isEmpty()) {
            create(Identity.generate(random));
        }
        // Another program may have created the file first; then use its identity.
        return there.or(this::load).orElseThrow(() -> refused("is gone again; start once more"));
    }

    /**
     * Reads the identity; empty if there is no file.
     *
     * @throws ProfileRefusedException if it cannot be read, or others can read it
     */
    public Optional<Identity> load() {
        try {
            if (file.isOpenToOthers()) {
                throw refused("is open to other users of this machine; run: " + OwnerOnly.howToClose(path)
                        + " and consider whether they have read it: then import another and tell your contacts");
            }
            return file.text(MAX_BYTES).map(this::parse);
        } catch (UncheckedIOException e) {
            throw refused("cannot be read (" + e.getCause() + "); check its owner and the disk", e);
        }
    }

    /**
     * Creates the file unless it exists.
     *
     * @return whether it was created
     * @throws ProfileRefusedException if it cannot be created
     */
    public boolean create(Identity identity) {
        try {
            return file.create(print(identity));
        } catch (UncheckedIOException e) {
            throw refused("cannot be made (" + e.getCause() + "); make its folder writable for you", e);
        }
    }

    /**
     * Replaces the identity in the file.
     *
     * @throws ProfileRefusedException if that fails; the earlier identity is kept
     */
    public void replace(Identity identity) {
        try {
            file.replace(print(identity));
        } catch (UncheckedIOException e) {
            throw refused("cannot be written (" + e.getCause() + "); make its folder writable for you", e);
        }
    }

    private static String print(Identity identity) {
        return FORMAT + " " + VERSION + "\n" + SEED + Base64.getEncoder().encodeToString(identity.seed()) + "\n";
    }

    private Identity parse(String text) {
        List<String> lines = text.lines().toList();
        String first = lines.isEmpty() ? "" : lines.get(0);
        if (first.startsWith(FORMAT + " ") && !first.equals(FORMAT + " " + VERSION)) {
            throw refused("is of another version than " + VERSION + "; run the newer Hobnob that wrote it");
        }
        boolean fits = lines.size() == 2
                && first.startsWith(FORMAT + " ")
                && lines.get(1).startsWith(SEED);
        return fits ? ofBase64(lines.get(1).substring(SEED.length())) : malformed();
    }

    private Identity ofBase64(String text) {
        try {
            return Identity.ofSeed(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            // Drop the cause, because it may quote the seed.
            return malformed();
        }
    }

    private Identity malformed() {
        throw refused(
                "is malformed; restore it from a copy. Without one, move it away: a new identity is made then, which"
                        + " your contacts must accept");
    }

    private ProfileRefusedException refused(String what) {
        return refused(what, null);
    }

    private ProfileRefusedException refused(String what, Throwable cause) {
        return new ProfileRefusedException("the identity file " + path + " " + what, cause);
    }
}
