package org.hobnob.launcher;

import java.util.List;
import org.hobnob.launcher.bench.BenchCommand;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.Failure;
import org.hobnob.launcher.cli.Home;
import org.hobnob.launcher.cli.Version;
import org.hobnob.launcher.cluster.ClusterCommand;
import org.hobnob.launcher.demo.DemoCommand;
import org.hobnob.launcher.peer.IdentityCommand;
import org.hobnob.launcher.peer.PeerCommand;
import org.hobnob.launcher.registry.RegistryCommand;
import org.hobnob.launcher.registry.SecretsCommand;
import org.hobnob.launcher.registry.StoreCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code hobnob} command. */
@Command(
        name = "hobnob",
        description = "Peer-to-peer chat for a LAN, with a central registry.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    private Main() {}

    /** Ends the process with one of {@link ExitCode}; a registry or a store runs until it is stopped. */
    public static void main(String[] args) {
        Home.configureLogging();
        // Names are looked up as every program of the system does it, /etc/hosts and mDNS included, and no socket
        // waits.
        System.setProperty("vertx.disableDnsResolver", "true");
        System.exit(commandLine().execute(args));
    }

    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        subcommands().forEach(line::addSubcommand);
        // A value that begins with @ names a file to the command itself.
        return line.setExpandAtFiles(false)
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionExceptionHandler(
                        (cause, command, parsed) -> Failure.of(cause).tell());
    }

    /** In the order of the help text; a command more is one entry more. */
    private static List<CommandLine> subcommands() {
        return List.of(
                new CommandLine(new PeerCommand()),
                new CommandLine(new IdentityCommand()),
                RegistryCommand.commandLine(),
                new CommandLine(new SecretsCommand()),
                new CommandLine(new StoreCommand()),
                new CommandLine(new ClusterCommand()),
                new CommandLine(new DemoCommand()),
                new CommandLine(new BenchCommand()));
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
