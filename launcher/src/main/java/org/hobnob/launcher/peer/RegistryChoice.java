package org.hobnob.launcher.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hobnob.launcher.cli.Parts;
import org.hobnob.discovery.Found;
import org.hobnob.peer.console.state.Arrival;
import org.hobnob.peer.console.text.Role;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.JoinLink;

/**
 * Has a person choose a registry: one that was found, an address, a join link, or one that is started here. What is found later
 * is shown below, and numbers never change. Thread-safe as far as {@link #offer} goes.
 */
final class RegistryChoice {
    private static final int MOST_DIGITS = 3;

    private final Person person;
    private final Trust trust;
    private final Optional<List<HostPort>> last;
    private final Supplier<Optional<Target>> starter;
    private final boolean isLooking;
    private final LinkQuestion links;
    private final List<Row> rows = new ArrayList<>();
    private boolean opened;
    private boolean asked;

    /** A line that is chosen by its number. */
    private sealed interface Row {
        record Registry(Found found) implements Row {}

        record Address() implements Row {}

        record Start() implements Row {}
    }

    /**
     * @param last where the profile was last, which Enter chooses
     * @param isLooking whether registries are looked for
     * @param starter starts a registry on this computer; empty if that fails, which it tells
     */
    RegistryChoice(
            Person person,
            Trust trust,
            Optional<List<HostPort>> last,
            boolean isLooking,
            Supplier<Optional<Target>> starter) {
        this.person = person;
        this.trust = trust;
        this.last = last;
        this.isLooking = isLooking;
        this.starter = starter;
        links = new LinkQuestion(person, trust);
    }

    /** Adds what was found, and shows what is new, if the person is being asked already. */
    synchronized void offer(List<Found> all) {
        for (Found found : all) {
            boolean isNew = rows.stream()
                    .noneMatch(row ->
                            row instanceof Row.Registry one && one.found().key().equals(found.key()));
            if (isNew) {
                rows.add(new Row.Registry(found));
                if (asked) {
                    show(rows.size());
                }
            }
        }
    }

    /**
     * Asks until there is a target.
     *
     * @throws LeftException if the person leaves
     */
    Target choose() {
        open();
        try {
            while (true) {
                String answer = person.ask(question()).map(String::strip).orElseThrow(LeftException::new);
                Optional<Target> target = answered(answer);
                if (target.isPresent()) {
                    return target.get();
                }
            }
        } finally {
            close();
        }
    }

    private synchronized void close() {
        asked = false;
    }

    private synchronized void open() {
        if (!opened) {
            String nothing = isLooking ? "No registry was found on this network." : "Which registry?";
            person.show(Role.NOTICE, rows.isEmpty() ? nothing : "Found on this network:");
            if (rows.isEmpty()) {
                rows.add(new Row.Address());
            }
            if (Parts.hasRegistry()) {
                rows.add(new Row.Start());
            }
        }
        opened = true;
        asked = true;
        for (int number = 1; number <= rows.size(); number++) {
            show(number);
        }
        if (rows.get(0) instanceof Row.Registry) {
            person.show(
                    Role.PLAIN,
                    "  A number trusts that key: choose the registry that printed the same. An address or a join link"
                            + " is an answer too.");
        }
    }

    private void show(int number) {
        Row row = rows.get(number - 1);
        String words = "start a registry on this computer, for everybody on this network";
        if (row instanceof Row.Address) {
            words = "type an address or a join link";
        } else if (row instanceof Row.Registry one) {
            words = words(one.found());
        }
        person.show(Role.PLAIN, String.format("%3d : %s", number, words));
    }

    private String words(Found found) {
        String name = found.name().isEmpty() ? "" : "\"" + found.name() + "\"  ";
        String state = "";
        if (trust.contradicted(found.addresses(), found.key()).isPresent()) {
            state = "  NOT the key that you trust for this address";
        } else if (trust.isKnown(found.key())) {
            state = "  known";
        }
        return name + found.addresses().get(0) + "  key " + found.key().shortForm() + state;
    }

