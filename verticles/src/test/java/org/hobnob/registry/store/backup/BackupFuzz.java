package org.hobnob.registry.store.backup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hobnob.protocol.fuzz.FuzzTarget;
import org.hobnob.registry.store.backup.BackupReader.DamagedException;

/** The lines of a backup but the last one: whoever makes a bad backup makes its checksum right. */
public final class BackupFuzz implements FuzzTarget {
    @Override
    public void parse(byte[] input) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(input);
        whole.writeBytes(
                (BackupLines.checksum(BackupLines.digest().digest(input)) + "\n").getBytes(StandardCharsets.US_ASCII));
        try {
            BackupReader.read(new ByteArrayInputStream(whole.toByteArray()), (collection, document) -> {});
        } catch (DamagedException e) {
            // As documented.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<byte[]> seeds() {
        String body = BackupLines.MARK + "\n"
                + BackupLines.header(3, "2026-11-30T20:00:00Z", true) + "\n"
                + "{\"in\":\"accounts\",\"document\":{\"_id\":\"dana\",\"epoch\":7}}\n";
        String sealed = "{\"end\":{\"accounts\":1},\"secrets\":{\"memoryKib\":8,\"passes\":1,\"lanes\":1,\"salt\":"
                + "\"AAAAAAAAAAAAAAAAAAAAAA==\",\"nonce\":\"AAAAAAAAAAAAAAAA\",\"sealed\":\"AAAA\"}}\n";
        return List.of(
                (body + BackupLines.end(Map.of("accounts", 1L), Optional.empty()) + "\n")
                        .getBytes(StandardCharsets.UTF_8),
                (body + sealed).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int maxBytes() {
        return 2_000;
    }
}
