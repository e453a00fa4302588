package org.hobnob.launcher.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hobnob.launcher.Main;
import org.hobnob.launcher.documents.Documents.Piece;
import org.hobnob.protocol.message.value.JoinLink;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** Every command that a document shows is one that the program, Maven or a script takes. */
class ShownCommandsTest {
    private static final Set<String> HOBNOB =
            Set.of("hobnob", "launcher/hobnob", "bin/hobnob", "hobnob-0.1.0/bin/hobnob");
    /** What the launching script does itself. */
    private static final List<List<String>> OF_THE_SCRIPT = List.of(
            List.of("test"), List.of("test", "quick"), List.of("archive", "registry"), List.of("archive", "peer"));
    /** What stands for several options, in the guide's words. */
    private static final List<String> ELLIPSIS =
            List.of("--registry", "10.0.0.5:15600", "--profile", "robot", "--user", "robot");

    private static final Pattern PROPERTY = Pattern.compile("-D(hobnob\\.[a-z.]+)(=.*)?");
    private static final Set<String> MODULES = Set.of("protocol", "verticles", "launcher");

    @Test
    void programTakesTheCommandsInBlocks() {
        List<String> wrong = check(blocks(), words -> fault(words, false), HOBNOB::contains);
        assertEquals(List.of(), wrong);
    }

    @Test
    void programTakesTheCommandsInText() {
        List<Piece> spans = Documents.forPeople().stream()
                .flatMap(document -> Documents.spans(document).stream())
                .toList();
        assertEquals(List.of(), check(spans, words -> fault(words, true), HOBNOB::contains));
    }

    @Test
    void mavenTakesItsCommands() {
        assertEquals(List.of(), check(everything(), ShownCommandsTest::faultOfMaven, "mvn"::equals));
    }

    @Test
    void scriptsExistAndKnowTheirOptions() {
        Function<List<String>, Optional<String>> fault = words -> faultOfScript(
                words.get(0).equals("unshare") ? words.subList(2, words.size()) : words.subList(1, words.size()));
        assertEquals(List.of(), check(everything(), fault, Set.of("python3", "unshare")::contains));
    }

    private static List<Piece> blocks() {
        return Documents.all().stream()
                .flatMap(document -> Documents.blockLines(document).stream())
                .toList();
    }

    private static List<Piece> everything() {
        return Stream.concat(
                        blocks().stream(),
                        Documents.all().stream().flatMap(document -> Documents.spans(document).stream()))
                .toList();
    }

    /** Returns the pieces with a command that begins with such a program, and what is wrong with it. */
    private static List<String> check(
            List<Piece> pieces, Function<List<String>, Optional<String>> fault, Function<String, Boolean> program) {
        List<String> wrong = new ArrayList<>();
        int commands = 0;
        for (Piece piece : pieces) {
            for (List<String> words : commands(piece.text())) {
                if (program.apply(words.get(0))) {
                    commands++;
                    fault.apply(words).ifPresent(text -> wrong.add(piece + "\n  " + text));
                }
            }
        }
        assertTrue(commands > 4, commands + " commands");
        return wrong;
    }

    /** Commands without what stands before the program: assignments, sudo. */
    private static List<List<String>> commands(String line) {
        if (!line.contains("hobnob")
                && !line.contains("mvn ")
                && !line.contains("python3")
                && !line.contains("unshare")) {
            return List.of();
        }
        try {
            return ShellLine.commands(line).stream()
                    .map(ShownCommandsTest::withoutBefore)
                    .filter(words -> !words.isEmpty())
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of(); // a sentence, as on a screen
        }
    }

    private static List<String> withoutBefore(List<String> words) {
        int from = 0;
        while (from < words.size() && words.get(from).matches("[A-Z_]+=.*")) {
            from++;
        }
        if (from < words.size() && words.get(from).equals("sudo")) {
            from += 3; // sudo -u USER
        }
        return words.subList(Math.min(from, words.size()), words.size());
    }

    private static Optional<String> fault(List<String> shown, boolean partly) {
        List<String> words = new ArrayList<>();
        for (String word : shown.subList(1, shown.size())) {
            if (!word.equals("…")) {
                words.add(word.equals("VERB") ? "status" : word.replaceFirst("\\|.*", ""));
            } else if (!partly) {
                words.addAll(ELLIPSIS);
            }
        }
        if (OF_THE_SCRIPT.contains(words) || words.isEmpty() || partly && words.equals(List.of("archive"))) {
            return Optional.empty();
        }
        if (JoinLink.isMeant(words.get(0))) {
            words.add(0, "peer");
        }
        String[] line = words.toArray(String[]::new);
        try {
            Main.commandLine(line).parseArgs(line);
            return Optional.empty();
        } catch (MissingParameterException e) {
            return partly ? Optional.empty() : Optional.of(e.getMessage());
        } catch (ParameterException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Optional<String> faultOfMaven(List<String> words) {
        String poms = Stream.of("pom.xml", "protocol/pom.xml", "verticles/pom.xml", "launcher/pom.xml")
                .map(pom -> Documents.text(Documents.ROOT.resolve(pom)))
                .collect(Collectors.joining());
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith("-P") && !poms.contains("<id>" + word.substring(2) + "</id>")) {
                return Optional.of("no profile " + word);
            }
            if (word.equals("-pl")
                    && !MODULES.containsAll(List.of(words.get(i + 1).split(",")))) {
                return Optional.of("no such modules: " + words.get(i + 1));
            }
            if (word.startsWith("-Dtest=")) {
                for (String name : word.substring("-Dtest=".length()).split(",")) {
                    String simple = name.replaceFirst("#.*", "").replace("*", "[A-Za-z0-9]*");
                    if (Sources.tests().keySet().stream().noneMatch(known -> known.matches(simple))) {
                        return Optional.of("no test " + name);
                    }
                }
            }
            if (PROPERTY.matcher(word).matches()
                    && !isProperty(PROPERTY.matcher(word).replaceFirst("$1"), poms)) {
                return Optional.of("nothing reads " + word);
            }
        }
        return Optional.empty();
    }

    private static boolean isProperty(String name, String poms) {
        return poms.contains(name) || Sources.tests().values().stream().anyMatch(text -> text.contains(name));
    }

    private static Optional<String> faultOfScript(List<String> words) {
        Path script = Documents.ROOT.resolve(words.get(0));
        if (!Files.isRegularFile(script)) {
            return Optional.of("no such file");
        }
        String text = textOfFolder(script.getParent());
        return words.stream()
                .filter(word -> word.startsWith("--"))
                .filter(option -> !text.contains("\"" + option + "\""))
                .findFirst()
                .map(option -> "no such option: " + option);
    }

    private static String textOfFolder(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".py"))
                    .map(Documents::text)
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
