package org.hobnob.launcher.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.hobnob.files.OwnerOnly;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.cli.Version;
import org.hobnob.launcher.config.BaseDirectories;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code hobnob cluster}: runs several registries and their store on this machine, to show how they take over from each
 * other.
 */
@Command(
        name = "cluster",
        description =
                "Runs a store and some registries on loopback, which serve the same users, until Ctrl-C or SIGTERM."
                        + " Kill a registry's process: its peers go on at another one.",
        footerHeading = "%n",
        footer = {
            "Exit status: 0 stopped; 1 something to put right; 2 wrong command line;",
            "3 a process did not start, the store ended, or the last registry did."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
public final class ClusterCommand implements Callable<Integer> {
    private static final int MOST = 9;
    private static final int MOST_PORT = 65_535;

    @Option(names = "--registries", paramLabel = "N", defaultValue = "3", description = "how many, 2 to 9 (3)")
    private int count;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "15600",
            description = "TCP port of the first, the others follow; 0: any free ones (15600)")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "folder of all data and logs ($XDG_DATA_HOME/hobnob/cluster, else"
                    + " ~/.local/share/hobnob/cluster)")
    private Path data;

    @Override
    public Integer call() throws InterruptedException {
        if (count < 2 || count > MOST) {
            throw new UserFacingException(ExitCode.USAGE, "--registries must be 2 to " + MOST + ", not " + count);
        }
        if (port < 0 || port > MOST_PORT - MOST) {
            throw new UserFacingException(
                    ExitCode.USAGE, "--port must be 0 to " + (MOST_PORT - MOST) + ", not " + port);
        }
        Path folder = folder();
        LocalCluster cluster = new LocalCluster(folder, System.out);
        Thread stop = new Thread(() -> stop(cluster), "cluster-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            cluster.start(count, port);
            cluster.awaitEnd();
            throw new UserFacingException(
                    ExitCode.NETWORK, "the cluster has ended; its logs are in " + folder + ", start it again");
        } catch (ClusterFailedException e) {
            throw new UserFacingException(ExitCode.NETWORK, e.getMessage(), e);
        } finally {
            cluster.close();
            Runtime.getRuntime().removeShutdownHook(stop);
        }
    }

    private Path folder() {
        Path folder = data != null
                ? data.toAbsolutePath()
                : BaseDirectories.of(System.getenv(), Path.of(System.getProperty("user.home")))
                        .data()
                        .resolve("cluster");
        try {
            OwnerOnly.createFolders(folder);
            return folder;
        } catch (IOException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE, folder + " cannot be made (" + e.getMessage() + "): name another --data", e);
        }
    }

    /** Exits with status 0, because scripts would take the status of a signal for a failure. */
    private static void stop(LocalCluster cluster) {
        cluster.close();
        Runtime.getRuntime().halt(ExitCode.OK.number());
    }
}
