package org.hobnob.launcher.backup;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.cli.Version;
import org.hobnob.launcher.config.MongoUri;
import org.hobnob.launcher.config.RegistryConfig;
import org.hobnob.protocol.text.SafeText;
import org.hobnob.registry.secrets.Secrets;
import org.hobnob.registry.secrets.SecretsFile;
import org.hobnob.registry.store.backup.BackupSummary;
import org.hobnob.registry.store.backup.Restore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hobnob admin restore}: looks at a backup, or fills an empty data folder or MongoDB with it. */
@Command(
        name = "restore",
        description = "Fills an empty data folder, or an empty MongoDB, with a backup. --check only looks at it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
public final class RestoreCommand implements Callable<Integer> {
    private final MeantRegistry registry;

    @Mixin
    private StoreFlags flags;

    @Mixin
    private PassphraseOption passphrase;

    @Parameters(paramLabel = "FILE", description = "what backup made")
    private Path file;

    @Option(names = "--check", description = "reads it to its end, says what is in it, and changes nothing")
    private boolean isCheck;

    @Option(
            names = "--mongo",
            paramLabel = "URI",
            description = "the MongoDB to fill, or @FILE with its connection string (as the registry has it)")
    private String mongo;

    /** @param registry the one that is meant */
    public RestoreCommand(MeantRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Integer call() throws Exception {
        Restore restore = new Restore(file);
        BackupSummary found = restore.check();
        if (isCheck) {
            Optional<Secrets> secrets = passphrase.isGiven() ? secrets(found) : Optional.empty();
            tell("backup", file.toAbsolutePath().toString(), found, secrets);
            return ExitCode.OK.number();
        }
        RegistryConfig config = registry.load(flags.values(mongo));
        Optional<String> text = found.secrets().isPresent() ? text(found) : Optional.empty();
        if (found.secrets().isEmpty() && passphrase.isGiven()) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE,
                    "this backup has no secrets in it: leave --passphrase-stdin out, and put the secrets file in its"
                            + " place yourself");
        }
        SecretsFile secretsFile = new SecretsFile(config.secrets());
        text.ifPresent(secretsFile::requireAbsentOrSame);
        // Before a registry can find the store: it would make new secrets, with which no password works.
        Runnable beforeWhole = () -> text.ifPresent(secretsFile::write);
        String where = config.mongo().isPresent()
                ? intoMongo(restore, found, config.mongo().get(), beforeWhole)
                : new FolderRestore(config.data(), config.secrets()).fill(restore, found, beforeWhole);
        // Not before: it fills an empty folder only.
        CommandDeeds.audit(config).done(CommandDeeds.deed("restore", file));
        tell("restored", where, found, text.map(SecretsFile::parse));
        if (Files.notExists(config.secrets())) {
            System.out.println("next: put that registry's secrets file at " + config.secrets()
                    + " before a registry starts; it would make new secrets, with which no password works");
        }
        return ExitCode.OK.number();
    }

    private static String intoMongo(Restore restore, BackupSummary found, MongoUri target, Runnable beforeWhole)
            throws Exception {
        Vertx vertx = QuietVertx.start();
        try (StoreAccess store = StoreAccess.of(target)) {
            return StoreFailure.explain(store.where(), () -> {
                restore.into(vertx, store.connectionString(), found, beforeWhole);
                return store.where();
            });
        } finally {
            QuietVertx.stop(vertx);
        }
    }

    private Optional<Secrets> secrets(BackupSummary found) {
        return text(found).map(SecretsFile::parse);
    }

    private Optional<String> text(BackupSummary found) {
        return passphrase.forExisting().flatMap(found::open);
    }

    private void tell(String label, String where, BackupSummary found, Optional<Secrets> secrets) {
        if (registry.isJson()) {
            JsonObject counts = new JsonObject();
            found.counts().forEach(counts::put);
            System.out.println(new JsonObject()
                    .put(label, where)
                    .put("schema", found.schema())
                    .put("made", SafeText.of(found.made()))
                    .put("oneMoment", found.isOfOneMoment())
                    .put("secrets", found.secrets().isPresent())
                    .put("key", secrets.map(open -> open.pin().toString()).orElse(null))
                    .put("counts", counts)
                    .encode());
            return;
        }
        System.out.println(label + ": " + where);
        System.out.println("made: " + SafeText.of(found.made()) + ", schema " + found.schema()
                + (found.isOfOneMoment() ? "" : ", not of one moment"));
        Contents.lines(found.counts()).forEach(System.out::println);
        System.out.println(secretsLine(found, secrets));
    }

    private static String secretsLine(BackupSummary found, Optional<Secrets> secrets) {
        if (secrets.isPresent()) {
            return "secrets: of the registry " + secrets.get().pin();
        }
        return found.secrets().isPresent() ? "secrets: sealed in it, not opened" : "secrets: not in it";
    }
}
