package org.hobnob.launcher.host;

import java.util.List;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.server.auth.keyboard.InteractiveChallenge;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.hobnob.peer.console.command.Password;

/**
 * What an SSH client asks its user: the password of the account, and after it, where the name is free and everybody may
 * sign up, the password of a new one, twice.
 */
final class Questions implements KeyboardInteractiveAuthenticator {
    private static final AttributeKey<String> NEWCOMER = new AttributeKey<>();

    /** Does not block; may throw {@link org.apache.sshd.server.auth.AsyncAuthException}. */
    interface Door {
        boolean enter(String name, String password, ServerSession session, boolean signup);
    }

    private final Door door;

    Questions(Door door) {
        this.door = door;
    }

    /** The next question of this connection is whether the user wants an account. */
    static void offerAccount(ServerSession session) {
        session.setAttribute(NEWCOMER, "There is no account of that name. To make it, choose a password.");
    }

    private static boolean isNewcomer(ServerSession session) {
        return session.getAttribute(NEWCOMER) != null;
    }

    @Override
    public InteractiveChallenge generateChallenge(ServerSession session, String user, String language, String methods) {
        InteractiveChallenge asked = new InteractiveChallenge();
        asked.setInteractionName("");
        asked.setLanguageTag("");
        if (isNewcomer(session)) {
            asked.setInteractionInstruction(session.getAttribute(NEWCOMER));
            asked.addPrompt("New password: ", false);
            asked.addPrompt("Again: ", false);
        } else {
            asked.setInteractionInstruction("");
            asked.addPrompt("Password: ", false);
        }
        return asked;
    }

    @Override
    public boolean authenticate(ServerSession session, String user, List<String> answers) {
        if (!isNewcomer(session)) {
            return answers.size() == 1 && door.enter(user, answers.get(0), session, false);
        }
        if (answers.size() != 2 || !answers.get(0).equals(answers.get(1))) {
            session.setAttribute(NEWCOMER, "The two are not the same.");
            return false;
        }
        if (new Password(answers.get(0)).isShort()) {
            session.setAttribute(NEWCOMER, Password.TOO_SHORT);
            return false;
        }
        return door.enter(user, answers.get(0), session, true);
    }
}
