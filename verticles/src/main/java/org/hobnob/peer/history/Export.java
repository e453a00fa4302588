package org.hobnob.peer.history;

import io.vertx.core.json.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.hobnob.files.OwnerOnly;
import org.hobnob.protocol.text.SafeText;

/** Writes lines to a file: as text, or as JSON lines where its name ends so. Blocking. */
final class Export {
    private static final String JSON_LINES = ".jsonl";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private Export() {}

    /**
     * @param where empty for all conversations of the account
     * @param file made, for its owner only
     * @return how many lines there were
     * @throws FileAlreadyExistsException if the file exists
     * @throws IOException if it cannot be written; what was written is deleted
     */
    static int write(HistoryStore store, Optional<Talk> where, String account, Path file, ZoneId zone)
            throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        OwnerOnly.createFile(file);
        boolean json = file.toString().endsWith(JSON_LINES);
        int[] count = {0};
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            store.lookup().all(where, kept -> {
                if (kept.line().talk().account().equals(account)) {
                    put(out, json ? json(kept) : text(kept, zone));
                    count[0]++;
                }
            });
        } catch (IOException | UncheckedIOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return count[0];
    }

    private static void put(Writer out, String line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(Kept kept) {
        JsonObject json = LineJson.of(kept);
        json.remove("line");
        return json.encode();
    }

    private static String text(Kept kept, ZoneId zone) {
        Line line = kept.line();
        long ms = line.saidMs() > 0 ? line.saidMs() : line.takenMs();
        String when = Instant.ofEpochMilli(ms).atZone(zone).format(TIME);
        String name = SafeText.of(line.author());
        String said =
                line.state() == Line.State.UNREADABLE ? "[cannot be read by this version]" : SafeText.of(line.text());
        String quote = line.reply()
                .map(reply -> "(re " + SafeText.of(reply.user()) + ": " + SafeText.of(reply.quote()) + ") ")
                .orElse("");
        return when + "  " + line.talk().label() + "  " + (line.action() ? "" : name + ": ") + quote + said;
    }
}
