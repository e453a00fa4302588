package org.hobnob.peer.console.command;

import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.state.Newcomers;

/** Accepts every chat request, for scripts. */
public final class ScriptNewcomers implements Newcomers {
    private final ConsoleState console;
    private final Commands commands;

    public ScriptNewcomers(ConsoleState console, Commands commands) {
        this.console = console;
        this.commands = commands;
    }

    @Override
    public void chatRequested(String user, boolean isTold) {
        console.chatRequests().add(user);
        // It is no failure of the script's if the other user is gone by then.
        commands.chats().take(user).onFailure(cause -> console.notice("@" + user + ": " + console.explained(cause)));
    }

    @Override
    public void reached(String room, String user) {
        console.notice("#" + room + ": multicast reaches " + user);
    }

    @Override
    public void sessionOver() {
        // A script has nothing to restore; the line that reports it is enough.
    }
}
