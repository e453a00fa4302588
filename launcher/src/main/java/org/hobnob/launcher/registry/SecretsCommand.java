package org.hobnob.launcher.registry;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.Version;
import org.hobnob.registry.secrets.Secrets;
import org.hobnob.registry.secrets.SecretsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hobnob secrets}: creates the secrets file that several registries must share before the first of them starts. */
@Command(
        name = "secrets",
        description = "Makes the file with a registry's keys, unless it is there, for several registries to share.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class SecretsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "is made, for its owner only")
    private Path file;

    @Override
    public Integer call() {
        Secrets secrets = new SecretsFile(file).loadOrCreate(true, new SecureRandom());
        System.out.println("key-full: " + secrets.pin());
        System.out.println("secrets: " + file.toAbsolutePath());
        System.out.println(
                "Whoever has this file can be the registry. Copy it to each of them (scp -p), and nowhere else.");
        return ExitCode.OK.number();
    }
}
