package org.hobnob.launcher.peer;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.ProfileOption;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.net.Interfaces;
import org.hobnob.net.tls.Pin;
import org.hobnob.net.tls.TlsEngine;
import org.hobnob.peer.profile.KnownRegistries;
import org.hobnob.peer.profile.Profile;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.message.value.HostPort;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that runs a peer: which registry, whose profile, which network. */
final class PeerOptions {
    static final int DEFAULT_PORT = 15_600;
    private static final int MOST_PORT = 65_535;

    @Option(
            names = "--registry",
            paramLabel = "HOST:PORT,…",
            description = "the registry, or several that serve the same users, in the order to try; others that they"
                    + " tell of are remembered (in a terminal: asked for, else 127.0.0.1:15600)")
    private String registry;

    @Option(
            names = "--pin",
            paramLabel = "KEY",
            description = "the registry's key, as it prints it in full (the one that this profile trusts already)")
    private String pin;

    @Mixin
    private ProfileOption profile;

    @Option(
            names = "--interface",
            paramLabel = "NAME",
            description = "network interface for multicast and for other peers ($HOBNOB_INTERFACE, else the one"
                    + " towards the registry)")
    private String networkInterface;

    @Option(
            names = "--direct-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "TCP port for other peers, for firewalls; 0: any free one (0)")
    private int directPort;

    @Option(
            names = "--multicast",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "use multicast in rooms where it works (yes)")
    private boolean multicast;

    @Option(
            names = "--trust",
            paramLabel = "HOW",
            description = "what to do with the key of a registry that is new to this profile: manual refuses it; tofu"
                    + " (trust on first use) takes it, in a terminal after asking (in a terminal tofu, else manual)")
    private String trust;

    /** @throws UserFacingException if a value is none that its option takes */
    void check() {
        named();
        if (trust != null && !trust.matches("tofu|manual")) {
            throw usage("--trust must be tofu or manual, not " + trust);
        }
        if (directPort < 0 || directPort > MOST_PORT) {
            throw usage("--direct-port must be 0 to " + MOST_PORT + ", not " + directPort);
        }
    }

    /** The registries that were named; empty if none was. */
    Optional<List<HostPort>> named() {
        return Optional.ofNullable(registry)
                .map(text -> addresses(text)
                        .orElseThrow(() -> usage("--registry must be HOST:PORT,HOST:PORT,…, not " + text)));
    }

    /** The registries that were named, else one on this machine. */
    List<HostPort> registries() {
        return named().orElseGet(() -> List.of(new HostPort("127.0.0.1", DEFAULT_PORT)));
    }

    /** Parses addresses separated by commas; empty if there are none or one of them is malformed. */
    static Optional<List<HostPort>> addresses(String text) {
        List<Optional<HostPort>> parts = Arrays.stream(text.split(","))
                .map(String::strip)
                .map(part -> HostPort.parse(part, DEFAULT_PORT))
                .toList();
        boolean good = !parts.isEmpty() && parts.stream().allMatch(Optional::isPresent);
        return good ? Optional.of(parts.stream().flatMap(Optional::stream).toList()) : Optional.empty();
    }

    boolean trustsOnFirstUse() {
        return "tofu".equals(trust);
    }

    boolean trustsNothingNew() {
        return "manual".equals(trust);
    }

    /**
     * A script says that it trusts a link's key by naming the link, unless it says that it trusts nothing new.
     *
     * @throws UserFacingException if the link's key is new and nothing new is trusted
     */
    void checkTrust(Target target, KnownRegistries known) {
        if (target.source() == Target.Source.LINK && trustsNothingNew()) {
            Pin key = target.key().orElseThrow();
            if (known.of(key).isEmpty()) {
                throw unknownKey(target.registries().get(0), key);
            }
        }
    }

    /** The profile's folder, which may not exist yet. */
    Path folder() {
        return profile.folder();
    }

    /** Opens the profile, and makes its key at its first use. */
    Profile open() {
        return Profile.open(folder(), new SecureRandom());
    }

    /** The settings for these registries; a key on the command line goes before that of the target. */
    PeerSettings settings(Target target, KnownRegistries known, Profile own) {
        List<HostPort> addresses = target.registries();
        Optional<Pin> expected = pin == null
                ? target.key()
                        .or(() -> addresses.stream()
                                .flatMap(address -> known.find(address.toString()).stream())
                                .findFirst())
                : Optional.of(parsedPin());
        Set<HostPort> same = new LinkedHashSet<>(addresses);
        expected.map(known::of).ifPresent(same::addAll);
        InterfaceChoice choice = Interfaces.resolve(interfaceName(), Optional.of(resolved(addresses.get(0))));
        return new PeerSettings(
                new PeerSettings.Registries(List.copyOf(same), expected),
                TlsEngine.AUTO,
                new PeerSettings.Network(choice, directPort, multicast, others(choice)),
                own);
    }

    private List<InterfaceChoice> others(InterfaceChoice used) {
        return Interfaces.forDiscovery(interfaceName(), Optional.empty()).stream()
                .filter(one -> !one.name().equals(used.name()))
                .toList();
    }

    /** The interface that was named; empty if none was. */
    Optional<String> interfaceName() {
        return Optional.ofNullable(networkInterface).or(Interfaces::fromEnvironment);
    }

    private Pin parsedPin() {
        return Pin.parse(pin)
                .orElseThrow(() -> usage("--pin is no key: take the line key-full that the registry prints"));
    }

    private static InetAddress resolved(HostPort address) {
        try {
            return InetAddress.getByName(address.host());
        } catch (UnknownHostException e) {
            throw new UserFacingException(
                    ExitCode.NETWORK, "there is no host " + address.host() + ": correct the address", e);
        }
    }

    /** The failure for a key that is not trusted yet, where the user cannot be asked. */
    static UserFacingException unknownKey(HostPort address, Pin seen) {
        return new UserFacingException(
                ExitCode.UNTRUSTED_KEY,
                "the registry at " + address + " shows the key " + seen
                        + ", which is new to this profile: compare it with what the registry prints, then pass --pin "
                        + seen + ", or pass --trust tofu to take whatever key it shows");
    }

    private static UserFacingException usage(String message) {
        return new UserFacingException(ExitCode.USAGE, message);
    }
}
