package org.hobnob.launcher.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.SettingOptions;
import org.hobnob.launcher.cli.Version;
import org.hobnob.launcher.config.ConfigSources;
import org.hobnob.launcher.config.RegistryConfig;
import org.hobnob.launcher.config.RegistryKey;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hobnob registry}: runs a registry until it is stopped. Its options are those of {@link RegistryKey}. */
@Command(
        name = "registry",
        description = "Runs a registry until Ctrl-C or SIGTERM.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        versionProvider = Version.class)
public final class RegistryCommand implements Callable<Integer> {
    static final String CONFIG_FILE = "registry.yaml";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the one file of settings to read; else $XDG_CONFIG_HOME/hobnob/registry.yaml or"
                    + " ~/.config/hobnob/registry.yaml, else the shipped conf/registry.yaml")
    private Path config;

    @Option(
            names = "--until-input-ends",
            hidden = true,
            description = "ends when its standard input does, for a program that starts it and may be killed")
    private boolean untilInputEnds;

    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new RegistryCommand());
        SettingOptions.add(line.getCommandSpec(), RegistryKey.class);
        return line;
    }

    @Override
    public Integer call() throws InterruptedException {
        Path home = Path.of(System.getProperty("user.home"));
        ConfigSources<RegistryKey> sources = ConfigSources.ofRegistry(
                SettingOptions.file(config, CONFIG_FILE, home),
                System.getenv(),
                SettingOptions.values(spec, RegistryKey.class));
        RegistryConfig settings = RegistryConfig.load(sources, home);
        RegistryLog log = new RegistryLog();
        log.set(settings.log());
        if (untilInputEnds) {
            Thread watch = new Thread(RegistryCommand::endWithInput, "hobnob-input");
            watch.setDaemon(true);
            watch.start();
        }
        return new RegistryApplication(settings, () -> RegistryConfig.load(sources, home), log).run();
    }

    private static void endWithInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // It is over as well.
        }
        System.exit(ExitCode.OK.number());
    }
}
