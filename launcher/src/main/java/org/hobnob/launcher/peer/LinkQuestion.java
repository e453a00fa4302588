package org.hobnob.launcher.peer;

import java.util.Optional;
import org.hobnob.net.tls.Pin;
import org.hobnob.peer.console.state.Arrival;
import org.hobnob.peer.console.text.Explanations;
import org.hobnob.peer.console.text.Role;
import org.hobnob.peer.console.text.YesNo;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.value.JoinLink;
import org.hobnob.protocol.message.value.UserName;

/**
 * Has a person confirm a join link, with the key shown: anybody can write one. Where the key is new, the confirmation is the
 * name that the person takes there, which nobody types by mistake, and which is asked for anyway.
 */
final class LinkQuestion {
    private final Person person;
    private final Trust trust;

    LinkQuestion(Person person, Trust trust) {
        this.person = person;
        this.trust = trust;
    }

    /** Asks; empty if the person does not want to go there, or may not. */
    Optional<Target> confirmed(JoinLink link) {
        Pin key = Pin.parse(link.key()).orElseThrow();
        show(link, key);
        if (trust.contradicted(link.registries(), key).isPresent()) {
            person.show(
                    Role.ERROR,
                    "This profile knows "
                            + trust.contradicted(link.registries(), key).get()
                            + " with another key, so nothing was sent. Ask whoever runs it; if its key did change:"
                            + " hobnob peer --registry " + link.registries().get(0) + " --pin " + key);
            return Optional.empty();
        }
        if (trust.isKnown(key)) {
            return agrees() ? Optional.of(target(link, key, Optional.empty())) : Optional.empty();
        }
        if (!trust.acceptsNew()) {
            throw PeerOptions.unknownKey(link.registries().get(0), key);
        }
        return name().map(name -> target(link, key, Optional.of(name)));
    }

    private static Target target(JoinLink link, Pin key, Optional<UserName> name) {
        return new Target(
                link.registries(), Optional.of(key), Target.Source.LINK, new Arrival(name, link.room(), link.invite()));
    }

    private void show(JoinLink link, Pin key) {
        person.show(
                Role.NOTICE,
                "A join link to the registry at " + link.registries().get(0)
                        + (link.registries().size() > 1
                                ? " and " + (link.registries().size() - 1) + " more"
                                : "")
                        + link.room().map(room -> ", room #" + room.shown()).orElse("") + ". Its key:");
        person.show(Role.PLAIN, "    " + key.shortForm());
        person.show(Role.PLAIN, "    in full " + key);
        person.show(
                Role.PLAIN,
                trust.isKnown(key)
                        ? "  You know this key."
                        : "  Anybody can write a link. It leads to the right registry if that printed the same key.");
    }

    private boolean agrees() {
        while (true) {
            String answer = person.ask("Connect? [Y/n] ").orElse("no").strip();
            Optional<Boolean> yes = answer.isEmpty() ? Optional.of(true) : YesNo.of(answer);
            if (yes.isPresent()) {
                return yes.get();
            }
            person.show(Role.ERROR, "answer y or n; Enter is y");
        }
    }

    private Optional<UserName> name() {
        while (true) {
            String answer = person.ask("To trust this key and connect, type your name there (Enter: do not): ")
                    .orElse("")
                    .strip();
            Optional<Boolean> word = YesNo.of(answer);
            if (answer.isEmpty()
                    || Words.isLeaving(answer)
                    || word.filter(yes -> !yes).isPresent()) {
                return Optional.empty();
            }
            Optional<UserName> name = word.isPresent() ? Optional.empty() : UserName.of(answer);
            if (name.isPresent()) {
                return name;
            }
            person.show(Role.ERROR, word.isPresent() ? "type your name there" : Explanations.of(Reason.BAD_NAME));
        }
    }
}
