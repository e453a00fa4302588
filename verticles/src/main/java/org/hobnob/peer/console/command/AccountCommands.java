package org.hobnob.peer.console.command;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import org.hobnob.peer.console.text.Typed;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;
import org.hobnob.protocol.message.value.UserName;

/** The commands about the user's account: signing up, logging in and out, the password, the status. */
final class AccountCommands {
    static final List<Command> ROWS = List.of(
            row("signup")
                    .takes("NAME PASSWORD", 2, 2, Argument.TEXT)
                    .does("make an account and log in")
                    .explained("Without the password it is asked for, and not shown.")
                    .example("/signup dana")
                    .runs(AccountCommands::signup),
            row("login")
                    .takes("NAME PASSWORD [stay]", 2, 2, Argument.TEXT, Argument.oneOf(Commands.STAY))
                    .does("log in")
                    .explained(
                            "Without the password it is asked for, and not shown.",
                            "With stay, this profile's key logs you in the next time; /logout ends that.")
                    .example("/login dana stay")
                    .runs(AccountCommands::login),
            row("logout")
                    .takes("[all]", 0, 1, Argument.oneOf("all"))
                    .does("log out; all: wherever you are logged in")
                    .explained("You leave your rooms. The program goes on; /quit ends it.")
                    .example("/logout")
                    .runs(AccountCommands::logout),
            row("passwd")
                    .takes("OLD NEW [original]", 2, 3, Argument.TEXT, Argument.TEXT, Argument.oneOf(Commands.ORIGINAL))
                    .does("change the password")
                    .explained(
                            "Without the passwords they are asked for, and not shown. You are logged out everywhere else.",
                            "With original, clients of the original system can log in with it too.")
                    .example("/passwd")
                    .runs(AccountCommands::passwd),
            row("sessions")
                    .does("list where you are logged in")
                    .example("/sessions")
                    .runs((own, words) -> own.sessions()),
            row("away")
                    .takes("[TEXT]", 0, 1, Argument.TEXT)
                    .does("tell others that you are away")
                    .example("/away at lunch")
                    .runs((own, words) -> own.accounts().away(words.isEmpty() ? "" : words.get(0))),
            row("back")
                    .does("tell others that you are here again")
                    .example("/back")
                    .runs((own, words) -> own.accounts().back()));

    private AccountCommands() {}

    private static Command.Draft row(String names) {
        return Command.named(Topic.ACCOUNT, names);
    }

    private static Future<Void> signup(Commands own, List<String> words) {
        UserName user = newUser(words);
        return own.accounts()
                .loggedOut()
                .compose(done -> withNew(
                        own,
                        words.get(1),
                        password -> own.accounts().signup(new AccountActions.Login(user, password))));
    }

    /** @param words the name, and behind it the password and {@code stay}, or {@code stay} alone for the profile's key */
    private static Future<Void> login(Commands own, List<String> words) {
        UserName user = newUser(words);
        String password = words.get(1);
        if (password.equals(Commands.STAY)) {
            return own.accounts().loginByKey(user);
        }
        boolean stays = password.endsWith(" " + Commands.STAY);
        String typed = stays
                ? password.substring(0, password.length() - Commands.STAY.length())
                        .stripTrailing()
                : password;
        return own.accounts().login(new AccountActions.Login(user, new Password(typed)).staying(stays));
    }

    private static UserName newUser(List<String> words) {
        return new UserName(Typed.user(words.get(0), Reason.BAD_NAME));
    }

    private static Future<Void> logout(Commands own, List<String> words) {
        if (words.isEmpty()) {
            return own.accounts().logout();
        }
        if (!words.get(0).equals("all")) {
            throw new RefusalException(Reason.MALFORMED);
        }
        return own.accounts().logoutEverywhere();
    }

    private static Future<Void> passwd(Commands own, List<String> words) {
        boolean forOriginals = words.size() > 2;
        if (forOriginals && !words.get(2).equals(Commands.ORIGINAL)) {
            throw new RefusalException(Reason.MALFORMED);
        }
        return own.accounts()
                .loggedIn()
                .compose(user -> withNew(
                        own,
                        words.get(1),
                        fresh -> own.accounts().changePassword(new Password(words.get(0)), fresh, forOriginals)));
    }

    /** Takes a new password, unless it is too short. */
    private static Future<Void> withNew(Commands own, String typed, Function<Password, Future<Void>> use) {
        Password password = new Password(typed);
        if (password.isShort()) {
            own.console().error(Password.TOO_SHORT);
            return Future.succeededFuture();
        }
        return use.apply(password);
    }
}
