package org.hobnob.peer.console;

/** A script takes every chat that others ask for. */
final class ScriptNewcomers implements Newcomers {
    private final Session session;
    private final Commands commands;

    ScriptNewcomers(Session session, Commands commands) {
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
        // The line that tells it is all that a script gets.
    }
}
