package org.hobnob.registry.store.backup;

import io.vertx.core.json.JsonObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hobnob.files.OwnerOnly;
import org.hobnob.registry.rules.credentials.HashCost;

/**
 * A backup that is being written: as a draft beside its place, which is moved there once all of it is on the disk. So there
 * is a whole file or none, whatever happens. Not thread-safe, but may be used by one thread after another. Blocking.
 */
final class BackupFile implements AutoCloseable {
    private final Path file;
    private final Path draft;
    private final FileChannel channel;
    private final OutputStream out;
    private final MessageDigest digest = BackupLines.digest();
    private final Map<String, Long> counts = new HashMap<>();

    private BackupFile(Path file, Path draft, FileChannel channel) {
        this.file = file;
        this.draft = draft;
        this.channel = channel;
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    }

    /**
     * Begins a backup.
     *
     * @param replace whether an existing file is replaced
     * @throws BackupRefusedException if nothing can be written there
     */
    static BackupFile create(Path file, boolean replace) {
        Path whole = file.toAbsolutePath();
        if (Files.isDirectory(whole)) {
            throw new BackupRefusedException(whole + " is a folder: name a file in it");
        }
        if (Files.exists(whole) && !replace) {
            throw new BackupRefusedException(whole + " is there already: name another file, or take --replace");
        }
        try {
            Path draft = OwnerOnly.createDraft(whole.getParent(), "." + whole.getFileName() + "-", ".part");
            return new BackupFile(whole, draft, FileChannel.open(draft, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw unwritable(whole, e);
        }
    }

    void header(int schema, String made, boolean isOfOneMoment) {
        line(BackupLines.MARK);
        line(BackupLines.header(schema, made, isOfOneMoment));
    }

    void document(String collection, JsonObject document) {
        line(BackupLines.document(collection, document));
        counts.merge(collection, 1L, Long::sum);
    }

    Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    /**
     * Ends the backup and puts it in its place.
     *
     * @param secrets the text of the secrets file and the passphrase to seal it; empty for a backup without it
     */
    Path finish(Optional<Backup.Sealing> secrets, HashCost cost, SecureRandom random) {
        byte[] before = digestSoFar();
        line(BackupLines.end(
                counts,
                secrets.map(with -> SealedSecrets.seal(with.secrets(), with.passphrase(), before, cost, random))));
        line(BackupLines.checksum(digestSoFar()));
        try {
            out.flush();
            channel.force(true);
            channel.close();
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder();
            return file;
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Otherwise a loss of power could take the file's name away again. */
    private void syncFolder() throws IOException {
        if (OwnerOnly.isPosix(file)) {
            try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    private byte[] digestSoFar() {
        try {
            return ((MessageDigest) digest.clone()).digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 can be cloned in every Java runtime", e);
        }
    }

    private void line(String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        digest.update(bytes);
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    static BackupRefusedException unwritable(Path file, IOException cause) {
        Path folder = file.getParent();
        if (cause instanceof NoSuchFileException) {
            return new BackupRefusedException("there is no folder " + folder + ": make it, or name another", cause);
        }
        if (cause instanceof AccessDeniedException) {
            return new BackupRefusedException(
                    "this user may not write in " + folder + ": name another folder, or mend its permissions", cause);
        }
        if (cause instanceof FileAlreadyExistsException) {
            return new BackupRefusedException(file + " is there already: name another file", cause);
        }
        return new BackupRefusedException(
                file + " cannot be written (" + reason(cause) + "): free space on its disk, or name another", cause);
    }

    /** The message without the path, which stands before it already. */
    static String reason(IOException cause) {
        String message = String.valueOf(cause.getMessage());
        return message.substring(message.lastIndexOf(": ") + 1).strip();
    }

    /** Deletes the draft, unless it is in its place. */
    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            throw new UncheckedIOException("the unfinished backup " + draft + " cannot be deleted", e);
        }
    }
}
