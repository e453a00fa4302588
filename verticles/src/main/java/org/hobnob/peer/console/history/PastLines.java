package org.hobnob.peer.console.history;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hobnob.peer.console.conversation.ChatLine;
import org.hobnob.peer.console.conversation.Conversation;
import org.hobnob.peer.console.conversation.Recent;
import org.hobnob.peer.console.conversation.Saying;
import org.hobnob.peer.console.screen.Reader;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.text.Role;
import org.hobnob.protocol.text.SafeText;

/** Shows lines of the history, with the times at which they were said and the days on which that was. */
final class PastLines {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final long LATE_MS = 60_000;

    private final ConsoleState console;
    private final Clock clock;
    private LocalDate day;

    /** The days of lines of today are not shown. */
    PastLines(ConsoleState console, Clock clock) {
        this.console = console;
        this.clock = clock;
        day = LocalDate.now(clock);
    }

    /** Shows a line (BUS.md 6.7), behind its day if that is another than the last line's. */
    void show(JsonObject line) {
        Optional<ChatLine> chat = of(line);
        if (chat.isEmpty()) {
            return;
        }
        Instant at = chat.get().at().orElseThrow();
        if (console.screen().reader() == Reader.PROGRAM) {
            console.plain(minute(at) + "  " + chat.get().plain());
            return;
        }
        LocalDate then = LocalDate.ofInstant(at, clock.getZone());
        if (!then.equals(day)) {
            console.plain("  " + then + ":");
            day = then;
        }
        console.screen().chat(chat.get());
    }

    /**
     * Shows a line as a quote, without its time.
     *
     * @param line null for none
     * @param mark stands before it
     */
    void quote(JsonObject line, String mark) {
        Optional.ofNullable(line).ifPresent(one -> {
            String who = one.getBoolean("own", false) ? "you" : SafeText.of(one.getString("user", ""));
            console.plain(mark + who + ": " + Saying.of(one).text());
        });
    }

    String minute(Instant at) {
        return at.atZone(clock.getZone()).format(MINUTE);
    }

    /** Returns a line as it is shown; empty if its conversation cannot be read. */
    private Optional<ChatLine> of(JsonObject line) {
        return where(line).map(where -> {
            boolean own = line.getBoolean("own", false);
            String user = SafeText.of(line.getString("user", ""));
            String who = own ? "you" : where.isRoom() ? user : "";
            return Saying.of(line)
                    .line(where, who, note(line, where), own ? Role.OWN : Role.OTHERS)
                    .arrived(saidAt(line));
        });
    }

    static Optional<Conversation> where(JsonObject line) {
        return Conversation.ofLabel(line.getString("conversation", ""));
    }

    /** A sender's clock that is ahead says nothing. */
    static Instant saidAt(JsonObject line) {
        long taken = line.getLong("at", 0L);
        long said = line.getLong("saidAt", 0L);
        return Instant.ofEpochMilli(said > 0 && said <= taken ? said : taken);
    }

    private String note(JsonObject line, Conversation where) {
        List<String> parts = new ArrayList<>();
        if (line.getBoolean("verified", false) && !where.isRoom()) {
            parts.add("verified");
        }
        if (line.getString("path", "").equals("open")) {
            parts.add("open: anyone could read and forge this");
        }
        String from = SafeText.of(line.getString("sharedBy", ""));
        if (!from.isEmpty()) {
            parts.add("handed over by " + from);
        }
        long taken = line.getLong("at", 0L);
        if (taken - saidAt(line).toEpochMilli() >= LATE_MS) {
            parts.add("arrived " + minute(Instant.ofEpochMilli(taken)));
        }
        outcome(line).ifPresent(parts::add);
        return String.join(", ", parts);
    }

    private static Optional<String> outcome(JsonObject line) {
        return switch (line.getString("state", "")) {
            case "sent" -> Optional.of("not known whether it arrived");
            case "queued" -> Optional.of("queued");
            case "partly" -> Optional.of("not everybody had it");
            case "open" -> Optional.of("sent in the open");
            case "failed" -> Optional.of("not sent");
            default -> Optional.empty();
        };
    }

    /** Returns what {@code /reply} answers; empty for one's own lines and those without an id. */
    static Optional<Recent.Shown> answerable(JsonObject line) {
        String id = line.getString("id", "");
        return line.getBoolean("own", false) || id.isEmpty()
                ? Optional.empty()
                : Optional.of(new Recent.Shown(
                        SafeText.of(line.getString("user", "")), id, SafeText.of(line.getString("text", ""))));
    }
}
