package org.hobnob.launcher.peer;

import java.nio.file.Path;
import java.util.Optional;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.console.state.Arrival;
import org.hobnob.peer.console.text.Role;

/** The registry that a person starts here, if any, which ends together with the peer. Blocking. */
final class Hosting implements AutoCloseable {
    private final Person person;
    private final Path log;
    private Optional<HostedRegistry> hosted = Optional.empty();

    Hosting(Person person, Path log) {
        this.person = person;
        this.log = log;
    }

    /** Starts one and says how others join; empty if that fails, which is told. Its key is ours, so it is trusted. */
    Optional<Target> start() {
        close();
        person.show(Role.NOTICE, "starting a registry on this computer …");
        HostedRegistry started = HostedRegistry.start(log);
        hosted = Optional.of(started);
        try {
            return Optional.of(target(started.await()));
        } catch (UserFacingException e) {
            person.show(Role.ERROR, e.getMessage());
            close();
            return Optional.empty();
        }
    }

    private Target target(HostedRegistry.Told told) {
        person.show(
                Role.SUCCESS,
                "The registry runs until you quit Hobnob (hobnob registry runs it without that). Its data: "
                        + told.data());
        boolean isAlone = told.link().registries().stream()
                .allMatch(address -> address.host().startsWith("127."));
        person.show(
                Role.NOTICE,
                isAlone
                        ? "Only this computer reaches it, for it has no network. Others on this computer join by:"
                        : "Others on this network find it when they start Hobnob, or join by:");
        person.show(Role.PLAIN, "  hobnob '" + told.link() + "'");
        return new Target(
                Lookout.sorted(told.link().registries(), Lookout.usual(Optional.empty())),
                Pin.parse(told.link().key()),
                Target.Source.OWN,
                Arrival.PLAIN);
    }

    @Override
    public void close() {
        if (hosted.isPresent()) {
            person.show(Role.NOTICE, "stopping the registry on this computer …");
            hosted.get().close();
            hosted = Optional.empty();
        }
    }
}
