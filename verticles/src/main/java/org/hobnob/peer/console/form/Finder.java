package org.hobnob.peer.console.form;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.hobnob.peer.console.command.Lists;
import org.hobnob.peer.console.command.RoomListing;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.text.Explanations;
import org.hobnob.peer.console.text.StatusWording;
import org.hobnob.peer.console.text.YesNo;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.UserName;

/** Shows users and rooms. */
final class Finder {
    private final Flow flow;
    private final ConsoleState console;
    private final Lists lists;

    Finder(Flow flow, ConsoleState console, Lists lists) {
        this.flow = flow;
        this.console = console;
        this.lists = lists;
    }

    Future<Void> online() {
        return flow.ask("with IP address and port? (y/n): ", text -> {
            Optional<Boolean> yes = YesNo.of(text);
            return yes.isPresent() ? online(yes.get()) : flow.again("answer y or n; quit goes back");
        });
    }

    private Future<Void> online(boolean detailed) {
        flow.finish();
        return lists.users().map(users -> {
            Choices.show(console, users.stream().map(one -> line(one, detailed)).toList());
            return null;
        });
    }

    private static String line(JsonObject user, boolean detailed) {
        return detailed ? Lists.contact(user) : user.getString("user") + StatusWording.behind(user);
    }

    Future<Void> search() {
        return flow.ask("name of the user: ", this::search);
    }

    private Future<Void> search(String name) {
        Optional<UserName> user = UserName.of(name);
        if (user.isEmpty()) {
            return flow.again(Explanations.of(Reason.BAD_NAME));
        }
        return console.requests()
                .registry("search", new JsonObject().put("user", user.get().shown()))
                .compose(
                        found -> {
                            console.success(user.get() + " is online:");
                            console.plain("  " + Lists.contact(found));
                            return flow.finish();
                        },
                        this::notFound);
    }

    private Future<Void> notFound(Throwable cause) {
        boolean nobody = cause instanceof RefusalException refusal && refusal.reason() == Reason.NO_SUCH_USER;
        if (nobody) {
            return flow.again("there is no user of that name; type another, or quit");
        }
        console.error(cause);
        return flow.finish();
    }

    Future<Void> rooms() {
        return lists.rooms().map(all -> {
            RoomListing.show(console, all, true);
            return null;
        });
    }
}
