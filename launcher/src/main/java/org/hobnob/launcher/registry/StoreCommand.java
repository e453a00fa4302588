package org.hobnob.launcher.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.cli.Version;
import org.hobnob.launcher.config.BaseDirectories;
import org.hobnob.registry.store.embedded.EmbeddedStore;
import org.hobnob.registry.store.embedded.StoreRefusedException;
import org.hobnob.registry.store.embedded.StoreUri;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hobnob store}: runs the embedded store in a process of its own, for several registries on one machine. */
@Command(
        name = "store",
        description = "Runs the embedded store for registries of this machine until Ctrl-C or SIGTERM.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
public final class StoreCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "folder of the data ($XDG_DATA_HOME/hobnob/store, else ~/.local/share/hobnob/store)")
    private Path data;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "loopback address to listen at (127.0.0.1)")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "27117",
            description = "TCP port; 0: any free one (27117)")
    private int port;

    @Override
    public Integer call() throws StoreRefusedException, InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new UserFacingException(ExitCode.USAGE, "--port must be 0 to 65535, not " + port);
        }
        Path folder = data != null ? data.toAbsolutePath() : defaultFolder();
        EmbeddedStore store = EmbeddedStore.open(folder, host, port);
        Path uri = writeUri(folder, store);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(store), "store-stop"));
        System.out.println("address: " + host + ":" + store.port());
        System.out.println("data: " + folder);
        System.out.println("mongo: @" + uri);
        System.out.println("store ready");
        // The shutdown hook that closes the store also ends the process.
        new CountDownLatch(1).await();
        return ExitCode.INTERNAL.number();
    }

    private static Path defaultFolder() {
        return BaseDirectories.of(System.getenv(), Path.of(System.getProperty("user.home")))
                .data()
                .resolve("store");
    }

    /** Exits with status 0, because scripts would take the status of a signal for a failure. */
    private static void stop(EmbeddedStore store) {
        store.close();
        Runtime.getRuntime().halt(ExitCode.OK.number());
    }

    private static Path writeUri(Path folder, EmbeddedStore store) {
        try {
            return StoreUri.write(folder, store.connectionString());
        } catch (IOException e) {
            store.close();
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE,
                    folder.resolve(StoreUri.NAME) + " cannot be written (" + e.getMessage()
                            + "): free space on its disk, or name another --data",
                    e);
        }
    }
}
