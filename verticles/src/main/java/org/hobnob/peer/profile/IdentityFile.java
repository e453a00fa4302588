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
 * A file with a user's identity, 0600: a first line {@code hobnob-identity 1}, and {@code seed} with the 32 bytes in
 * base64 (SPEC 13). Blocking.
 */
public final class IdentityFile {
    private static final String FORMAT = "hobnob-identity";
    private static final String VERSION = "1";
    private static final String SEED = "seed ";
    private static final int MAX_BYTES = 4_096;

    private final Path path;
    private final OwnerFile file;

    /** @param path where it is, or is to be */
    public IdentityFile(Path path) {
        this.path = path.toAbsolutePath();
        file = new OwnerFile(this.path);
    }

    /** The one of a profile. */
    public static IdentityFile of(Path folder) {
        return new IdentityFile(folder.resolve("identity"));
    }

    /**
     * The identity of the file; made, where there is none yet.
     *
     * @throws ProfileRefusedException where it cannot be read or made
     */
    public Identity loadOrCreate(SecureRandom random) {
        Optional<Identity> there = load();
        if (there.isEmpty()) {
            create(Identity.generate(random));
        }
        // Where another program was faster, it is that one's.
        return there.or(this::load).orElseThrow(() -> refused("is gone again; start once more"));
    }

    /**
     * The identity of the file; empty where there is no file.
     *
     * @throws ProfileRefusedException where others can read it, or it cannot be read
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
     * Makes the file, unless it is there.
     *
     * @return whether it was made
     * @throws ProfileRefusedException where it cannot be
     */
    public boolean create(Identity identity) {
        try {
            return file.create(print(identity));
        } catch (UncheckedIOException e) {
            throw refused("cannot be made (" + e.getCause() + "); make its folder writable for you", e);
        }
    }

    /**
     * Puts an identity in the place of the one there.
     *
     * @throws ProfileRefusedException where that is not possible; the earlier one stays
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
            // The cause may quote the seed.
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
