package org.hobnob.launcher.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.hobnob.files.OwnerOnly;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.cli.Version;
import org.hobnob.launcher.config.BaseDirectories;
import org.hobnob.launcher.web.SshPlace;
import org.hobnob.net.InterfaceChoice;
import org.hobnob.net.Interfaces;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.settings.PeerSettings;
import org.hobnob.protocol.message.value.JoinLink;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hobnob host}: consoles for people who have nothing but an SSH client. */
@Command(
        name = "host",
        description = "Gives people who have nothing but an SSH client a console on this machine: ssh -p 15622"
                + " NAME@THIS_MACHINE, with the password of their account. Whoever runs this machine can read what"
                + " they read, so everybody sees who is hosted, and enters no sealed room"
                + " unless a host of it says /room hosted on.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
public final class HostCommand implements Callable<Integer> {
    private static final int MOST_PORT = 65_535;

    @Parameters(
            paramLabel = "LINK",
            description = "the registry's join link, hobnob://… (in quotes); hobnob link shows it")
    private String link;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "where to listen (that of --interface where one is named, else every IPv4 address)")
    private String address;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "15622", description = "0: any free one (15622)")
    private int port;

    @Option(
            names = "--interface",
            paramLabel = "NAME",
            description = "network interface to stay on ($HOBNOB_INTERFACE, else the one towards the registry)")
    private String networkInterface;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "folder of the host's key and its users' profiles ($XDG_DATA_HOME/hobnob/host, else"
                    + " ~/.local/share/hobnob/host)")
    private Path data;

    @Option(
            names = "--page-of",
            paramLabel = "DIR",
            description = "data folder of the registry on this machine, whose page for browsers then shows the port and"
                    + " the key")
    private Path pageOf;

    @Option(
            names = "--guests",
            paramLabel = "N",
            defaultValue = "30",
            description = "consoles at a time, 1 to 200 (30)")
    private int guests;

    @Option(
            names = "--idle-minutes",
            paramLabel = "N",
            defaultValue = "60",
            description = "minutes without a key until a console is closed, 1 to 1440 (60)")
    private int idleMinutes;

    @Override
    public Integer call() throws InterruptedException, IOException {
        check();
        JoinLink registry = JoinLink.of(link)
                .orElseThrow(
                        () -> usage("a join link begins with " + JoinLink.SCHEME + "; take the whole line, in quotes"));
        OwnerOnly.createFolders(folder());
        HostKey key = HostKey.readOrCreate(folder(), new SecureRandom());
        HostLimits limits = HostLimits.of(guests, Duration.ofMinutes(idleMinutes));
        HostDoor door = open(key, way(registry), limits);
        Optional<SshPlace> told = tellPage(new SshPlace(door.port(), key.fingerprint()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(door, told), "host-stop"));
        System.out.println("ssh-port: " + door.port());
        System.out.println("ssh-key: " + key.fingerprint());
        System.out.println("host ready");
        new CountDownLatch(1).await();
        return ExitCode.INTERNAL.number();
    }

    private HostDoor open(HostKey key, Guest.Way way, HostLimits limits) {
        String host = listens();
        try {
            return HostDoor.open(host, port, key, way, limits, System::nanoTime);
        } catch (IOException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE,
                    "cannot listen at " + host + ":" + port + " (" + e.getMessage() + "): choose another --port",
                    e);
        }
    }

    private Optional<SshPlace> tellPage(SshPlace place) {
        if (pageOf == null) {
            return Optional.empty();
        }
        try {
            place.write(pageOf);
            return Optional.of(place);
        } catch (IOException e) {
            throw new UserFacingException(
                    ExitCode.USER_FIXABLE,
                    "nothing can be written in " + pageOf + " (" + e.getMessage()
                            + "): name the data folder of a registry of this user with --page-of, or leave it out",
                    e);
        }
    }

    private void close(HostDoor door, Optional<SshPlace> told) {
        try {
            if (told.isPresent()) {
                told.get().remove(pageOf);
            }
            door.close();
        } catch (IOException e) {
            System.err.println("hobnob: " + e.getMessage());
        }
    }

    private void check() {
        if (port < 0 || port > MOST_PORT) {
            throw usage("--port must be 0 to " + MOST_PORT + ", not " + port);
        }
        if (guests < 1 || guests > 200) {
            throw usage("--guests must be 1 to 200, not " + guests);
        }
        if (idleMinutes < 1 || idleMinutes > 1_440) {
            throw usage("--idle-minutes must be 1 to 1440, not " + idleMinutes);
        }
    }

    private static UserFacingException usage(String words) {
        return new UserFacingException(ExitCode.USAGE, words);
    }

    private Optional<String> interfaceName() {
        return Optional.ofNullable(networkInterface).or(Interfaces::fromEnvironment);
    }

    private String listens() {
        return Optional.ofNullable(address)
                .or(() -> interfaceName()
                        .map(name -> Interfaces.resolve(Optional.of(name), Optional.empty())
                                .address()
                                .getHostAddress()))
                .orElse("0.0.0.0");
    }

    private Path folder() {
        return data == null
                ? BaseDirectories.of(System.getenv(), Path.of(System.getProperty("user.home")))
                        .data()
                        .resolve("host")
                : data;
    }

    private Guest.Way way(JoinLink registry) {
        InterfaceChoice choice = Interfaces.resolve(interfaceName(), Optional.of(resolved(registry)));
        return new Guest.Way(
                new GuestFolders(folder().resolve("profiles")),
                new PeerSettings.Registries(registry.registries(), Pin.parse(registry.key())),
                PeerSettings.Network.on(choice));
    }

    private static InetAddress resolved(JoinLink registry) {
        String host = registry.registries().get(0).host();
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new UserFacingException(ExitCode.NETWORK, "there is no host " + host + ": correct the link", e);
        }
    }
}
