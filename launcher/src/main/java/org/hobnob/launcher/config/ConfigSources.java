package org.hobnob.launcher.config;

import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.config.yaml.YamlProcessor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hobnob.net.SizedReceiveTransport;
import org.hobnob.protocol.text.NearestWord;

/**
 * Where settings come from: a file, then the environment, then the flags; later ones override earlier ones.
 *
 * @param file a YAML file; empty for none
 * @param environment the environment variables by name; only those of {@link RegistryKey} are used, and empty ones count as
 *     unset
 * @param flags the values from the command line
 */
public record ConfigSources(Optional<Path> file, Map<String, String> environment, Map<RegistryKey, String> flags) {
    private static final int READ_TIMEOUT_S = 20;

    public ConfigSources {
        environment = Map.copyOf(environment);
        flags = Map.copyOf(flags);
    }

    /**
     * Reads all sources. Blocks: do not call it on an event loop.
     *
     * @throws ConfigRefusedException if the file cannot be read or has an unknown key
     */
    Map<RegistryKey, String> read() {
        Map<String, String> found = ConfigTree.flatten(merged());
        Map<RegistryKey, String> values = new EnumMap<>(RegistryKey.class);
        found.forEach((name, value) -> {
            RegistryKey key = RegistryKey.of(name).orElseThrow(() -> unknown(name));
            boolean fallsBack = value.isEmpty() && !flags.containsKey(key);
            values.put(key, fallsBack ? key.byDefault() : value);
        });
        for (RegistryKey key : RegistryKey.values()) {
            values.putIfAbsent(key, key.byDefault());
        }
        return values;
    }

    /** Where a key's value was set, for messages. */
    String origin(RegistryKey key) {
        if (flags.containsKey(key)) {
            return key.flag();
        }
        if (!fromEnvironment(key).isEmpty()) {
            return key.environment();
        }
        return "'" + key.key() + "'" + file.map(path -> " in " + path).orElse("");
    }

    boolean onCommandLine(RegistryKey key) {
        return flags.containsKey(key);
    }

    private String fromEnvironment(RegistryKey key) {
        return environment.getOrDefault(key.environment(), "").strip();
    }

    private JsonObject merged() {
        file.filter(path -> !Files.isReadable(path)).ifPresent(path -> {
            throw new ConfigRefusedException(
                    "the configuration file " + path + " cannot be read; correct its path or its permissions");
        });
        FileSystemOptions noCache =
                new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
        Vertx vertx = SizedReceiveTransport.vertx(new VertxOptions()
                        .setEventLoopPoolSize(1)
                        .setWorkerPoolSize(1)
                        .setInternalBlockingPoolSize(1)
                        .setFileSystemOptions(noCache))
                .build();
        try {
            return inFile(vertx)
                    .compose(tree -> ConfigRetriever.create(vertx, stores(tree)).getConfig())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(READ_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ConfigRefusedException refused ? refused : unreadable(e.getCause());
        } catch (TimeoutException e) {
            throw unreadable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreadable(e);
        } finally {
            vertx.close();
        }
    }

    private Future<JsonObject> inFile(Vertx vertx) {
        return file.map(path -> vertx.fileSystem()
                        .readFile(path.toAbsolutePath().toString())
                        .compose(text -> new YamlProcessor().process(vertx, new JsonObject(), text))
                        .map(ConfigSources::checked))
                .orElseGet(() -> Future.succeededFuture(new JsonObject()));
    }

    /** @param tree null where the file has nothing but comments */
    private static JsonObject checked(JsonObject tree) {
        JsonObject settings = tree == null ? new JsonObject() : tree;
        // Refuses what is no setting, which could not even be copied.
        ConfigTree.flatten(settings);
        return settings;
    }

    private ConfigRetrieverOptions stores(JsonObject inFile) {
        ConfigRetrieverOptions options = new ConfigRetrieverOptions().setScanPeriod(-1);
        options.addStore(new ConfigStoreOptions().setType("json").setConfig(inFile));
        Map<RegistryKey, String> variables = new EnumMap<>(RegistryKey.class);
        Arrays.stream(RegistryKey.values())
                .filter(key -> !fromEnvironment(key).isEmpty())
                .forEach(key -> variables.put(key, fromEnvironment(key)));
        return options.addStore(new ConfigStoreOptions().setType("json").setConfig(ConfigTree.grow(variables)))
                .addStore(new ConfigStoreOptions().setType("json").setConfig(ConfigTree.grow(flags)));
    }

    private ConfigRefusedException unreadable(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new ConfigRefusedException(
                "the configuration file " + file.map(Path::toString).orElse("") + " is not YAML that can be read ("
                        + root.getMessage() + "); correct it there");
    }

    private ConfigRefusedException unknown(String name) {
        List<String> keys =
                Arrays.stream(RegistryKey.values()).map(RegistryKey::key).toList();
        String advice = NearestWord.of(name, keys)
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElse("; conf/registry.yaml lists the keys");
        return new ConfigRefusedException(
                "unknown key '" + name + "' in " + file.map(Path::toString).orElse("the settings") + advice);
    }
}
