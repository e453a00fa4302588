package org.hobnob.launcher.registry;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.hobnob.launcher.config.ConfigRefusedException;
import org.hobnob.launcher.config.LogConfig;
import org.hobnob.launcher.config.RegistryConfig;
import org.hobnob.launcher.config.Reload;
import org.hobnob.launcher.config.WrittenValues;
import org.hobnob.protocol.message.Particulars;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.FreeText;
import org.hobnob.registry.RegistrySettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a running registry's settings anew, and puts in force what needs no restart: all of it, or nothing where they cannot
 * be read or used.
 */
final class Reloading {
    private static final Logger LOG = LoggerFactory.getLogger(Reloading.class);

    /** Where the parts of new settings go. */
    interface Taker {
        /** @throws ConfigRefusedException if the log cannot be written so; then it goes where it went */
        void log(LogConfig log);

        Future<Void> settings(RegistrySettings settings);
    }

    private final Executor reader = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "hobnob-reload");
        thread.setDaemon(true);
        return thread;
    });
    private final Supplier<RegistryConfig> source;
    private final Taker taker;
    private volatile WrittenValues inForce;

    /**
     * @param source reads the settings; throws {@link ConfigRefusedException} where they are wrong; blocks
     * @param inForce the values with which the registry was started
     */
    Reloading(Supplier<RegistryConfig> source, WrittenValues inForce, Taker taker) {
        this.source = source;
        this.inForce = inForce;
        this.taker = taker;
    }

    /**
     * Reads and takes the settings. One call after the other.
     *
     * @return {@code changed} and {@code restart}, arrays of keys, and {@code words}, which say it; fails with a refusal that
     *     says which line and key is wrong
     */
    Future<JsonObject> reload(Vertx vertx) {
        // Not on a thread of this Vert.x: reading settings makes one for a moment.
        return Future.fromCompletionStage(CompletableFuture.supplyAsync(this::read, reader), vertx.getOrCreateContext())
                .compose(Supplier::get)
                .recover(cause -> Future.failedFuture(bare(cause)))
                .onFailure(cause -> LOG.error("the settings are not taken: {}; no limit has changed", words(cause)));
    }

    /** What was thrown on the other thread, which the future of Java wraps. */
    private static Throwable bare(Throwable cause) {
        return cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
    }

    private static String words(Throwable cause) {
        return cause instanceof RefusalException refusal
                        && !refusal.particulars().words().isEmpty()
                ? refusal.particulars().words()
                : cause.toString();
    }

    /** One after the other. */
    private Supplier<Future<JsonObject>> read() {
        try {
            RegistryConfig next = source.get();
            Reload reload = Reload.of(inForce, next.values());
            taker.log(next.log());
            return () -> taker.settings(next.settings()).map(done -> {
                inForce = reload.inForce();
                return told(reload);
            });
        } catch (ConfigRefusedException e) {
            throw refusal(e.getMessage().replaceAll("\\s+", " "));
        }
    }

    private static RefusalException refusal(String message) {
        String shown = message;
        while (!FreeText.isValid(shown)) {
            shown = shown.substring(0, shown.length() - 2) + "…";
        }
        return new RefusalException(Reason.MALFORMED, 0, new Particulars(shown, OptionalLong.empty()));
    }

    private static JsonObject told(Reload reload) {
        String changed = reload.changed().isEmpty() ? "nothing else" : String.join(", ", reload.changed());
        String restart =
                reload.needRestart().isEmpty() ? "" : "; needs a restart: " + String.join(", ", reload.needRestart());
        String words = "in force now: a new certificate, " + changed + restart;
        LOG.info("settings read again; {}", words);
        return new JsonObject()
                .put("changed", array(reload.changed()))
                .put("restart", array(reload.needRestart()))
                .put("words", words);
    }

    private static JsonArray array(List<String> keys) {
        return new JsonArray(keys);
    }
}
