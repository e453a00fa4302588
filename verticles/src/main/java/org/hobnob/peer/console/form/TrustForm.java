package org.hobnob.peer.console.form;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;
import org.hobnob.peer.console.command.ContactTrust;
import org.hobnob.peer.console.text.Explanations;
import org.hobnob.peer.console.text.YesNo;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.value.UserName;

/** Asks whose key to compare, and for the result. */
final class TrustForm {
    private final Flow flow;
    private final ContactTrust trust;

    TrustForm(Flow flow, ContactTrust trust) {
        this.flow = flow;
        this.trust = trust;
    }

    Future<Void> compare() {
        return flow.ask("name of the user: ", this::compare);
    }

    private Future<Void> compare(String name) {
        Optional<UserName> user = UserName.of(name.startsWith("@") ? name.substring(1) : name);
        return user.isEmpty()
                ? flow.again(Explanations.of(Reason.BAD_NAME))
                : trust.show(user.get().shown())
                        .compose(state -> next(user.get().shown(), state), cause -> flow.again(Explanations.of(cause)));
    }

    private Future<Void> next(String user, ContactTrust.KeyState state) {
        return switch (state) {
            case COMPARABLE -> decide("is it the same on both screens? (y/n): ", () -> trust.verify(user));
            case CHANGED -> decide("accept the new key? (y/n): ", () -> trust.trust(user));
            case NO_KEY -> flow.finish();
        };
    }

    private Future<Void> decide(String question, Supplier<Future<Void>> yes) {
        return flow.ask(Question.of(question, text -> answer(text, yes)).onlyFresh());
    }

    private Future<Void> answer(String text, Supplier<Future<Void>> yes) {
        Optional<Boolean> answer = YesNo.of(text);
        if (answer.isEmpty()) {
            return flow.again("answer y or n; quit goes back");
        }
        flow.finish();
        return answer.get() ? yes.get() : Future.succeededFuture();
    }
}
