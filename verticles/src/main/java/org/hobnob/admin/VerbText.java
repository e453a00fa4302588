package org.hobnob.admin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.text.SafeText;

/**
 * Answers as plain lines, for terminals and the console. Names and texts of others come out safe (SPEC 2.4). A field whose name
 * ends in {@code At} holds milliseconds since 1970, one in {@code Ms} a span in milliseconds.
 */
public final class VerbText {
    /** What an answer's rows are called, and whether there are more behind them. */
    public static final String ROWS = "rows";

    public static final String MORE = "more";
    /** The field that says behind which row the next page begins. */
    public static final String NEXT = "next";
    /** A field that says something beside the rows. */
    public static final String NOTE = "note";
    /** The flag of an answer of which a part could not be had or done, so that a script sees it. */
    public static final String FAILED = "failed";

    private static final String NODE = "node";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final Pattern FIELD = Pattern.compile("\\{([a-zA-Z]+)}");

    private VerbText() {}

    /**
     * Returns the lines of an answer.
     *
     * @param args of the request
     * @param zone in which times are shown
     */
    public static List<String> lines(Verb verb, JsonObject args, JsonObject answer, ZoneId zone) {
        if (verb.gives().isList()) {
            List<String> lines = new ArrayList<>(table(shownColumns(verb, answer), answer, zone));
            note(answer).ifPresent(lines::add);
            return lines;
        }
        return verb.gives()
                .sentence()
                .map(text -> List.of(filled(text, args.copy().mergeIn(answer))))
                .orElseGet(() -> fields(answer, zone));
    }

    /** What is said beside the rows. */
    public static Optional<String> note(JsonObject answer) {
        return Optional.ofNullable(answer.getString(NOTE)).map(text -> "note: " + safe(text));
    }

    /** A row that came later than the table, in one line without a heading. */
    public static String row(Verb verb, JsonObject row, ZoneId zone) {
        return shownColumns(verb, new JsonObject().put(ROWS, new JsonArray().add(row))).stream()
                .map(column -> cell(column, row, zone))
                .collect(Collectors.joining("  "));
    }

    /** Which registry a row comes from is shown where that was asked for. */
    private static List<String> shownColumns(Verb verb, JsonObject answer) {
        boolean hasNode = answer.getJsonArray(ROWS, new JsonArray()).stream()
                .anyMatch(row -> ((JsonObject) row).containsKey(NODE));
        return verb.gives().columns().stream()
                .filter(column -> hasNode || !column.equals(NODE))
                .toList();
    }

    private static List<String> fields(JsonObject answer, ZoneId zone) {
        List<String> lines = new ArrayList<>();
        answer.forEach(field -> {
            if (field.getValue() != null) {
                lines.add(words(field.getKey()) + ": " + shown(field.getKey(), field.getValue(), zone));
            }
        });
        return lines;
    }

    private static List<String> table(List<String> columns, JsonObject answer, ZoneId zone) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(columns.stream().map(VerbText::words).toList());
        for (Object row : answer.getJsonArray(ROWS, new JsonArray())) {
            JsonObject json = (JsonObject) row;
            rows.add(columns.stream().map(column -> cell(column, json, zone)).toList());
        }
        if (rows.size() == 1) {
            return List.of("none");
        }
        int[] widths = new int[columns.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(
                        widths[i], row.get(i).codePointCount(0, row.get(i).length()));
            }
        });
        return rows.stream().map(row -> padded(row, widths)).toList();
    }

    private static String cell(String column, JsonObject row, ZoneId zone) {
        return row.getValue(column) == null ? "-" : shown(column, row.getValue(column), zone);
    }

    private static String padded(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            line.append(cell).append(" ".repeat(widths[i] + 2 - cell.codePointCount(0, cell.length())));
        }
        return line.toString().stripTrailing();
    }

    private static String shown(String name, Object value, ZoneId zone) {
        if (value instanceof JsonArray array) {
            return array.isEmpty()
                    ? "-"
                    : array.stream().map(one -> shown("", one, zone)).collect(Collectors.joining(", "));
        }
        if (value instanceof JsonObject object) {
            return object.stream()
                    .map(field -> field.getKey() + "=" + shown(field.getKey(), field.getValue(), zone))
                    .collect(Collectors.joining(" "));
        }
        if (value instanceof Boolean flag) {
            return flag ? "yes" : "no";
        }
        if (value instanceof Number number && name.endsWith("At")) {
            return TIME.withZone(zone).format(Instant.ofEpochMilli(number.longValue()));
        }
        if (value instanceof Number number && name.endsWith("Ms")) {
            return span(Duration.ofMillis(number.longValue()));
        }
        String text = safe(String.valueOf(value));
        return text.isEmpty() ? "-" : text;
    }

    private static String safe(String text) {
        return SafeText.of(text.replaceAll("[\\t\\r\\n]+", " "));
    }

    private static String span(Duration span) {
        if (span.toDays() > 0) {
            return span.toDays() + " d " + span.toHoursPart() + " h";
        }
        if (span.toHours() > 0) {
            return span.toHours() + " h " + span.toMinutesPart() + " min";
        }
        return span.toMinutes() > 0
                ? span.toMinutes() + " min " + span.toSecondsPart() + " s"
                : span.toSeconds() + " s";
    }

    /** {@code createdAt} becomes {@code created}, {@code lastSeen} becomes {@code last seen}. */
    private static String words(String name) {
        String bare = name.replaceFirst("(At|Ms)$", "");
        return bare.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    /** Puts fields in the places of their names in braces. */
    static String filled(String text, JsonObject fields) {
        Matcher field = FIELD.matcher(text);
        return field.replaceAll(found -> {
            Object value = fields.getValue(found.group(1));
            return Matcher.quoteReplacement(value == null ? "" : safe(String.valueOf(value)));
        });
    }

    /** What a refusal means to an administrator. */
    public static String refusal(Reason reason, long waitMs) {
        return switch (reason) {
            case NO_SUCH_USER -> "there is no such account; see: user list";
            case NO_SUCH_ROOM -> "there is no such room; see: room list";
            case NAME_TAKEN -> "an account of that name exists already";
            case BAD_NAME -> "a name is 1 to 32 letters, digits, - and _, not all digits and no reserved word";
            case MALFORMED -> "an argument breaks its rule; --help says what it takes";
            case NOT_ONLINE -> "that user is not online";
            case NOT_A_MEMBER -> "that user is not a member of the room";
            case NOT_ALLOWED -> "your account may not do that";
            case UNKNOWN_COMMAND -> "the registry does not know this verb: it runs another version";
            case LAST_ADMIN -> "that is the only administrator: make another one first (user promote NAME)";
            case BAD_TOKEN -> "that token is wrong, used up or over; hobnob admin token prints a new one";
            case BAD_INVITATION -> "there is no such invitation; see: invite list";
            case NOT_YOURS -> "there is no such report; see: report list";
            case SLOW_DOWN -> "too many requests: try again in " + (waitMs + 999) / 1_000 + " s";
            case UNAVAILABLE -> "the registry cannot do it now: its store does not answer, or it is shutting down";
            case INTERNAL -> "a fault of the registry; its log has the details";
            default -> reason.word();
        };
    }
}
