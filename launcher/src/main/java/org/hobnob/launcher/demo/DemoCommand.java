package org.hobnob.launcher.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.hobnob.launcher.child.DemoFailedException;
import org.hobnob.launcher.child.Play;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.Home;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.cli.Version;
import org.hobnob.launcher.demo.languages.Languages;
import org.hobnob.launcher.demo.storm.StormCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hobnob demo}: runs a conversation between real processes and checks it on the recipients' screens. */
@Command(
        name = "demo",
        description = "Starts a registry and some peers on this machine and lets them chat; fails unless all arrives.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
public final class DemoCommand implements Callable<Integer> {
    private static final Duration DELIVERY = Duration.ofSeconds(20);

    @Option(
            names = "--peers",
            paramLabel = "N",
            description = "how many peers, 2 to 8 (3); with --classroom, 2 to 60 (30)")
    private Integer peers;

    @Option(
            names = "--multicast",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "try multicast in the room (yes)")
    private boolean multicast;

    @Option(
            names = "--storm",
            description = "four consoles that lose a fifth of all datagrams, while the registry and one of them are"
                    + " killed and somebody forges lines; a minute")
    private boolean storm;

    @Option(
            names = "--classroom",
            description = "a class without internet: all start at once and join a sealed room, and hear each other")
    private boolean classroom;

    @Option(
            names = "--languages",
            description = "one room in which a console, a bot in Python and an original client meet, while a program in"
                    + " Python is the registry's rooms service; needs python3")
    private boolean languages;

    @Option(names = "--plain", description = "with --storm: whole lines, as in a pipe")
    private boolean plain;

    @Option(names = "--svg", paramLabel = "FILE", description = "with --storm: writes a picture of it, which moves")
    private Path svg;

    @Override
    public Integer call() throws IOException {
        int size = classroom ? peers(Classroom.CLASS, Classroom.MOST) : peers(3, Demo.mostPeers());
        // A short name: paths of sockets have at most 107 bytes.
        Path folder = Files.createTempDirectory("hob");
        Play play = play(folder, size);
        Thread onInterrupt = new Thread(play::close, "demo-stop");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            play.run();
            play.close();
            delete(folder);
            return ExitCode.OK.number();
        } catch (DemoFailedException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE, "the demo failed: " + e.getMessage() + "; the logs are in " + folder, e);
        } finally {
            play.close();
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        }
    }

    private Play play(Path folder, int size) throws IOException {
        if (storm) {
            return new StormCommand(folder, System.out, plain, Optional.ofNullable(svg));
        }
        if (languages) {
            Path examples = Home.folder(Path.of("docs", "examples"))
                    .orElseThrow(() -> new UserFacingException(
                            ExitCode.USER_FIXABLE, "docs/examples of the download is not there; unpack it again"));
            return new Languages(folder, examples, System.out);
        }
        if (classroom) {
            return new Classroom(folder, System.out, size);
        }
        return new Demo(folder, System.out, DELIVERY, size, multicast);
    }

    private int peers(int otherwise, int most) {
        int wanted = peers == null ? otherwise : peers;
        if (wanted < 2 || wanted > most) {
            throw new UserFacingException(ExitCode.USAGE, "--peers must be 2 to " + most + " here, not " + wanted);
        }
        return wanted;
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
