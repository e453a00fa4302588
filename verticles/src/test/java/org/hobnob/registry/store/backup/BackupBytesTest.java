package org.hobnob.registry.store.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hobnob.registry.rules.credentials.HashCost;
import org.hobnob.registry.store.backup.BackupReader.DamagedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of a backup, byte by byte. */
class BackupBytesTest {
    private static final HashCost CHEAP = new HashCost(8, 1, 1);
    private static final char[] PASSPHRASE = "four words of barley".toCharArray();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() {
        file = folder.resolve("small.backup");
        write(file, 3);
    }

    private static void write(Path place, int schema) {
        try (BackupFile out = BackupFile.create(place, true)) {
            out.header(schema, "2026-11-30T20:00:00Z", true);
            out.document("accounts", new JsonObject().put("_id", "dana").put("epoch", 7));
            out.document("rooms", new JsonObject().put("_id", "lab3").put("title", "Mess\u00e4\n"));
            out.finish(Optional.of(new Backup.Sealing("the secrets", PASSPHRASE)), CHEAP, new SecureRandom());
        }
    }

    private static BackupSummary read(byte[] bytes) throws IOException, DamagedException {
        return BackupReader.read(new ByteArrayInputStream(bytes), (collection, document) -> {});
    }

    @Test
    void everyFlippedBitIsNoticed() throws Exception {
        byte[] whole = Files.readAllBytes(file);
        assertEquals(2, read(whole).documents());
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(DamagedException.class, () -> read(damaged), "bit " + bit);
        }
    }

    @Test
    void everyCutIsNoticed() throws Exception {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(DamagedException.class, () -> read(cut), "length " + length);
        }
        assertThrows(DamagedException.class, () -> read(Arrays.copyOf(whole, whole.length + 1)));
    }

    @Test
    void documentsComeAsTheyWere() throws Exception {
        List<String> found = new ArrayList<>();
        BackupSummary summary =
                new Restore(file).documents((collection, document) -> found.add(collection + " " + document.encode()));
        assertEquals(
                List.of(
                        "accounts {\"_id\":\"dana\",\"epoch\":7}",
                        "rooms {\"_id\":\"lab3\",\"title\":\"Mess\u00e4\\n\"}"),
                found);
        assertEquals(Optional.of("the secrets"), summary.open(PASSPHRASE));
    }

    @Test
    void wrongPassphraseOpensNothing() {
        BackupSummary summary = new Restore(file).check();
        String said = assertThrows(
                        BackupRefusedException.class, () -> summary.open("four words of barlez".toCharArray()))
                .getMessage();
        assertTrue(said.contains("passphrase"), said);
    }

    /** Whoever changes a backup can make its checksum right, but not its seal. */
    @Test
    void sealNoticesChangesThatTheChecksumHides() throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(2, lines.get(2).replace("\"epoch\":7", "\"epoch\":8"));
        String body = String.join("\n", lines.subList(0, lines.size() - 1)) + "\n";
        byte[] digest = BackupLines.digest().digest(body.getBytes(StandardCharsets.UTF_8));
        Files.writeString(file, body + BackupLines.checksum(digest) + "\n");
        BackupSummary forged = new Restore(file).check();
        assertThrows(BackupRefusedException.class, () -> forged.open(PASSPHRASE));
    }

    @Test
    void backupOfALaterSchemaIsRefused() {
        write(file, 1_000);
        String said = assertThrows(BackupRefusedException.class, () -> new Restore(file).check())
                .getMessage();
        assertTrue(said.contains("later version"), said);
    }

    @Test
    void sameStoreIsSealedDifferentlyEachTime() throws Exception {
        Path second = folder.resolve("second.backup");
        write(second, 3);
        List<String> one = Files.readAllLines(file);
        List<String> two = Files.readAllLines(second);
        assertEquals(one.subList(0, 4), two.subList(0, 4));
        assertTrue(!one.get(4).equals(two.get(4)));
        assertArrayEquals(
                new Restore(file).check().digest(), new Restore(second).check().digest());
    }

    @Test
    void unfinishedBackupLeavesNothing() throws IOException {
        Path place = folder.resolve("unfinished.backup");
        try (BackupFile out = BackupFile.create(place, false)) {
            out.header(3, "now", true);
        }
        try (var left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList());
        }
    }
}
