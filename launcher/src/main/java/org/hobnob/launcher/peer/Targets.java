package org.hobnob.launcher.peer;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hobnob.discovery.Found;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.console.state.Arrival;
import org.hobnob.peer.console.text.Role;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.JoinLink;

/**
 * Which registry to connect to: the one that was named or that a link leads to, else the one of last time, wherever it is now,
 * else one that the person chooses. Blocking.
 */
final class Targets {
    private final Person person;
    private final Trust trust;
    private final Lookout lookout;
    private final Optional<List<HostPort>> last;
    private final RegistryChoice choice;
    private boolean chosen;
    private boolean looked;

    /**
     * @param last where the profile was last
     * @param starter starts a registry on this computer; empty if that fails, which it tells
     */
    Targets(
            Person person,
            Trust trust,
            Lookout lookout,
            Optional<List<HostPort>> last,
            Supplier<Optional<Target>> starter) {
        this.person = person;
        this.trust = trust;
        this.lookout = lookout;
        this.last = last;
        choice = new RegistryChoice(person, trust, last, lookout.isLooking(), starter);
    }

    /**
     * Returns where to connect to first.
     *
     * @throws LeftException if the person leaves
     */
    Target first(Optional<List<HostPort>> named, Optional<JoinLink> link) {
        if (link.isPresent()) {
            return new LinkQuestion(person, trust)
                    .confirmed(link.get())
                    .orElseThrow(() -> new UserFacingException(
                            ExitCode.UNTRUSTED_KEY,
                            "the registry of the link is not trusted, so nothing was sent: ask whoever runs it for"
                                    + " the key"));
        }
        return named.map(addresses -> Target.of(addresses, Target.Source.NAMED))
                .or(() -> last.map(addresses -> Target.of(addresses, Target.Source.LAST)))
                .orElseGet(this::choose);
    }

    /**
     * Returns where to connect to after this one failed.
     *
     * @throws UserFacingException the failure, if the person is not to be asked
     * @throws LeftException if the person leaves
     */
    Target next(Target failed, UserFacingException why) {
        Target.Source source = failed.source();
        boolean isHint = source == Target.Source.FOUND || source == Target.Source.LINK;
        boolean isHarmless = why.exitCode() == ExitCode.NETWORK || why.exitCode() == ExitCode.UNTRUSTED_KEY && isHint;
        boolean isAsked = chosen || source == Target.Source.LAST || source == Target.Source.FOUND;
        if (!isHarmless || !isAsked) {
            throw why;
        }
        person.show(Role.ERROR, why.getMessage());
        return source == Target.Source.LAST ? moved().orElseGet(this::choose) : choose();
    }

    /** A registry that has another address today is the same if it shows the same key. */
    private Optional<Target> moved() {
        Optional<Pin> key = last.flatMap(addresses -> addresses.stream()
                .flatMap(address -> trust.known().find(address.toString()).stream())
                .findFirst());
        Optional<Found> found = look().stream()
                .filter(one -> key.equals(Optional.of(one.key()))
                        && trust.contradicted(one.addresses(), one.key()).isEmpty()
                        && !one.addresses().equals(last.get()))
                .findFirst();
        return found.map(one -> {
            person.show(
                    Role.NOTICE, "the same registry is at " + one.addresses().get(0) + " now");
            return new Target(one.addresses(), key, Target.Source.FOUND, Arrival.PLAIN);
        });
    }

    private List<Found> look() {
        if (lookout.isLooking() && !looked) {
            looked = true;
            person.show(Role.NOTICE, "looking for registries on this network …");
            return lookout.await();
        }
        return lookout.found();
    }

    private Target choose() {
        chosen = true;
        choice.offer(look());
        lookout.listen(() -> choice.offer(lookout.found()));
        return choice.choose();
    }
}
