package org.hobnob.peer.console.command;

import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.state.Newcomers;

/** Accepts every chat request, for scripts. */
public final class ScriptNewcomers implements Newcomers {
    private final ConsoleState session;
    private final Commands commands;

    public ScriptNewcomers(ConsoleState session, Commands commands) {
        this.session = session;
        this.commands = commands;
    }

    @Override
    public void chatRequested(String user) {
        session.chatRequests().add(user);
        commands.shown(() -> commands.chats().take(user));
    }

    @Override
    public void reached(String room, String user) {
        session.notice("#" + room + ": multicast reaches " + user);
    }

    @Override
    public void sessionOver() {
        // A script has nothing to restore; the line that reports it is enough.
    }
}
