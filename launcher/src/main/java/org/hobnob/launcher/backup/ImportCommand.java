package org.hobnob.launcher.backup;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.Version;
import org.hobnob.launcher.config.MongoUri;
import org.hobnob.launcher.config.RegistryConfig;
import org.hobnob.protocol.text.SafeText;
import org.hobnob.registry.rules.credentials.PasswordHasher;
import org.hobnob.registry.secrets.SecretsFile;
import org.hobnob.registry.store.Store;
import org.hobnob.registry.store.Waiting;
import org.hobnob.registry.store.original.ImportLine;
import org.hobnob.registry.store.original.ImportLine.Kind;
import org.hobnob.registry.store.original.ImportLine.Outcome;
import org.hobnob.registry.store.original.OriginalImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hobnob admin import}: takes accounts and rooms over from the original's MongoDB. */
@Command(
        name = "import",
        description =
                "Takes accounts and rooms over from the MongoDB of the original program, which is only read. Users"
                        + " keep their passwords. What is there already is not changed, so it may be repeated.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
public final class ImportCommand implements Callable<Integer> {
    private final MeantRegistry registry;

    @Mixin
    private StoreFlags flags;

    @Option(
            names = "--mongo",
            paramLabel = "URI",
            required = true,
            description = "the original's MongoDB, or @FILE with its connection string (database p2p-chat)")
    private String mongo;

    @Option(names = "--into", paramLabel = "URI", description = "the registry's own MongoDB (as the registry has it)")
    private String into;

    @Option(names = "--dry-run", description = "says what would be done, and changes nothing")
    private boolean isDry;

    /** @param registry the one that takes over */
    public ImportCommand(MeantRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Integer call() throws Exception {
        MongoUri original = MongoUri.onCommandLine("--mongo", mongo);
        RegistryConfig config = registry.load(flags.values(into));
        PasswordHasher hasher = new PasswordHasher(
                new SecretsFile(config.secrets()).load().pepper(),
                config.settings().hashing().cost(),
                new SecureRandom());
        Vertx vertx = QuietVertx.start();
        try (StoreAccess access = StoreAccess.of(config)) {
            Store store = StoreFailure.explain(
                    access.where(), () -> Waiting.on(Store.open(vertx, access.connectionString())));
            OriginalImport all = new OriginalImport(
                    store, hasher, config.settings().rooms().limits().membersPerRoom(), Clock.systemUTC());
            Callable<List<ImportLine>> work = () ->
                    StoreFailure.explain("the MongoDB at " + original, () -> all.run(vertx, original.reveal(), isDry));
            List<ImportLine> lines = isDry
                    ? work.call()
                    : CommandDeeds.audit(config).audited(CommandDeeds.deed("import", original), work);
            Waiting.on(store.close());
            tell(lines);
            return ExitCode.OK.number();
        } finally {
            QuietVertx.stop(vertx);
        }
    }

    private void tell(List<ImportLine> lines) {
        if (registry.isJson()) {
            lines.forEach(line -> System.out.println(json(line)));
            return;
        }
        lines.stream()
                .filter(line -> !line.why().isEmpty())
                .forEach(line ->
                        System.out.println(word(line.kind()) + " " + SafeText.of(line.name()) + ": " + line.why()));
        for (Kind kind : Kind.values()) {
            System.out.println(word(kind) + "s: " + count(lines, kind, Outcome.IMPORTED)
                    + (isDry ? " would be imported, " : " imported, ")
                    + count(lines, kind, Outcome.ALREADY_THERE) + " already there, "
                    + count(lines, kind, Outcome.CLASH) + " with a name that is taken, "
                    + count(lines, kind, Outcome.UNFIT) + " left out");
        }
    }

    private static String json(ImportLine line) {
        return new JsonObject()
                .put("kind", word(line.kind()))
                .put("name", SafeText.of(line.name()))
                .put("outcome", word(line.outcome()))
                .put("why", line.why())
                .encode();
    }

    private static long count(List<ImportLine> lines, Kind kind, Outcome outcome) {
        return lines.stream()
                .filter(line -> line.kind() == kind && line.outcome() == outcome)
                .count();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
