package org.hobnob.launcher.config;

import io.vertx.config.yaml.YamlProcessor;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.hobnob.config.ConfigKey;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.protocol.fuzz.FuzzTarget;

/** The registry's settings as YAML, up to the values of the keys. */
public final class ConfigFileFuzz implements FuzzTarget, AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final YamlProcessor yaml = new YamlProcessor();

    @Override
    public void parse(byte[] input) throws InterruptedException {
        JsonObject tree;
        try {
            tree = yaml.process(vertx, new JsonObject(), Buffer.buffer(input))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error fault) {
                throw fault;
            }
            // Any exception is told as the reason why the file cannot be read.
            return;
        }
        if (tree == null) {
            // Nothing but comments.
            return;
        }
        try {
            ConfigTree.flatten(tree, key -> "").forEach((name, value) -> {
                checked(RegistryKey.PORT, value);
                checked(PeerKey.BELL, value);
            });
        } catch (ConfigRefusedException refused) {
            // As documented.
        }
    }

    private static void checked(ConfigKey key, String value) {
        key.type().accepts(key.type().kept(value));
    }

    @Override
    public List<byte[]> seeds() {
        try {
            return List.of(
                    Files.readAllBytes(Path.of("..", "conf", "registry.yaml")),
                    "a: &x [1, 2]\nb: *x\nport: 0x10\nname: !!binary AA==\n".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        vertx.close();
    }
}
