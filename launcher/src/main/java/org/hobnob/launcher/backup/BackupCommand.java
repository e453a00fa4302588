package org.hobnob.launcher.backup;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.Version;
import org.hobnob.launcher.config.RegistryConfig;
import org.hobnob.registry.secrets.SecretsFile;
import org.hobnob.registry.store.backup.Backup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hobnob admin backup}: makes a backup of a registry's store, whether or not the registry runs. */
@Command(
        name = "backup",
        description =
                "Writes all that a registry keeps into one file, while it runs. The registry's keys are in it too,"
                        + " sealed by a passphrase.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
public final class BackupCommand implements Callable<Integer> {
    private final MeantRegistry registry;

    @Mixin
    private StoreFlags flags;

    @Mixin
    private PassphraseOption passphrase;

    @Parameters(paramLabel = "FILE", description = "is made, for its owner only")
    private Path file;

    @Option(
            names = "--mongo",
            paramLabel = "URI",
            description = "the registry's MongoDB, or @FILE with its connection string (as the registry has it)")
    private String mongo;

    @Option(names = "--replace", description = "in the place of a file of that name, once the new one is whole")
    private boolean replace;

    /** @param registry the one that is meant */
    public BackupCommand(MeantRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Integer call() throws Exception {
        RegistryConfig config = registry.load(flags.values(mongo));
        Optional<char[]> typed = passphrase.forNew();
        Optional<Backup.Sealing> sealing =
                typed.map(words -> new Backup.Sealing(new SecretsFile(config.secrets()).text(), words));
        Vertx vertx = QuietVertx.start();
        try (StoreAccess store = StoreAccess.of(config)) {
            Backup.Made made = CommandDeeds.audit(config)
                    .audited(
                            CommandDeeds.deed("backup", file),
                            () -> StoreFailure.explain(
                                    store.where(),
                                    () -> new Backup(vertx, new SecureRandom())
                                            .make(store.connectionString(), file, replace, sealing)));
            tell(made, sealing.isPresent());
            return ExitCode.OK.number();
        } finally {
            QuietVertx.stop(vertx);
        }
    }

    private void tell(Backup.Made made, boolean hasSecrets) {
        if (registry.isJson()) {
            JsonObject counts = new JsonObject();
            made.counts().forEach(counts::put);
            System.out.println(new JsonObject()
                    .put("file", made.file().toString())
                    .put("oneMoment", made.isOfOneMoment())
                    .put("secrets", hasSecrets)
                    .put("counts", counts)
                    .encode());
            return;
        }
        System.out.println("backup: " + made.file());
        Contents.lines(made.counts()).forEach(System.out::println);
        System.out.println(
                hasSecrets
                        ? "secrets: sealed by the passphrase; without it no password and no key can be had back"
                        : "secrets: not in it; keep a copy of the secrets file too, without which no password works");
        if (!made.isOfOneMoment()) {
            System.out.println("note: this MongoDB is no replica set, so what changed meanwhile may be in it in part");
        }
    }
}
