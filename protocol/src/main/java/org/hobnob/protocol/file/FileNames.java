package org.hobnob.protocol.file;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.hobnob.protocol.text.SafeText;

/** Names under which what others send may be stored (SPEC 16.4), on any common file system. */
public final class FileNames {
    /** The longest name, in bytes of UTF-8: a number, {@code .part} and a system's own additions still fit behind it. */
    public static final int MAX_BYTES = 200;

    private static final int MAX_EXTENSION_BYTES = 20;
    private static final String NAMELESS = "file";
    private static final String MASK = "_";
    private static final Pattern FOLDERS = Pattern.compile("(?s).*[/\\\\]");
    private static final Pattern FORBIDDEN = Pattern.compile("[<>:\"|?*" + SafeText.REPLACEMENT + "]");
    /** Blanks and dots in front hide a file or a name's true beginning; a hyphen looks like an option. */
    private static final Pattern BEGINNING = Pattern.compile("^[\\s.]+");

    private static final Pattern END = Pattern.compile("[\\s.]+$");
    private static final Pattern DEVICE =
            Pattern.compile("(?:con|prn|aux|nul|conin\\$|conout\\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?: *\\..*)?");

    private FileNames() {}

    /**
     * Returns a name that is safe to store under and to show: without folders, control characters and what Windows does
     * not take, with no dot in front and no reserved name, and at most {@value #MAX_BYTES} bytes long.
     *
     * @param told a name from anybody
     */
    public static String safe(String told) {
        String name = FOLDERS.matcher(told).replaceFirst("");
        name = FORBIDDEN.matcher(SafeText.of(name)).replaceAll(MASK);
        name = END.matcher(BEGINNING.matcher(name).replaceFirst("")).replaceFirst("");
        if (name.isEmpty()) {
            return NAMELESS;
        }
        if (name.startsWith("-")
                || DEVICE.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
            name = MASK + name;
        }
        return shortened(name);
    }

    private static String shortened(String name) {
        if (SafeText.utf8Length(name) <= MAX_BYTES) {
            return name;
        }
        String extension = extension(name);
        String base = name.substring(0, name.length() - extension.length());
        String cut = cut(base, MAX_BYTES - SafeText.utf8Length(extension));
        return END.matcher(cut).replaceFirst("") + extension;
    }

    /** Returns the longest beginning of the text that has at most so many bytes and ends with a whole code point. */
    private static String cut(String text, int bytes) {
        int end = 0;
        int used = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            used += Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
            if (used > bytes) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end);
    }

    /** Returns the name for the case that names before it are taken: {@code worksheet (2).pdf}. */
    public static String numbered(String name, int number) {
        String extension = extension(name);
        return name.substring(0, name.length() - extension.length()) + " (" + number + ")" + extension;
    }

    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 ? name.substring(dot) : "";
        return SafeText.utf8Length(extension) <= MAX_EXTENSION_BYTES ? extension : "";
    }
}
