package org.hobnob.launcher.registry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hobnob.launcher.cli.Home;
import org.hobnob.launcher.cli.Version;
import org.hobnob.launcher.config.BaseDirectories;
import org.hobnob.launcher.config.ConfigSources;
import org.hobnob.launcher.config.RegistryConfig;
import org.hobnob.launcher.config.RegistryKey;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
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
    private static final String CONFIG_FILE = "registry.yaml";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the one file of settings to read; else $XDG_CONFIG_HOME/hobnob/registry.yaml or"
                    + " ~/.config/hobnob/registry.yaml, else the shipped conf/registry.yaml")
    private Path config;

    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new RegistryCommand());
        for (RegistryKey key : RegistryKey.values()) {
            line.getCommandSpec().addOption(option(key));
        }
        return line;
    }

    private static OptionSpec option(RegistryKey key) {
        String byDefault = key.byDefault().isEmpty() ? "" : " (" + key.byDefault() + ")";
        OptionSpec.Builder option =
                OptionSpec.builder(names(key)).description(key.meaning().replace("%", "%%") + byDefault);
        if (key.isFlag()) {
            return option.type(boolean.class)
                    .arity("0")
                    .negatable(true)
                    .fallbackValue("true")
                    .build();
        }
        return option.type(String.class).arity("1").paramLabel(key.label()).build();
    }

    /** {@code -cluster} is the spelling of the Vert.x launcher; {@code --cluster} is accepted as well. */
    private static String[] names(RegistryKey key) {
        return key == RegistryKey.CLUSTER ? new String[] {key.flag(), "-" + key.flag()} : new String[] {key.flag()};
    }

    @Override
    public Integer call() throws InterruptedException {
        Path home = Path.of(System.getProperty("user.home"));
        ConfigSources sources = new ConfigSources(file(home), System.getenv(), flags());
        RegistryConfig settings = RegistryConfig.load(sources, home);
        ((Logger) LoggerFactory.getLogger("org.hobnob")).setLevel(Level.toLevel(settings.logLevel()));
        return new RegistryApplication(settings).run();
    }

    private Optional<Path> file(Path home) {
        if (config != null) {
            return Optional.of(config);
        }
        Path own = BaseDirectories.of(System.getenv(), home).config().resolve(CONFIG_FILE);
        return Files.exists(own) ? Optional.of(own) : Home.conf(CONFIG_FILE);
    }

    private Map<RegistryKey, String> flags() {
        ParseResult parsed = spec.commandLine().getParseResult();
        Map<RegistryKey, String> flags = new EnumMap<>(RegistryKey.class);
        for (RegistryKey key : RegistryKey.values()) {
            if (parsed.hasMatchedOption(key.flag())) {
                flags.put(key, parsed.matchedOption(key.flag()).getValue().toString());
            }
        }
        return flags;
    }
}
