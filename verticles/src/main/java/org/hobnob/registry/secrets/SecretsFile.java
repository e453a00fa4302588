package org.hobnob.registry.secrets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import org.hobnob.files.OwnerOnly;
import org.hobnob.registry.secrets.SecretsRefusedException.Reason;

/**
 * The file with the registry's secrets. The first start creates it; the operator copies it to every further node.
 *
 * <p>Format, version 1: UTF-8 lines. The first line is {@code hobnob-secrets 1}. Each of these follows once, in any order,
 * as {@code name: value} with the value in base64 (RFC 4648 section 4) on one line. Empty lines and lines that begin with
 * {@code #} are skipped:
 *
 * <pre>
 * identity-private-pkcs8: the P-256 private key, PKCS#8 DER (RFC 5958)
 * identity-public-spki:   its public key, SubjectPublicKeyInfo DER (RFC 5480)
 * pepper:                 32 bytes
 * token-key:              32 bytes
 * </pre>
 *
 * <p>For example, {@code sed -n 's/^identity-private-pkcs8: //p' FILE | base64 -d | openssl pkey -inform DER} reads the
 * key. The methods block: call them before the event loops start.
 */
public final class SecretsFile {
    private static final int MAX_BYTES = 16 * 1024;

    private final Path file;

    /**
     * Does not access the file.
     *
     * @param file the path of the file, which may not exist yet
     */
    public SecretsFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * Loads the secrets, and creates them first if the file does not exist. Processes that start at the same time all get
     * the same secrets.
     *
     * @param create whether a missing file may be created; false for a node that joins others
     * @param random the source of randomness for new secrets
     * @return the secrets in the file
     * @throws SecretsRefusedException if they cannot be loaded or created
     */
    public Secrets loadOrCreate(boolean create, SecureRandom random) {
        if (Files.notExists(file)) {
            if (!create) {
                throw refused(
                        Reason.MISSING,
                        "is missing; copy it from another node of this registry (owner-only, chmod 600)",
                        null);
            }
            create(Secrets.generate(random));
        }
        return load();
    }

    /**
     * Loads the secrets.
     *
     * @return the secrets in the file
     * @throws SecretsRefusedException if the file is missing, unreadable, accessible to other users, malformed or of an
     *     unknown version
     */
    public Secrets load() {
        String text;
        try {
            checkPermissions();
            text = read();
        } catch (NoSuchFileException e) {
            throw refused(Reason.MISSING, "is missing; start a first node to make it, or copy it from another", e);
        } catch (AccessDeniedException e) {
            throw refused(Reason.NOT_READABLE, "may not be read by this user; chown it to the one who runs this", e);
        } catch (IOException e) {
            throw refused(
                    Reason.NOT_READABLE, "cannot be read (" + e.getMessage() + "); check the path and the disk", e);
        }
        try {
            return SecretsText.parse(text);
        } catch (SecretsRefusedException e) {
            throw refused(e.reason(), e.getMessage(), null);
        }
    }

    /**
     * Returns the text of the file, for a backup.
     *
     * @throws SecretsRefusedException as {@link #load} does
     */
    public String text() {
        return SecretsText.print(load());
    }

    /**
     * Reads the text of a secrets file.
     *
     * @throws SecretsRefusedException if it is malformed or of another version
     */
    public static Secrets parse(String text) {
        return SecretsText.parse(text);
    }

    /**
     * Checks that {@link #write} will not be in the way of other secrets.
     *
     * @throws SecretsRefusedException if the file exists and has other secrets
     */
    public void requireAbsentOrSame(String text) {
        if (Files.exists(file) && !text().equals(SecretsText.print(parse(text)))) {
            throw refused(
                    Reason.OTHERS,
                    "has the secrets of another registry; move it away, or name another place with --secrets",
                    null);
        }
    }

    /**
     * Creates the file from the text of another one; does nothing if it is there.
     *
     * @throws SecretsRefusedException if the text is malformed, or the file cannot be written
     */
    public void write(String text) {
        if (Files.notExists(file)) {
            create(parse(text));
        }
    }

    private String read() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw refused(
                        Reason.MALFORMED, "is malformed: longer than " + MAX_BYTES + " bytes; check the path", null);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private void checkPermissions() throws IOException {
        if (OwnerOnly.isOpenToOthers(file)) {
            throw refused(
                    Reason.TOO_OPEN,
                    "is open to other users of this machine; run: " + OwnerOnly.howToClose(file)
                            + " and consider whether they have read it",
                    null);
        }
    }

    private void create(Secrets secrets) {
        Path folder = file.getParent();
        try {
            OwnerOnly.createFolders(folder);
            Path temporary = OwnerOnly.createDraft(folder, ".secrets-", ".tmp");
            try {
                writeDurably(temporary, SecretsText.print(secrets));
                publish(temporary);
            } finally {
                Files.deleteIfExists(temporary);
            }
            // Folders cannot be opened on other systems.
            if (OwnerOnly.isPosix(folder)) {
                sync(folder);
            }
        } catch (IOException e) {
            throw refused(
                    Reason.NOT_WRITABLE,
                    "cannot be made (" + e + "); make its folder writable for this user or name another",
                    e);
        }
    }

    /** A hard link, unlike a move, never replaces a file that another process has created first. */
    private void publish(Path temporary) throws IOException {
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (UnsupportedOperationException | IOException e) {
            moveUnlessThere(temporary);
        }
    }

    /** For file systems without hard links; only there can two first starts at the same instant get different secrets. */
    private void moveUnlessThere(Path temporary) throws IOException {
        try {
            Files.move(temporary, file);
        } catch (FileAlreadyExistsException e) {
            return;
        }
    }

    private static void writeDurably(Path path, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private SecretsRefusedException refused(Reason reason, String what, Throwable cause) {
        return new SecretsRefusedException(reason, "the secrets file " + file + " " + what, cause);
    }
}
