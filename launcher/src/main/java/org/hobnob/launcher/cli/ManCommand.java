package org.hobnob.launcher.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hobnob man-pages}: writes the manual pages, for packages. */
@Command(
        name = "man-pages",
        description = "Writes the manual pages of all commands into a folder.",
        hidden = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class ManCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "is made where it is missing")
    private Path folder;

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(folder);
        Map<String, String> pages = ManPages.of(spec.root().commandLine(), Version.number());
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(folder.resolve(page.getKey()), page.getValue(), StandardCharsets.UTF_8);
        }
        System.out.println(pages.size() + " manual pages in " + folder);
        return ExitCode.OK.number();
    }
}
