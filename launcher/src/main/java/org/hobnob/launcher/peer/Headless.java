package org.hobnob.launcher.peer;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.SettingOptions;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.config.PeerConfig;
import org.hobnob.peer.profile.KnownRegistries;
import org.hobnob.peer.script.ScriptVerticle;
import org.hobnob.peer.settings.PeerKey;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.peer.settings.PeerValues;
import org.hobnob.protocol.message.value.HostPort;

/** A peer without console, logged in, that programs use. Ends with a logout, also at SIGTERM and Ctrl-C. */
final class Headless implements AutoCloseable {
    private static final long LOGOUT_S = 5;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final ScriptVerticle script = new ScriptVerticle(Clock.systemUTC(), this::end);
    private final PeerStart peer;
    private final int mostPrograms;
    private final Thread atTheEnd = new Thread(this::goodbye, "hobnob-goodbye");
    private volatile ScriptVerticle.End how = ScriptVerticle.End.LEFT;

    private Headless(PeerOptions options, Target target, PeerValues values) {
        KnownRegistries known = new KnownRegistries(options.folder());
        mostPrograms = values.number(PeerKey.PROGRAMS);
        options.checkTrust(target, known);
        PeerSettings settings = options.settings(target, known, options.open());
        peer = PeerStart.open(target, settings, script, values);
        try {
            trust(options, settings, known);
        } catch (RuntimeException e) {
            peer.close();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    /** Starts a peer at the named registry, with the settings of the files and the environment, and logs in. */
    static Headless open(PeerOptions options, ScriptLogin login) {
        Path home = Path.of(System.getProperty("user.home"));
        return open(
                options,
                Target.of(options.registries(), Target.Source.NAMED),
                login,
                PeerConfig.load(
                        SettingOptions.file(null, PeerCommand.CONFIG_FILE, home),
                        options.folder(),
                        System.getenv(),
                        Map.of()));
    }

    /**
     * Starts a peer and logs in.
     *
     * @param target a link's key counts as trusted, unless the options say that nothing new is
     * @param values say whether a history is kept
     * @throws UserFacingException if no registry answers, its key is not trusted, or it refuses the login
     */
    static Headless open(PeerOptions options, Target target, ScriptLogin login, PeerValues values) {
        Headless headless = new Headless(options, target, values);
        try {
            login.run(headless.script::login, headless.script::login);
            return headless;
        } catch (RuntimeException e) {
            headless.close();
            throw e;
        }
    }

    private void trust(PeerOptions options, PeerSettings settings, KnownRegistries known) {
        HostPort address = peer.address();
        if (settings.registries().pin().isEmpty()) {
            if (!options.trustsOnFirstUse()) {
                throw PeerOptions.unknownKey(address, peer.seen());
            }
            System.err.println("hobnob: trusting the key of " + address + " on first use: " + peer.seen());
            peer.trust();
        }
        known.remember(address.toString(), peer.seen());
    }

    ScriptVerticle script() {
        return script;
    }

    /** How many programs may be connected to a socket at a time. */
    int mostPrograms() {
        return mostPrograms;
    }

    /** Asks for something; the answer has {@code result} or {@code error}. */
    JsonObject ask(JsonObject request) {
        return PeerStart.await(script.ask(request));
    }

    private void end(ScriptVerticle.End why) {
        how = why;
        ended.countDown();
    }

    /**
     * Blocks until the peer is asked to end.
     *
     * @throws UserFacingException if the registry ended the session
     */
    void awaitEnd() throws InterruptedException {
        ended.await();
        if (how == ScriptVerticle.End.LOGGED_OUT) {
            throw new UserFacingException(
                    ExitCode.LOGIN_REFUSED, "the registry ended the session; its last event of type state says why");
        }
    }

    /** Blocks until the peer is asked to end, or so long. Returns whether it was. */
    boolean awaitEnd(long timeoutMs) throws InterruptedException {
        return ended.await(timeoutMs, TimeUnit.MILLISECONDS);
    }

    private void goodbye() {
        try {
            script.quit().await(LOGOUT_S, TimeUnit.SECONDS);
        } catch (Exception e) {
            System.err.println("hobnob: the logout could not be told to the registry");
        }
    }

    /** Logs out and closes the peer. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException ending) {
            return;
        }
        goodbye();
        peer.close();
    }
}
