package org.hobnob.protocol;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Reads the test vectors: UTF-8 lines of columns parted by {@code " | "}; blank lines and those from # are comments. */
public final class Vectors {
    private Vectors() {}

    /** One vector; its first column is its name. */
    public record Row(List<String> columns) {
        public String name() {
            return columns.get(0);
        }

        public String column(int index) {
            return columns.get(index);
        }
    }

    /** The vectors of the file; fails where a name comes twice or the number of columns differs. */
    public static List<Row> read(String file, int columns) {
        InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors/" + file), file);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<Row> rows = reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> row(line, columns))
                    .toList();
            Set<String> names = new HashSet<>();
            for (Row row : rows) {
                if (!names.add(row.name())) {
                    throw new IllegalStateException("two vectors are called " + row.name());
                }
            }
            if (rows.isEmpty()) {
                throw new IllegalStateException("no vectors in " + file);
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String line, int columns) {
        String[] parts = line.split(" \\| ", -1);
        if (parts.length != columns) {
            throw new IllegalStateException(parts.length + " columns: " + line);
        }
        return new Row(List.of(parts));
    }

    /** The text between double quotes, with {@code \\}, {@code \"}, {@code \n}, {@code \r}, {@code \t}, {@code \}u and four hex digits. */
    public static String unquote(String quoted) {
        if (quoted.length() < 2 || !quoted.startsWith("\"") || !quoted.endsWith("\"")) {
            throw new IllegalStateException("not in quotes: " + quoted);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escaped = quoted.charAt(++i);
            switch (escaped) {
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case '\\', '"' -> text.append(escaped);
                case 'u' -> {
                    text.append((char) Integer.parseInt(quoted.substring(i + 1, i + 5), 16));
                    i += 4;
                }
                default -> throw new IllegalStateException("unknown escape in " + quoted);
            }
        }
        return text.toString();
    }

    /** The inverse of {@link #unquote}: controls, format characters and surrogates are written as escapes. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\\', '"' -> quoted.append('\\').append(c);
                default -> quoted.append(isPlain(c) ? String.valueOf(c) : String.format("\\u%04x", (int) c));
            }
        }
        return quoted.append('"').toString();
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7f || Character.isLetter(c) || Character.isSurrogate(c);
    }
}
