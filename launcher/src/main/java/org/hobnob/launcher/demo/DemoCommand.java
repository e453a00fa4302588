package org.hobnob.launcher.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.hobnob.launcher.child.DemoFailedException;
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

    @Option(names = "--peers", paramLabel = "N", defaultValue = "3", description = "how many peers, 2 to 8 (3)")
    private int peers;

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
        if (languages) {
            return languages();
        }
        return storm ? storm() : talk();
    }

    private int languages() throws IOException {
        Path examples = Home.folder(Path.of("docs", "examples"))
                .orElseThrow(() -> new UserFacingException(
                        ExitCode.USER_FIXABLE, "docs/examples of the download is not there; unpack it again"));
        Path folder = Files.createTempDirectory("hob");
        Languages demo = new Languages(folder, examples, System.out);
        Thread onInterrupt = new Thread(demo::close, "demo-stop");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            demo.run();
            demo.close();
            delete(folder);
            return ExitCode.OK.number();
        } catch (DemoFailedException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE, "the demo failed: " + e.getMessage() + "; the logs are in " + folder, e);
        } finally {
            demo.close();
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        }
    }

    private int storm() throws IOException {
        Path folder = Files.createTempDirectory("hobnob-storm");
        StormCommand command = new StormCommand(folder, System.out, plain);
        Thread onInterrupt = new Thread(command::close, "demo-stop");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            boolean good = command.run();
            if (svg != null) {
                Files.writeString(svg, command.svg());
            }
            if (!good) {
                throw new UserFacingException(ExitCode.USER_FIXABLE, "the storm was lost; the logs are in " + folder);
            }
            command.close();
            delete(folder);
            return ExitCode.OK.number();
        } catch (DemoFailedException e) {
            command.close();
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE, "the storm failed: " + e.getMessage() + "; the logs are in " + folder, e);
        } finally {
            command.close();
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        }
    }

    private int talk() throws IOException {
        if (peers < 2 || peers > Demo.mostPeers()) {
            throw new UserFacingException(
                    ExitCode.USAGE, "--peers must be 2 to " + Demo.mostPeers() + ", not " + peers);
        }
        Path folder = Files.createTempDirectory("hobnob-demo");
        Demo demo = new Demo(folder, System.out, DELIVERY);
        Thread onInterrupt = new Thread(demo::close, "demo-stop");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            demo.run(peers, multicast);
            demo.close();
            delete(folder);
            return ExitCode.OK.number();
        } catch (DemoFailedException e) {
            throw new UserFacingException(
                    ExitCode.NETWORK, "the demo failed: " + e.getMessage() + "; the logs are in " + folder, e);
        } finally {
            demo.close();
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        }
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
