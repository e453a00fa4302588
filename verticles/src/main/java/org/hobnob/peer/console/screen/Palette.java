package org.hobnob.peer.console.screen;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hobnob.peer.console.conversation.ChatLine;
import org.hobnob.peer.console.text.Markup;
import org.hobnob.peer.console.text.Mentions;
import org.hobnob.peer.console.text.Role;
import org.hobnob.protocol.text.SafeText;

/**
 * Makes lines safe to show (SPEC 2.4) and adds a terminal's escape sequences to them (ECMA-48 SGR, and OSC 8 for links).
 * Every escape sequence that reaches the terminal is made here, whatever a line was made of. Pure.
 */
public final class Palette {
    private static final char ESC = 0x1b;
    private static final String RESET = ESC + "[0m";
    private static final String ST = ESC + "\\";
    private static final Pattern ESCAPES =
            Pattern.compile(ESC + "\\[[0-9;]*m|" + ESC + "]8;;[^" + ESC + "]*" + ESC + "\\\\");

    /** The usual ways for a message to arrive; only others are shown. */
    private static final Set<String> USUAL = Set.of("multicast", "tcp", "sealed");

    private final boolean color;
    private final boolean links;
    private final boolean names;

    /**
     * @param color whether to use colours and styles
     * @param links whether the terminal supports OSC 8 links
     */
    public Palette(boolean color, boolean links) {
        this(new Appearance(color, links));
    }

    public Palette(Appearance appearance) {
        color = appearance.color();
        links = color && appearance.links();
        names = color && appearance.names();
    }

    /** Formats a line in the role's colour, after the role's mark. */
    public String line(Role role, String text) {
        return painted(sgr(role), role.mark() + SafeText.of(text));
    }

    /** Formats a line of a program's log in the role's colour, without the role's mark: it says by a word what it is. */
    public String logLine(Role role, String text) {
        return painted(sgr(role), SafeText.of(text));
    }

    /** Formats the prompt, in magenta. */
    public String prompt(String text) {
        return painted("35", SafeText.of(text));
    }

    /**
     * Formats a message, after the time at which it arrived. The name of another user has a colour of its own where the
     * terminal has enough of them; what is meant for this user is reversed.
     *
     * @param time may be empty
     */
    public String chat(String time, ChatLine line) {
        String unusual = Stream.of(line.note().split(", "))
                .filter(part -> !USUAL.contains(part))
                .collect(Collectors.joining(", "));
        String note = unusual.isEmpty() ? "" : "  " + painted("2", "(" + SafeText.of(unusual) + ")");
        String mark = line.role() == Role.ERROR ? Role.ERROR.mark() : "";
        String base = sgr(line.role());
        return (time.isEmpty() ? "" : painted("2", time) + " ")
                + head(base, mark, line)
                + marked(base, SafeText.of(line.text()), line.mentions())
                + note;
    }

    private String head(String base, String mark, ChatLine line) {
        String where = SafeText.of(line.where().label()) + " ";
        String who = line.who().isEmpty() ? "" : SafeText.of(line.who()) + ": ";
        if (!names || line.role() != Role.OTHERS) {
            return painted(base, mark + where + who);
        }
        return line.where().isRoom()
                ? painted(base, mark + where) + painted(ofName(line.who()), who)
                : painted(ofName(line.where().name()), mark + where) + painted(base, who);
    }

    private static String ofName(String name) {
        return "38;5;" + NameColors.of(name);
    }

    /** Formats a row of a picture. */
    public String row(Canvas canvas, int row) {
        return canvas.row(row).stream()
                .map(run -> painted(sgr(run.role()), run.text()))
                .collect(Collectors.joining());
    }

    private String marked(String base, String text, List<Mentions.Span> mentions) {
        StringBuilder all = new StringBuilder();
        int from = 0;
        for (Markup.Part part : Markup.parse(text)) {
            String sgr = codes(base, part);
            String shown = reversed(sgr, part.text(), from, mentions);
            all.append(part.link() && links ? ESC + "]8;;" + part.text() + ST + shown + ESC + "]8;;" + ST : shown);
            from += part.text().length();
        }
        return all.toString();
    }

    /** @param from where the part begins in the line to which the mentions belong */
    private String reversed(String sgr, String part, int from, List<Mentions.Span> mentions) {
        StringBuilder all = new StringBuilder();
        int done = 0;
        for (Mentions.Span span : mentions) {
            int begin = Math.max(done, Math.min(span.from() - from, part.length()));
            int end = Math.max(begin, Math.min(span.to() - from, part.length()));
            all.append(painted(sgr, part.substring(done, begin)))
                    .append(painted(sgr.isEmpty() ? "7" : sgr + ";7", part.substring(begin, end)));
            done = end;
        }
        return all.append(painted(sgr, part.substring(done))).toString();
    }

    private static String codes(String base, Markup.Part part) {
        StringBuilder codes = new StringBuilder(base);
        part.styles().stream()
                .sorted()
                .forEach(style -> codes.append(codes.isEmpty() ? "" : ";")
                        .append(
                                switch (style) {
                                    case BOLD -> "1";
                                    case ITALIC -> "3";
                                    case UNDERLINE -> "4";
                                }));
        return codes.toString();
    }

    private static String sgr(Role role) {
        return switch (role) {
            case SUCCESS -> "32";
            case ERROR -> "31";
            case NOTICE -> "33";
            case OTHERS -> "34";
            case TITLE -> "1";
            case OWN, PLAIN -> "";
        };
    }

    private String painted(String sgr, String text) {
        return !color || sgr.isEmpty() || text.isEmpty() ? text : ESC + "[" + sgr + "m" + text + RESET;
    }

    /** Removes the escape sequences that this class makes. */
    public static String strip(String line) {
        return ESCAPES.matcher(line).replaceAll("");
    }
}
