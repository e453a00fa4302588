package org.hobnob.protocol.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hobnob.protocol.message.value.MessageId;

/**
 * What is known to be right of a file that has come in part: for some lengths, in ascending order, the hash of that many
 * first bytes (SPEC 16.3). Immutable.
 *
 * @param id the offer's id
 */
public record Checkpoints(MessageId id, List<Point> points) {
    /**
     * A beginning of the file.
     *
     * @param length its length in bytes, from 1
     * @param sha256 its SHA-256, 64 lower-case hex digits
     */
    public record Point(long length, String sha256) {}

    private static final String HEAD = "hobnob-part 1 ";
    private static final Pattern POINT = Pattern.compile("([1-9][0-9]{0,17}) ([0-9a-f]{64})");

    public Checkpoints {
        points = List.copyOf(points);
    }

    /** Nothing is known. */
    public static Checkpoints none(MessageId id) {
        return new Checkpoints(id, List.of());
    }

    /** Returns these with one more point, which must be longer than all others. */
    public Checkpoints with(Point point) {
        List<Point> more = new ArrayList<>(points);
        more.add(point);
        return new Checkpoints(id, more);
    }

    /** Returns those up to a length. */
    public Checkpoints upTo(long length) {
        return new Checkpoints(
                id, points.stream().filter(point -> point.length() <= length).toList());
    }

    /** Returns the length of the longest beginning that is known; 0 for none. */
    public long length() {
        return points.isEmpty() ? 0 : points.get(points.size() - 1).length();
    }

    /** Returns the text for {@link #parse}. */
    public String print() {
        StringBuilder text = new StringBuilder(HEAD).append(id.hex()).append('\n');
        points.forEach(point ->
                text.append(point.length()).append(' ').append(point.sha256()).append('\n'));
        return text.toString();
    }

    /** Parses a text; what stands behind a line that cannot be read is not known. Empty if its first line is another. */
    public static Optional<Checkpoints> parse(String text) {
        String[] lines = text.split("\n", -1);
        Optional<MessageId> id =
                lines[0].startsWith(HEAD) ? MessageId.of(lines[0].substring(HEAD.length())) : Optional.empty();
        return id.map(known -> new Checkpoints(known, points(lines)));
    }

    private static List<Point> points(String[] lines) {
        List<Point> points = new ArrayList<>();
        long last = 0;
        // The last part is empty, or a line that was not written to its end.
        for (int at = 1; at < lines.length - 1; at++) {
            Matcher point = POINT.matcher(lines[at]);
            if (!point.matches() || Long.parseLong(point.group(1)) <= last) {
                break;
            }
            last = Long.parseLong(point.group(1));
            points.add(new Point(last, point.group(2)));
        }
        return points;
    }
}
