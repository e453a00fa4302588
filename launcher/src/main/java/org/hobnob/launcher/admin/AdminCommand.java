package org.hobnob.launcher.admin;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.hobnob.admin.Verb;
import org.hobnob.admin.VerbTable;
import org.hobnob.launcher.backup.BackupCommand;
import org.hobnob.launcher.backup.ImportCommand;
import org.hobnob.launcher.backup.MeantRegistry;
import org.hobnob.launcher.backup.RestoreCommand;
import org.hobnob.launcher.cli.SettingOptions;
import org.hobnob.launcher.cli.Version;
import org.hobnob.launcher.config.ConfigSources;
import org.hobnob.launcher.config.RegistryConfig;
import org.hobnob.launcher.config.RegistryKey;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code hobnob admin}: a command for each verb of {@link VerbTable}, and those that do more than to ask the registry. */
@Command(
        name = "admin",
        description = "Administers the registry that runs on this machine, through the socket in its data folder.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisSubcommandLabel = "VERB",
        versionProvider = Version.class)
public final class AdminCommand implements Runnable, MeantRegistry {
    private static final String CONFIG_FILE = "registry.yaml";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "folder of the registry's data (HOBNOB_DATA, else as the registry has it)")
    private String data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "the registry's file of settings (the one that it reads)")
    private Path config;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "prints JSON, an object a line")
    private boolean json;

    private AdminCommand() {}

    /** The command with all its verbs. */
    public static CommandLine commandLine() {
        AdminCommand admin = new AdminCommand();
        CommandLine line = new CommandLine(admin);
        VerbTable.ROWS.stream().filter(verb -> verb.who() != Verb.Who.ANYBODY).forEach(verb -> add(line, admin, verb));
        line.addSubcommand(new CommandLine(new BackupCommand(admin)));
        line.addSubcommand(new CommandLine(new RestoreCommand(admin)));
        line.addSubcommand(new CommandLine(new ImportCommand(admin)));
        group(line, "user").addSubcommand("import", new CommandLine(new ClassImportCommand(admin)));
        return line;
    }

    private static void add(CommandLine admin, AdminCommand options, Verb verb) {
        String[] words = verb.name().split(" ");
        CommandLine parent = words.length == 1 ? admin : group(admin, words[0]);
        parent.addSubcommand(words[words.length - 1], VerbCommand.of(verb, options));
    }

    /** The command that only has others below it; made where it is missing. */
    private static CommandLine group(CommandLine admin, String name) {
        CommandLine known = admin.getSubcommands().get(name);
        if (known != null) {
            return known;
        }
        CommandSpec spec = CommandSpec.create().name(name).mixinStandardHelpOptions(true);
        spec.versionProvider(new Version());
        spec.usageMessage().description("Verbs about a " + name + ".").synopsisSubcommandLabel("VERB");
        CommandLine group = new CommandLine(spec);
        admin.addSubcommand(name, group);
        return group;
    }

    @Override
    public boolean isJson() {
        return json;
    }

    /** The folder of the registry's data. Where it is named, a fault in the file of settings keeps nobody from the verbs. */
    Path data() {
        String named = data != null ? data : System.getenv(RegistryKey.DATA.environment());
        return named == null
                ? load(Map.of()).data()
                : RegistryConfig.load(
                                ConfigSources.ofRegistry(Optional.empty(), Map.of(), Map.of(RegistryKey.DATA, named)),
                                Path.of(System.getProperty("user.home")))
                        .data();
    }

    @Override
    public RegistryConfig load(Map<RegistryKey, String> flags) {
        Map<RegistryKey, String> all = new EnumMap<>(RegistryKey.class);
        all.putAll(flags);
        if (data != null) {
            all.put(RegistryKey.DATA, data);
        }
        Path home = Path.of(System.getProperty("user.home"));
        return RegistryConfig.load(
                ConfigSources.ofRegistry(SettingOptions.file(config, CONFIG_FILE, home), System.getenv(), all), home);
    }

    /** Reached where no verb is named. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no verb named");
    }
}
