package org.hobnob.peer.console.form;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hobnob.peer.console.command.AccountActions;
import org.hobnob.peer.console.command.AccountActions.Login;
import org.hobnob.peer.console.command.Commands;
import org.hobnob.peer.console.command.Lists;
import org.hobnob.peer.console.command.Password;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.text.Explanations;
import org.hobnob.peer.console.text.YesNo;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.InviteToken;
import org.hobnob.protocol.message.value.UserName;

/** Asks for what signing up, logging in and changing the password need. */
final class AccountForm {
    private static final String HIDDEN = "password (not shown): ";
    private static final int FEW_ROOMS = 3;
    private static final int SHORT_PIN_CHARS = 19;

    private final Flow flow;
    private final ConsoleState console;
    private final AccountActions accounts;
    private final Lists lists;
    private boolean isNew;

    AccountForm(Flow flow, ConsoleState console, AccountActions accounts, Lists lists) {
        this.lists = lists;
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

    private Future<Void> signupName(String name) {
        Optional<UserName> user = UserName.of(name);
        return user.isEmpty()
                ? flow.again(Explanations.of(Reason.BAD_NAME))
                : accounts.mayBeFree(user.get())
                        .compose(
                                done -> askNew(HIDDEN, password -> signup(new Login(user.get(), password))),
                                cause -> needsInvitation(cause)
                                        ? askInvitation(() -> signupName(name))
                                        : refused(cause, this::signup));
    }

    private static boolean needsInvitation(Throwable cause) {
        return cause instanceof RefusalException refusal && refusal.reason() == Reason.NEEDS_INVITATION;
    }

    /** Asks for the invitation that the registry wants, and goes on. */
    private Future<Void> askInvitation(Supplier<Future<Void>> next) {
        console.notice("At this registry you need an invitation to make an account.");
        return flow.ask(
                "invitation: ",
                typed -> InviteToken.of(typed)
                        .map(token -> {
                            accounts.invited(token);
                            return next.get();
                        })
                        .orElseGet(() -> flow.again(AccountActions.NO_INVITATION)));
    }

    /** Signs up with this invitation, which a join link brought. */
    void invited(InviteToken token) {
        accounts.invited(token);
    }

    private Future<Void> signup(Login login) {
        return accounts.signup(login)
                .compose(
                        done -> {
                            isNew = true;
                            return flow.goBack();
                        },
                        cause -> isOldDigest(cause)
                                ? askToSendPlain(() -> signup(login.sendingPlain()))
                                : refused(cause, this::signup));
    }

    /** Tells a newcomer, once, how to say something: a newcomer knows no command yet. */
    Future<Void> tellWhereToGo() {
        if (!isNew) {
            return Future.succeededFuture();
        }
        isNew = false;
        return lists.rooms().otherwise(List.of()).map(rooms -> {
            String names = rooms.stream()
                    .limit(FEW_ROOMS)
                    .map(room -> "#" + room.getString("room"))
                    .collect(Collectors.joining(", "));
            console.notice(
                    rooms.isEmpty()
                            ? "Type @NAME to write to somebody. There is no room yet: type 3 to make one."
                            : "Type a room's name to enter it, such as " + names + ", or @NAME to write to somebody.");
            return null;
        });
    }

    /** Asks for a new password, twice. */
    private Future<Void> askNew(String prompt, Function<Password, Future<Void>> use) {
        return flow.askHidden(prompt, typed -> {
            Password first = new Password(typed);
            return first.isShort()
                    ? flow.again(Password.TOO_SHORT)
                    : flow.askHidden("again: ", again -> {
                        if (first.isSame(new Password(again))) {
                            return use.apply(first);
                        }
                        console.error("the two are not the same; type the password again");
                        return askNew(prompt, use);
                    });
        });
    }

    /** Logs in as this user, or signs up if the name is free: at most the password is asked for. */
    Future<Void> enter(UserName user) {
        return accounts.loggedOut()
                .compose(done -> accounts.mayBeFree(user))
                .compose(
                        free -> {
                            console.notice(user.shown() + " is new at this registry: choose a password.");
                            return askNew(HIDDEN, password -> signup(new Login(user, password)));
                        },
                        cause -> {
                            if (needsInvitation(cause)) {
                                return askInvitation(() -> enter(user));
                            }
                            return isTaken(cause) ? askPassword(user) : refused(cause, this::login);
                        });
    }

    private static boolean isTaken(Throwable cause) {
        return cause instanceof RefusalException refusal && refusal.reason() == Reason.NAME_TAKEN;
    }

    private Future<Void> askPassword(UserName user) {
        console.notice(user.shown() + " has an account at this registry.");
        return again(user);
    }

    /** Asks for the password of a user who has been here before, and nothing else. */
    Future<Void> again(UserName user) {
        return flow.askHidden(
                "password of " + user.shown() + " (not shown): ",
                typed -> login(new Login(user, new Password(typed)), () -> again(user)));
    }

    Future<Void> login() {
        return accounts.loggedOut().compose(done -> flow.ask("username: ", name -> loginName(name, false)));
    }

    /** @param words the name and {@code stay}, as far as the command line contained them */
    Future<Void> login(List<String> words) {
        boolean stays = words.size() > 1 && words.get(1).equals(Commands.STAY);
        return words.isEmpty() ? login() : accounts.loggedOut().compose(done -> loginName(words.get(0), stays));
    }

    private Future<Void> loginName(String name, boolean stays) {
        Optional<UserName> user = UserName.of(name);
        return user.isEmpty()
                ? flow.again(Explanations.of(Reason.BAD_NAME))
                : accounts.stayed()
                        .compose(stayed -> stayed.equals(user) ? byKey(user.get()) : byPassword(user.get(), stays));
    }

    private Future<Void> byKey(UserName user) {
        return accounts.loginByKey(user).compose(done -> flow.goBack(), cause -> {
            console.error(cause);
            return byPassword(user, true);
        });
    }

    private Future<Void> byPassword(UserName user, boolean stays) {
        return flow.askHidden(HIDDEN, typed -> {
            Login login = new Login(user, new Password(typed));
            return stays ? login(login.staying(true)) : askToStay(login);
        });
    }

    /** Only a registry that takes proofs of keys can let a key log in. */
    private Future<Void> askToStay(Login login) {
        return accounts.connect()
                .compose(
                        registry -> registry.takesProofs()
                                ? flow.ask("stay logged in on this machine? (y/n, Enter is n): ", text -> {
                                    Optional<Boolean> yes = text.isEmpty() ? Optional.of(false) : YesNo.of(text);
                                    return yes.isEmpty()
                                            ? flow.again("answer y or n; quit goes back")
                                            : login(login.staying(yes.get()));
                                })
                                : login(login),
                        cause -> refused(cause, this::login));
    }

    private Future<Void> login(Login login) {
        return login(login, this::login);
    }

    /** @param again asks anew, if name and password do not fit */
    private Future<Void> login(Login login, Supplier<Future<Void>> again) {
        return accounts.login(login)
                .compose(
                        done -> flow.goBack(),
                        cause -> isOldDigest(cause)
                                ? askToSendPlain(() -> login(login.sendingPlain(), again))
                                : refused(cause, again));
    }

    private static boolean isOldDigest(Throwable cause) {
        return cause instanceof RefusalException refusal && refusal.reason() == Reason.OLD_DIGEST;
    }

    /** A registry that is known since this run only may ask for the plain digest because it is a false one. */
    private Future<Void> askToSendPlain(Supplier<Future<Void>> send) {
        return accounts.connect().compose(registry -> {
            console.notice("The registry wants your password in its earlier form. Whoever gets that can log in with it"
                    + " wherever you use the same password. The registry's key:");
            console.plain("    "
                    + registry.pin()
                            .substring(
                                    0, Math.min(SHORT_PIN_CHARS, registry.pin().length())));
            console.plain("    in full " + registry.pin());
            console.plain("  It is the right one if the registry printed the same.");
            return flow.ask(Question.of("send the password in its earlier form? (y/n): ", text -> {
                        Optional<Boolean> yes = YesNo.of(text);
                        if (yes.isEmpty()) {
                            return flow.again("answer y or n; quit goes back");
                        }
                        if (!yes.get()) {
                            console.notice("the password was not sent in its earlier form");
                            return flow.goBack();
                        }
                        return send.get();
                    })
                    .onlyFresh());
        });
    }

    /** @param words {@code original} for a password with which clients of the original system can log in too */
    Future<Void> changePassword(List<String> words) {
        boolean forOriginals = words.contains(Commands.ORIGINAL);
        return accounts.loggedIn()
                .compose(user -> flow.askHidden("present password (not shown): ", old -> {
                    Password before = new Password(old);
                    return askNew(
                            "new password (not shown): ",
                            fresh -> accounts.changePassword(before, fresh, forOriginals)
                                    .compose(done -> flow.goBack(), cause -> {
                                        console.error(cause);
                                        return flow.goBack();
                                    }));
                }));
    }

    /** Asks again if another name or password may help; otherwise returns to the menu. */
    private Future<Void> refused(Throwable cause, Supplier<Future<Void>> again) {
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
