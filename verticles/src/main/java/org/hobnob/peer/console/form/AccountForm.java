package org.hobnob.peer.console.form;

import io.vertx.core.Future;
import java.util.List;
import org.hobnob.peer.console.command.AccountActions;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.text.Explanations;
import org.hobnob.peer.console.text.Typed;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.UserName;

/** Asks for what signing up and logging in need. A password is hashed as soon as it is typed. */
final class AccountForm {
    private final Flow flow;
    private final ConsoleState console;
    private final AccountActions accounts;

    AccountForm(Flow flow, ConsoleState console, AccountActions accounts) {
        this.flow = flow;
        this.console = console;
        this.accounts = accounts;
    }

    Future<Void> signup() {
        return accounts.loggedOut().compose(done -> flow.ask("username: ", this::signupName));
    }

    /** @param words the name, if the command line contained one */
    Future<Void> signup(List<String> words) {
        return words.isEmpty() ? signup() : accounts.loggedOut().compose(done -> signupName(words.get(0)));
    }

    Future<Void> login() {
        return accounts.loggedOut().compose(done -> flow.ask("username: ", this::loginName));
    }

    /** @param words the name, if the command line contained one */
    Future<Void> login(List<String> words) {
        return words.isEmpty() ? login() : accounts.loggedOut().compose(done -> loginName(words.get(0)));
    }

    private Future<Void> signupName(String name) {
        return UserName.of(name).isEmpty() ? flow.again(Explanations.of(Reason.BAD_NAME)) : askNew(name);
    }

    private Future<Void> askNew(String name) {
        return flow.askHidden(
                "password (not shown): ",
                first -> first.isEmpty()
                        ? flow.again("a password has at least one character")
                        : askAgain(name, PasswordHash.ofPassword(first)));
    }

    private Future<Void> askAgain(String name, PasswordHash first) {
        return flow.askHidden("again: ", second -> {
            if (PasswordHash.ofPassword(second).equals(first)) {
                return accounts.signup(name, first.hex())
                        .compose(done -> flow.goBack(), cause -> refused(cause, this::signup));
            }
            console.error("the two are not the same; type the password again");
            return askNew(name);
        });
    }

    private Future<Void> loginName(String name) {
        return UserName.of(name).isEmpty()
                ? flow.again(Explanations.of(Reason.BAD_NAME))
                : flow.askHidden(
                        "password (not shown): ",
                        password -> accounts.login(name, Typed.password(password))
                                .compose(done -> flow.goBack(), cause -> refused(cause, this::login)));
    }

    /** Asks again if another name or password may help; otherwise returns to the menu. */
    private Future<Void> refused(Throwable cause, java.util.function.Supplier<Future<Void>> again) {
        Reason reason = cause instanceof RefusalException refusal ? refusal.reason() : Reason.INTERNAL;
        return switch (reason) {
            case NAME_TAKEN, BAD_CREDENTIALS, BAD_NAME, NO_SUCH_USER, ALREADY_ONLINE -> {
                console.error(Explanations.of(cause) + "; quit goes back");
                yield again.get();
            }
            default -> {
                console.error(cause);
                yield flow.goBack();
            }
        };
    }
}
