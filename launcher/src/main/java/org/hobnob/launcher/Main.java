package org.hobnob.launcher;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hobnob.launcher.admin.AdminCommand;
import org.hobnob.launcher.bench.BenchCommand;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.Failure;
import org.hobnob.launcher.cli.Home;
import org.hobnob.launcher.cli.ManCommand;
import org.hobnob.launcher.cli.Parts;
import org.hobnob.launcher.cli.Version;
import org.hobnob.launcher.cluster.ClusterCommand;
import org.hobnob.launcher.demo.DemoCommand;
import org.hobnob.launcher.host.HostCommand;
import org.hobnob.launcher.jvm.MemoryWatch;
import org.hobnob.launcher.kit.KitCommand;
import org.hobnob.launcher.peer.DoctorCommand;
import org.hobnob.launcher.peer.IdentityCommand;
import org.hobnob.launcher.peer.PeerCommand;
import org.hobnob.launcher.peer.RecvCommand;
import org.hobnob.launcher.peer.SendCommand;
import org.hobnob.launcher.registry.LinkCommand;
import org.hobnob.launcher.registry.RegistryCommand;
import org.hobnob.launcher.registry.SecretsCommand;
import org.hobnob.launcher.registry.StoreCommand;
import org.hobnob.protocol.message.value.JoinLink;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code hobnob} command. */
@Command(
        name = "hobnob",
        description = "Peer-to-peer chat for a LAN, with a central registry. Without a command, or with a join link"
                + " (hobnob://…) in its place, it starts the peer.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
    private static final String COMPLETION = "completion";

    private static final String MAN_PAGES = "man-pages";
    /** They tell of all the others. */
    private static final Set<String> ALL_OTHERS = Set.of(COMPLETION, MAN_PAGES);

    /** By name, in the order of the help text; a command more is one entry more. */
    private static final Map<String, Supplier<CommandLine>> COMMANDS = commands();

    @Spec
    private CommandSpec spec;

    private Main() {}

    /** Ends the process with one of {@link ExitCode}; a registry or a store runs until it is stopped. */
    public static void main(String[] args) {
        MemoryWatch.start();
        Home.configureLogging();
        // Names are looked up as every program of the system does it, /etc/hosts and mDNS included, and no socket
        // waits.
        System.setProperty("vertx.disableDnsResolver", "true");
        String[] words = withCommand(args);
        System.exit(commandLine(words).execute(words));
    }

    /** Without a command, and with a join link in its place, it is the peer. The launching scripts have the same. */
    static String[] withCommand(String... args) {
        return args.length == 0 || JoinLink.isMeant(args[0])
                ? Stream.concat(Stream.of("peer"), Stream.of(args)).toArray(String[]::new)
                : args;
    }

    /** Knows the command that the arguments begin with; all commands where they begin with none. */
    public static CommandLine commandLine(String... args) {
        CommandLine line = new CommandLine(new Main());
        // Reading the options of all commands from their annotations takes longer than many a command.
        boolean named = args.length > 0 && COMMANDS.containsKey(args[0]) && !ALL_OTHERS.contains(args[0]);
        Stream<String> names = named ? Stream.of(args[0]) : COMMANDS.keySet().stream();
        names.forEach(name -> line.addSubcommand(name, COMMANDS.get(name).get()));
        // A value that begins with @ names a file to the command itself.
        return line.setExpandAtFiles(false)
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionExceptionHandler(
                        (cause, command, parsed) -> Failure.of(cause).tell());
    }

    private static Map<String, Supplier<CommandLine>> commands() {
        Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
        commands.put("peer", PeerCommand::commandLine);

        commands.put("send", () -> new CommandLine(new SendCommand()));

        commands.put("recv", () -> new CommandLine(new RecvCommand()));

        commands.put("doctor", () -> new CommandLine(new DoctorCommand()));

        commands.put("identity", () -> new CommandLine(new IdentityCommand()));

        commands.put("registry", ofRegistries(RegistryCommand::commandLine));
        commands.put("admin", ofRegistries(AdminCommand::commandLine));
        commands.put("host", ofRegistries(() -> new CommandLine(new HostCommand())));
        commands.put("link", ofRegistries(() -> new CommandLine(new LinkCommand())));
        commands.put("kit", ofRegistries(() -> new CommandLine(new KitCommand())));
        commands.put("secrets", ofRegistries(() -> new CommandLine(new SecretsCommand())));
        commands.put("store", ofRegistries(() -> new CommandLine(new StoreCommand())));
        commands.put("cluster", ofRegistries(() -> new CommandLine(new ClusterCommand())));
        commands.put("demo", ofRegistries(() -> new CommandLine(new DemoCommand())));
        commands.put("bench", ofRegistries(() -> new CommandLine(new BenchCommand())));
        commands.put(MAN_PAGES, () -> new CommandLine(new ManCommand()));
        commands.put(COMPLETION, Main::completion);
        return commands;
    }

    private static Supplier<CommandLine> ofRegistries(Supplier<CommandLine> command) {
        return () -> Parts.hasRegistry() ? command.get() : Parts.missing();
    }

    private static CommandLine completion() {
        CommandLine line = new CommandLine(new AutoComplete.GenerateCompletion()).setCommandName(COMPLETION);
        line.getCommandSpec()
                .usageMessage()
                .description("Prints a script with which bash and zsh complete commands: source <(hobnob completion)");
        return line;
    }

    /** Reached where no command is named. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command named");
    }

    private static int wrongUsage(ParameterException wrong, String[] args) {
        List<String> similar =
                wrong instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        String meant = similar.isEmpty() ? "" : "; did you mean " + String.join(" or ", similar) + "?";
        String help = wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help";
        return new Failure(ExitCode.USAGE, wrong.getMessage() + meant + " (see: " + help + ")").tell();
    }
}
