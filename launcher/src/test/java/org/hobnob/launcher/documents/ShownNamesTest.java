package org.hobnob.launcher.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hobnob.admin.VerbTable;
import org.hobnob.launcher.Main;
import org.hobnob.launcher.config.RegistryKey;
import org.hobnob.launcher.documents.Documents.Piece;
import org.hobnob.peer.console.command.CommandTable;
import org.hobnob.peer.settings.PeerKey;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Commands of the console, options, settings, tests, files and sections that documents name in their text exist. */
class ShownNamesTest {
    private static final Pattern SLASH = Pattern.compile("/([a-z]+)( .*)?");
    /** A line of a screen or of an example: behind a prompt, or at the beginning. */
    private static final Pattern TYPED = Pattern.compile("(?:.*[>:] )?/([a-z]+)([ ,].*)?");
    /** Paths of web pages, which look like commands. */
    private static final Set<String> PAGES = Set.of("health", "metrics");

    private static final Pattern OPTION = Pattern.compile("(--[a-z][a-z-]+)\\b.*");
    /** Of protocol/conformance/run.py. */
    private static final String OF_CONFORMANCE = "--peer";

    private static final Pattern SETTING = Pattern.compile("([a-z]+\\.[a-z…-]+)( [0-9]+)?");
    private static final Pattern TEST = Pattern.compile("([A-Z]\\w+(?:Test|IT|Figures|Fuzz))(?:#(\\w+))?");
    private static final Pattern FILE = Pattern.compile("((?:docs|conf|docker|launcher|protocol|verticles)/[\\w./-]+)");
    private static final Pattern SPEC = Pattern.compile("SPEC(?:\\.md)?(?:\\]\\([^)]*\\))? ([0-9]+(?:\\.[0-9]+)*)");
    private static final Pattern BUS = Pattern.compile("BUS(?:\\.md)?(?:\\]\\([^)]*\\))? ([0-9]+(?:\\.[0-9]+)*)");
    private static final Pattern SECTION = Pattern.compile("(?m)^#+ ([0-9]+(?:\\.[0-9]+)*)\\.? ");

    private static List<Piece> spans() {
        return Documents.forPeople().stream()
                .flatMap(document -> Documents.spans(document).stream())
                .toList();
    }

    private static List<Piece> blocks() {
        return Documents.forPeople().stream()
                .flatMap(document -> Documents.blockLines(document).stream())
                .toList();
    }

    /** Fails unless at least that many names are found, and all of them are known. */
    private static void check(int least, List<Piece> pieces, Pattern pattern, Predicate<Matcher> isKnown) {
        List<Matcher> matchers =
                pieces.stream().map(piece -> pattern.matcher(piece.text())).toList();
        assertTrue(matchers.stream().filter(Matcher::matches).count() >= least, "too few: " + pattern);
        Set<String> unknown = new TreeSet<>();
        for (int i = 0; i < pieces.size(); i++) {
            if (matchers.get(i).matches() && !isKnown.test(matchers.get(i))) {
                unknown.add(pieces.get(i).toString());
            }
        }
        assertEquals(Set.of(), unknown);
    }

    private static boolean isCommand(Matcher found) {
        // What is explained stands behind two blanks.
        String rest = found.group(2) == null
                ? ""
                : found.group(2).replaceFirst("  .*", "").strip();
        return CommandTable.find(found.group(1)).isPresent()
                && switch (found.group(1)) {
                    case "set" ->
                        rest.isEmpty() || PeerKey.of(rest.split(" ")[0]).isPresent();
                    case "admin" -> isVerb(rest);
                    default -> true;
                };
    }

    private static boolean isVerb(String typed) {
        return typed.isEmpty()
                || VerbTable.ROWS.stream()
                        .anyMatch(verb -> typed.equals(verb.name())
                                || typed.startsWith(verb.name() + " ")
                                || verb.name().startsWith(typed + " "));
    }

    @Test
    void textNamesCommandsOfTheConsole() {
        check(80, spans(), SLASH, found -> PAGES.contains(found.group(1)) || isCommand(found));
    }

    @Test
    void examplesShowCommandsOfTheConsole() {
        check(30, blocks(), TYPED, ShownNamesTest::isCommand);
    }

    @Test
    void textNamesOptionsOfTheProgram() {
        Set<String> options = new TreeSet<>(Set.of(OF_CONFORMANCE));
        addOptions(Main.commandLine(), options);
        check(40, spans(), OPTION, found -> options.contains(found.group(1)));
    }

    private static void addOptions(CommandLine command, Set<String> options) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            options.addAll(Arrays.asList(option.names()));
            if (option.negatable()) {
                options.add(option.longestName().replaceFirst("--", "--no-"));
            }
        }
        command.getSubcommands().values().forEach(one -> addOptions(one, options));
    }

    @Test
    void textNamesSettingsOfTheRegistry() {
        Set<String> keys = Stream.of(RegistryKey.values()).map(RegistryKey::key).collect(Collectors.toSet());
        Set<String> groups = keys.stream()
                .filter(key -> key.contains("."))
                .map(key -> key.substring(0, key.indexOf('.')))
                .collect(Collectors.toSet());
        Predicate<Matcher> isKnown = found -> {
            String name = found.group(1);
            String pattern = Pattern.quote(name).replace("…", "\\E.*\\Q");
            return !groups.contains(name.substring(0, name.indexOf('.')))
                    || keys.stream().anyMatch(key -> key.matches(pattern));
        };
        List<Piece> spans = spans().stream()
                .filter(span -> !span.text().matches(".*\\.(mv|secret)"))
                .toList();
        check(40, spans, SETTING, isKnown);
    }

    @Test
    void textNamesTestsThatExist() {
        check(30, spans(), TEST, found -> {
            String source = Sources.tests().get(found.group(1));
            return source != null && (found.group(2) == null || source.contains("void " + found.group(2) + "("));
        });
    }

    @Test
    void textNamesFilesThatExist() {
        check(20, spans(), FILE, found -> {
            String name = found.group(1);
            Path file = Documents.ROOT.resolve(name);
            return name.contains("/target/") || Files.exists(file) || Files.exists(Path.of(file + ".java"));
        });
    }

    @Test
    void textNamesSectionsThatExist() {
        assertEquals(Set.of(), missingSections(SPEC, "protocol/SPEC.md"));
        assertEquals(Set.of(), missingSections(BUS, "protocol/BUS.md"));
    }

    private static Set<String> missingSections(Pattern reference, String document) {
        Set<String> sections = SECTION.matcher(Documents.text(Documents.ROOT.resolve(document)))
                .results()
                .map(section -> section.group(1))
                .collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>();
        int references = 0;
        for (Path from : Documents.all()) {
            Matcher found = reference.matcher(Documents.text(from).replace('\n', ' '));
            while (found.find()) {
                references++;
                if (!sections.contains(found.group(1))) {
                    missing.add(Documents.ROOT.relativize(from) + ": " + found.group());
                }
            }
        }
        assertTrue(references > 3, references + " references to " + document);
        return missing;
    }
}
