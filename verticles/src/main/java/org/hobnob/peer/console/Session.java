package org.hobnob.peer.console;

/** What commands and forms work with; all on one event loop. */
record Session(
        Requests requests, Screen screen, Conversations conversations, ChatRequests chatRequests, Standing standing) {
    Session(Requests requests, Screen screen) {
        this(requests, screen, new Conversations(), new ChatRequests(), new Standing());
    }

    void error(Throwable cause) {
        screen.show(Role.ERROR, Explanations.of(cause));
    }

    void error(String line) {
        screen.show(Role.ERROR, line);
    }

    void notice(String line) {
        screen.show(Role.NOTICE, line);
    }

    void success(String line) {
        screen.show(Role.SUCCESS, line);
    }

    void plain(String line) {
        screen.show(Role.PLAIN, line);
    }

    /** Nobody is logged in any more; nothing of the login is left. */
    void over() {
        standing.loggedOut();
        conversations.clear();
        chatRequests.clear();
    }
}