    private String question() {
        return byEnter().map(words -> "Registry (Enter: " + words + "): ").orElse("Registry: ");
    }

    /** Enter never trusts what is new. */
    private Optional<String> byEnter() {
        return last.map(addresses -> Target.of(addresses, Target.Source.LAST).words())
                .or(() -> onlyKnown().map(found -> found.addresses().get(0).toString()));
    }

    private synchronized Optional<Found> onlyKnown() {
        List<Found> known = rows.stream()
                .flatMap(row -> row instanceof Row.Registry one ? java.util.stream.Stream.of(one.found()) : null)
                .filter(found -> trust.isKnown(found.key())
                        && trust.contradicted(found.addresses(), found.key()).isEmpty())
                .toList();
        return known.size() == 1 ? Optional.of(known.get(0)) : Optional.empty();
    }

    private Optional<Target> answered(String answer) {
        if (Words.isLeaving(answer)) {
            throw new LeftException();
        }
        if (Words.isAskingForHelp(answer)) {
            person.show(
                    Role.NOTICE,
                    "A registry is the program through which people of a network find each other. Type a number of the"
                            + " list, an address (10.0.0.5 or 10.0.0.5:15600), or a join link (hobnob://…), which the"
                            + " registry prints at its start. quit leaves.");
            return Optional.empty();
        }
        if (answer.isEmpty()) {
            return byEnterChosen();
        }
        if (answer.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return numbered(answer);
        }
        return JoinLink.isMeant(answer) ? linked(answer) : typed(answer);
    }

    private Optional<Target> byEnterChosen() {
        Optional<Target> target = last.map(addresses -> Target.of(addresses, Target.Source.LAST))
                .or(() -> onlyKnown().flatMap(this::found));
        if (target.isEmpty()) {
            person.show(Role.ERROR, "type a number, an address or a join link; quit leaves");
        }
        return target;
    }

    private Optional<Target> numbered(String answer) {
        Optional<Row> row = row(answer);
        if (row.isEmpty()) {
            person.show(Role.ERROR, "choose a number of the list");
            return Optional.empty();
        }
        if (row.get() instanceof Row.Registry one) {
            return found(one.found());
        }
        if (row.get() instanceof Row.Start) {
            return starter.get();
        }
        return person.ask("Address or join link: ").map(String::strip).flatMap(this::answered);
    }

    private synchronized Optional<Row> row(String answer) {
        int number = answer.length() <= MOST_DIGITS ? Integer.parseInt(answer) : 0;
        return number >= 1 && number <= rows.size() ? Optional.of(rows.get(number - 1)) : Optional.empty();
    }

    private Optional<Target> found(Found found) {
        if (trust.contradicted(found.addresses(), found.key()).isPresent()) {
            HostPort address =
                    trust.contradicted(found.addresses(), found.key()).get();
            person.show(
                    Role.ERROR,
                    "You trust another key for " + address
                            + ", so nothing was sent. Ask whoever runs it; if its key did"
                            + " change: hobnob peer --registry " + address + " --pin " + found.key());
            return Optional.empty();
        }
        if (!trust.acceptsNew() && !trust.isKnown(found.key())) {
            throw PeerOptions.unknownKey(found.addresses().get(0), found.key());
        }
        return Optional.of(new Target(found.addresses(), Optional.of(found.key()), Target.Source.FOUND, Arrival.PLAIN));
    }

    private Optional<Target> linked(String answer) {
        Optional<JoinLink> link = JoinLink.of(answer);
        if (link.isEmpty()) {
            person.show(Role.ERROR, "this link is damaged: copy the whole line that the registry printed");
        }
        return link.flatMap(links::confirmed);
    }

    private Optional<Target> typed(String answer) {
        Optional<List<HostPort>> addresses = PeerOptions.addresses(answer);
        if (addresses.isEmpty()) {
            person.show(Role.ERROR, "that is no address; type HOST or HOST:PORT, or quit");
        }
        return addresses.map(all -> Target.of(all, Target.Source.TYPED));
    }
}
