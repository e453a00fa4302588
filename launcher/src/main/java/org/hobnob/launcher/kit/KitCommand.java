package org.hobnob.launcher.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.Home;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.cli.Version;
import org.hobnob.launcher.registry.RegistryFolder;
import org.hobnob.protocol.message.value.JoinLink;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hobnob kit}: makes archives of the program that people unpack and double-click. */
@Command(
        name = "kit",
        description = {
            "Makes an archive for each Java runtime that is named, a zip or tar.gz as its maker publishes it for Windows,"
                    + " macOS or Linux: with the program, that runtime, and the way to this registry in it. People unpack"
                    + " it and double-click Hobnob. Without a runtime: one archive for computers that have Java.",
            "The archives are put where the registry's page hands them out (--web)."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
public final class KitCommand implements Callable<Integer> {
    private static final String TOP = "hobnob";

    @Parameters(arity = "0..*", paramLabel = "RUNTIME", description = "a JRE or JDK, 17 or later: .zip, .tar.gz")
    private List<Path> runtimes = new ArrayList<>();

    @Option(names = "--into", paramLabel = "FOLDER", description = "where to put them (the registry's `downloads`)")
    private Path into;

    @Option(names = "--link", paramLabel = "LINK", description = "the join link to put in (the registry's own)")
    private String link;

    @Option(names = "--no-link", description = "let people choose their registry")
    private boolean withoutLink;

    @Mixin
    private RegistryFolder registry;

    @Override
    public Integer call() throws IOException {
        Program program = new Program(Home.find()
                .orElseThrow(() -> Refused.because("this program does not know where it is: unpack it anew")));
        Optional<JoinLink> joining = joining();
        Path folder = into == null ? registry.downloads() : into;
        // All are looked at before any is made.
        List<JavaRuntime> found = new ArrayList<>();
        for (Path runtime : runtimes) {
            found.add(JavaRuntime.in(readable(runtime)));
        }
        try {
            Files.createDirectories(folder);
            for (JavaRuntime runtime : found) {
                tell(Kit.make(program, Optional.of(runtime), joining, folder, TOP));
            }
            if (found.isEmpty()) {
                tell(Kit.make(program, Optional.empty(), joining, folder, TOP));
            }
        } catch (IOException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE,
                    folder + " cannot be written (" + e.getMessage() + "): free space, or name"
                            + " another folder with --into",
                    e);
        }
        return ExitCode.OK.number();
    }

    private static Path readable(Path runtime) {
        if (!Files.isReadable(runtime) || Files.isDirectory(runtime)) {
            throw Refused.because(runtime + " cannot be read: name a .zip or .tar.gz with a Java runtime");
        }
        return runtime;
    }

    private Optional<JoinLink> joining() throws IOException {
        if (withoutLink) {
            return Optional.empty();
        }
        return Optional.of(
                link == null
                        ? registry.link()
                        : JoinLink.of(link)
                                .orElseThrow(
                                        () -> new UserFacingException(
                                                ExitCode.USAGE,
                                                "this is no join link: copy the whole line that the registry printed, in quotes")));
    }

    private static void tell(Path file) throws IOException {
        System.out.println(file + "  " + (Files.size(file) >> 20) + " MB");
    }
}
