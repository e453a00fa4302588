package org.hobnob.launcher.peer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hobnob.discovery.Found;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.Version;
import org.hobnob.net.SizedReceiveTransport;
import org.hobnob.peer.Peer;
import org.hobnob.peer.console.ConsoleVerticle;
import org.hobnob.peer.console.screen.PlainScreen;
import org.hobnob.peer.console.screen.Screen;
import org.hobnob.peer.console.terminal.StandardOutput;
import org.hobnob.peer.console.text.Role;
import org.hobnob.peer.profile.KnownRegistries;
import org.hobnob.peer.profile.LastRegistry;
import org.hobnob.peer.profile.Profile;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.peer.settings.PeerValues;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.HostPort;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hobnob doctor}: what {@code /doctor} finds out, for somebody who does not get as far as a login. */
@Command(
        name = "doctor",
        description = "Finds out why something does not work, and says what to type: which registries announce"
                + " themselves, the way to the registry, the clock, multicast, this machine. Nobody is logged in."
                + " /doctor, after a login, checks keep-alives and the ways to other members too.",
        footerHeading = "%nExit status:%n",
        footer = "  0 nothing is wrong; 1 something is; 2 wrong command line",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
public final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private PeerOptions peer;

    @Override
    public Integer call() {
        peer.check();
        Screen screen = new PlainScreen(System.out, StandardOutput.columns());
        Profile own = peer.open();
        Target target = target(announced(screen));
        PeerSettings settings = peer.settings(target, new KnownRegistries(peer.folder()), own);
        ConsoleVerticle console = new ConsoleVerticle(screen, PeerValues.defaults(), () -> {});
        Vertx vertx = SizedReceiveTransport.vertx(new VertxOptions()).build();
        try {
            Optional<Peer.SeenKey> seen =
                    PeerStart.await(PeerStart.explained(Peer.start(vertx, settings, console), settings)
                            .compose(Peer::connect)
                            .map(Optional::of)
                            .recover(DoctorCommand::unreached));
            seen.ifPresent(key -> tell(screen, target, key, settings));
            PeerStart.await(console.enter("/doctor"));
            boolean isWrong = seen.filter(Peer.SeenKey::mismatch).isPresent()
                    || console.outcome().failed() > 0;
            return (isWrong ? ExitCode.USER_FIXABLE : ExitCode.OK).number();
        } finally {
            PeerStart.await(vertx.close());
        }
    }

    private static Future<Optional<Peer.SeenKey>> unreached(Throwable cause) {
        return cause instanceof RefusalException
                ? Future.succeededFuture(Optional.empty())
                : Future.failedFuture(cause);
    }

    private List<Found> announced(Screen screen) {
        try (Lookout lookout = Lookout.on(peer.interfaceName())) {
            List<Found> found = lookout.await();
            found.forEach(one -> screen.show(
                    Role.SUCCESS,
                    "announced on this network: " + (one.name().isEmpty() ? "" : "\"" + one.name() + "\" ")
                            + one.addresses().get(0) + " key " + one.key().shortForm()));
            if (found.isEmpty()) {
                screen.show(
                        Role.NOTICE,
                        "no registry announces itself on this network: there is none, it was told not to, or a firewall or"
                                + " switch keeps multicast to UDP port 5353 back. An address works all the same");
            }
            return found;
        }
    }

    /** The registry that was named, that of the last time, one that is announced, or one on this machine. */
    private Target target(List<Found> announced) {
        Optional<List<HostPort>> addresses = peer.named()
                .or(() -> new LastRegistry(peer.folder()).find().flatMap(PeerOptions::addresses))
                .or(() -> announced.stream().findFirst().map(Found::addresses));
        return Target.of(addresses.orElseGet(peer::registries), Target.Source.NAMED);
    }

    private static void tell(Screen screen, Target target, Peer.SeenKey seen, PeerSettings settings) {
        String at = "the registry at " + seen.at().orElse(target.registries().get(0));
        if (seen.mismatch()) {
            screen.show(
                    Role.ERROR,
                    at + " shows another key than the one that this profile trusts: " + seen.pin()
                            + ". Ask whoever runs it; if its key did change, give the new one by --pin");
        } else if (settings.registries().pin().isEmpty()) {
            screen.show(Role.NOTICE, at + " is new to this profile; its key is " + seen.pin());
        } else {
            screen.show(Role.SUCCESS, at + " shows the key that this profile trusts");
        }
    }
}
