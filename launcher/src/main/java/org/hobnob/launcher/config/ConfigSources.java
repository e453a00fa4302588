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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hobnob.config.ConfigKey;
import org.hobnob.net.SizedReceiveTransport;
import org.hobnob.protocol.text.NearestWord;

/**
 * Where settings come from: a file, then the environment, then the flags; later ones override earlier ones.
 *
 * @param <K> the table of the settings
 * @param table its class
 * @param file a YAML file; empty for none
 * @param environment the environment variables by name; only those of the table are used, and empty ones count as unset
 * @param flags the values from the command line
 */
public record ConfigSources<K extends Enum<K> & ConfigKey>(
        Class<K> table, Optional<Path> file, Map<String, String> environment, Map<K, String> flags) {
    private static final int READ_TIMEOUT_S = 20;

    public ConfigSources {
        environment = Map.copyOf(environment);
        flags = Map.copyOf(flags);
    }

    /** Returns the sources of a registry's settings. */
    public static ConfigSources<RegistryKey> ofRegistry(
            Optional<Path> file, Map<String, String> environment, Map<RegistryKey, String> flags) {
        return new ConfigSources<>(RegistryKey.class, file, environment, flags);
    }

    /**
     * Reads all sources, and takes the default of what none of them sets. Blocks: do not call it on an event loop.
     *
     * @throws ConfigRefusedException if the file cannot be read or has an unknown key, or a value is invalid
     */
    Map<K, String> read() {
        Map<K, String> values = found();
        for (K key : keys()) {
            values.putIfAbsent(key, key.byDefault());
        }
        return values;
    }

    /**
     * Reads all sources, and returns what they set; an empty value sets nothing, except as a flag. Blocks.
     *
     * @throws ConfigRefusedException as {@link #read}
     */
    Map<K, String> found() {
        Map<String, String> found = ConfigTree.flatten(merged(), this::inFile);
        Map<K, String> values = new EnumMap<>(table);
        found.forEach((name, value) -> {
            K key = of(name);
            String kept = key.type().kept(value);
            if (!kept.isEmpty() || flags.containsKey(key)) {
                check(key, kept);
                values.put(key, kept);
            }
        });
        return values;
    }

    private K[] keys() {
        return table.getEnumConstants();
    }

    private K of(String name) {
        return Arrays.stream(keys())
                .filter(key -> key.key().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    private void check(K key, String value) {
        if (!key.type().accepts(value)) {
            throw new ConfigRefusedException(
                    onCommandLine(key), origin(key) + " must be " + key.type().words() + ", not '" + value + "'");
        }
    }

    /** Where a key's value was set, for messages. */
    String origin(K key) {
        if (flags.containsKey(key)) {
            boolean denied = key.type().isFlag() && flags.get(key).equals("false");
            return denied ? key.flag().replaceFirst("^--", "--no-") : key.flag();
        }
        if (!fromEnvironment(key).isEmpty()) {
            return key.environment();
        }
        return "'" + key.key() + "'" + inFile(key.key());
    }

    /** Says in which file, and where it can be seen in which line, a key stands. */
    private String inFile(String key) {
        return file.map(path -> " in " + path + line(path, key)).orElse("");
    }

    private static String line(Path path, String key) {
        try {
            OptionalInt line = YamlLines.of(Files.readString(path), key);
            return line.isPresent() ? ", line " + line.getAsInt() + "," : "";
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }

    boolean onCommandLine(K key) {
        return flags.containsKey(key);
    }

    private String fromEnvironment(K key) {
        return environment.getOrDefault(key.environment(), "").strip();
    }

    private JsonObject merged() {
        if (file.isEmpty()) {
            return ConfigTree.grow(variables()).mergeIn(ConfigTree.grow(flags), true);
        }
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
                        .map(this::checked))
                .orElseGet(() -> Future.succeededFuture(new JsonObject()));
    }

    /** @param tree null where the file has nothing but comments */
    private JsonObject checked(JsonObject tree) {
        JsonObject settings = tree == null ? new JsonObject() : tree;
        // Refuses what is no setting, which could not even be copied.
        ConfigTree.flatten(settings, this::inFile);
        return settings;
    }

    private ConfigRetrieverOptions stores(JsonObject inFile) {
        ConfigRetrieverOptions options = new ConfigRetrieverOptions().setScanPeriod(-1);
        options.addStore(new ConfigStoreOptions().setType("json").setConfig(inFile));
        return options.addStore(new ConfigStoreOptions().setType("json").setConfig(ConfigTree.grow(variables())))
                .addStore(new ConfigStoreOptions().setType("json").setConfig(ConfigTree.grow(flags)));
    }

    private Map<K, String> variables() {
        Map<K, String> variables = new EnumMap<>(table);
        Arrays.stream(keys())
                .filter(key -> !fromEnvironment(key).isEmpty())
                .forEach(key -> variables.put(key, fromEnvironment(key)));
        return variables;
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
        List<String> keys = Arrays.stream(keys()).map(ConfigKey::key).toList();
        String advice = NearestWord.of(name, keys)
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElse("; " + keys()[0].shippedFile() + " lists the keys");
        return new ConfigRefusedException("unknown key '" + name + "'"
                + (file.isEmpty() ? " in the settings" : inFile(name).replaceFirst(",$", "")) + advice);
    }
}
