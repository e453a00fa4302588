package org.hobnob.launcher.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be checked of the documents: links, the places that they name, the length of their lines. */
class DocumentsTest {
    private static final Path ROOT = Documents.ROOT;
    /** A link or picture of this project: its file, which may be the document itself, and its anchor. */
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]*))?\\)");
    /** A link by reference, and what such references stand for. */
    private static final Pattern REFERENCE = Pattern.compile("\\[([^\\]\\[]+)\\]\\[\\]");

    private static final Pattern MEANING = Pattern.compile("(?m)^\\[([^\\]]+)\\]: ([^#\\s:]+)$");
    private static final Pattern SECTION = Pattern.compile("(?m)^#+ ([0-9.]+) ");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final int MAX_LINE = 120;
    private static final int MAX_CELL = 200;

    @Test
    void linksLeadToFilesAndTheirHeadings() {
        List<String> broken = new ArrayList<>();
        int anchors = 0;
        for (Path document : Documents.all()) {
            Matcher link = LINK.matcher(Documents.text(document));
            while (link.find()) {
                Path target = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
                anchors += link.group(2) == null ? 0 : 1;
                if (!Files.exists(target)
                        || link.group(2) != null && !Documents.anchors(target).contains(link.group(2))) {
                    broken.add(ROOT.relativize(document) + ": " + link.group());
                }
            }
        }
        assertTrue(anchors > 8, anchors + " anchors");
        assertEquals(List.of(), broken);
    }

    @Test
    void referencesLeadToFiles() {
        Path guide = ROOT.resolve("docs/write-a-peer.md");
        Map<String, String> meanings = MEANING.matcher(Documents.text(guide))
                .results()
                .collect(Collectors.toMap(meaning -> meaning.group(1), meaning -> meaning.group(2)));
        assertTrue(meanings.size() > 20, meanings.toString());
        assertEquals(
                List.of(),
                meanings.values().stream()
                        .filter(file -> !Files.exists(guide.resolveSibling(file)))
                        .toList());
        assertEquals(
                meanings.keySet(),
                REFERENCE
                        .matcher(Documents.text(guide))
                        .results()
                        .map(use -> use.group(1))
                        .collect(Collectors.toSet()));
    }

    @Test
    void guideNamesSectionsThatExist() {
        Set<String> sections = SECTION.matcher(Documents.text(ROOT.resolve("protocol/SPEC.md")))
                .results()
                .map(section -> section.group(1))
                .collect(Collectors.toSet());
        List<String> named = Documents.text(ROOT.resolve("docs/write-a-peer.md"))
                .lines()
                .filter(line -> line.matches("\\| [0-9]+\\. .*"))
                .map(row -> row.split("\\|")[2].strip())
                .flatMap(cell -> Stream.of(cell.split(", | to ")))
                .toList();
        assertTrue(named.size() > 20, named.toString());
        assertEquals(
                List.of(),
                named.stream().filter(section -> !sections.contains(section)).toList());
    }

    @Test
    void contributingNamesFilesThatExist() {
        List<String> missing = new ArrayList<>();
        int places = 0;
        for (String row :
                Documents.text(ROOT.resolve("CONTRIBUTING.md")).lines().toList()) {
            String[] cells = row.split("\\|");
            if (cells.length == 3 && cells[2].contains("/")) {
                for (String place : places(cells[2])) {
                    places++;
                    if (!Files.exists(ROOT.resolve(place)) && !Files.exists(ROOT.resolve(place + ".java"))) {
                        missing.add(place);
                    }
                }
            }
        }
        assertTrue(places > 25, places + " places");
        assertEquals(List.of(), missing);
    }

    /** The files that a cell names; a bare name is in the folder of the one before it. */
    private static List<String> places(String cell) {
        List<String> places = new ArrayList<>();
        String folder = "";
        Matcher code = CODE.matcher(cell);
        while (code.find()) {
            String place = code.group(1).replace("…", "src/main/java/org/hobnob");
            if (place.startsWith("mvn ") || place.startsWith("-")) {
                continue;
            }
            if (place.contains("/")) {
                folder = place.substring(0, place.lastIndexOf('/') + 1);
                places.add(place);
            } else {
                places.add(folder + place);
            }
        }
        return places;
    }

    @Test
    void linesAndCellsAreShort() {
        List<String> tooLong = new ArrayList<>();
        for (Path document : Documents.forPeople()) {
            for (String line : Documents.text(document).lines().toList()) {
                boolean isTable = line.startsWith("|");
                boolean fits = isTable
                        ? Stream.of(line.split("\\|"))
                                .allMatch(cell -> cell.strip().length() <= MAX_CELL)
                        : line.length() <= MAX_LINE;
                if (!fits) {
                    tooLong.add(ROOT.relativize(document) + ": " + line);
                }
            }
        }
        assertEquals(List.of(), tooLong);
    }

    /** The guide's screens are compared with the program's; the readme shows parts of them. */
    @Test
    void readmeShowsScreensOfTheGuide() {
        List<String> guide =
                Documents.text(ROOT.resolve("docs/user-guide.md")).lines().toList();
        String text = Documents.text(ROOT.resolve("README.md"));
        List<String> shown = text.substring(
                        text.indexOf("    -!- looking for"), text.indexOf("If there is no room yet"))
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        assertTrue(shown.size() > 15, shown.toString());
        assertEquals(
                List.of(), shown.stream().filter(line -> !guide.contains(line)).toList());
    }

    @Test
    void ciRunsTheTestCommandOfTheReadme() {
        assertTrue(Documents.text(ROOT.resolve("README.md")).contains("\n    launcher/hobnob test "));
        String last = Documents.text(ROOT.resolve(".ci/run")).strip().lines().reduce("", (before, line) -> line);
        assertEquals("exec \"$(dirname -- \"${BASH_SOURCE[0]}\")/../launcher/hobnob\" test", last);
    }
}
