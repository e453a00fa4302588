package org.hobnob.launcher.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Markdown files of the project, and what can be found in them. */
final class Documents {
    /** The top folder of the sources. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern CODE = Pattern.compile("(`+)(.+?)\\1");
    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.+)");
    private static final Pattern LINK_IN_HEADING = Pattern.compile("\\[([^\\]]+)\\]\\([^)]*\\)");
    private static final String INDENT = "    ";

    private Documents() {}

    /** A piece of a document, and where it stands. */
    record Piece(Path document, int line, String text) {
        @Override
        public String toString() {
            return ROOT.relativize(document) + ":" + line + ": " + text;
        }
    }

    /** Returns all documents. */
    static List<Path> all() {
        return Stream.concat(forPeople().stream(), in("protocol")).toList();
    }

    /** Returns the documents that are not specifications. */
    static List<Path> forPeople() {
        return Stream.concat(in(""), in("docs")).toList();
    }

    private static Stream<Path> in(String folder) {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the lines of code blocks, without their indent; lines that end with a backslash are joined. */
    static List<Piece> blockLines(Path document) {
        List<Piece> found = new ArrayList<>();
        List<String> lines = text(document).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (isCode(lines.get(i))) {
                int first = i;
                String all = lines.get(i).strip();
                while (all.endsWith("\\") && i + 1 < lines.size()) {
                    i++;
                    all = all.substring(0, all.length() - 1) + lines.get(i).strip();
                }
                found.add(new Piece(document, first + 1, all));
            }
        }
        return found;
    }

    /** Returns the code in running text; a piece that goes on in the next line is one. */
    static List<Piece> spans(Path document) {
        List<Piece> found = new ArrayList<>();
        List<String> lines = text(document).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            StringBuilder paragraph = new StringBuilder();
            int first = i;
            for (; i < lines.size() && !lines.get(i).isBlank() && !isCode(lines.get(i)); i++) {
                paragraph.append(lines.get(i).strip()).append(' ');
                if (lines.get(i).startsWith("|")) {
                    break;
                }
            }
            Matcher code = CODE.matcher(paragraph);
            while (code.find()) {
                found.add(new Piece(document, first + 1, code.group(2).strip()));
            }
        }
        return found;
    }

    private static boolean isCode(String line) {
        return line.startsWith(INDENT) && !line.isBlank();
    }

    /** Returns the anchors of a document's headings, as hosting pages make them. */
    static Set<String> anchors(Path document) {
        Set<String> anchors = new HashSet<>();
        for (String line : text(document).lines().toList()) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String anchor = anchor(heading.group(1));
                String unique = anchor;
                for (int n = 1; !anchors.add(unique); n++) {
                    unique = anchor + "-" + n;
                }
            }
        }
        return anchors;
    }

    private static String anchor(String heading) {
        return LINK_IN_HEADING
                .matcher(heading)
                .replaceAll("$1")
                .toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .strip()
                .replace(' ', '-');
    }
}
