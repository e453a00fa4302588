package org.hobnob.peer.console;

import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;

/** What commands and forms work with; all on one event loop. */
record Session(
        Requests requests,
        Screen screen,
        Conversations conversations,
        Hosts hosts,
        SaidOrder saidOrder,
        Unfinished unfinished,
        ChatRequests chatRequests,
        Standing standing) {
    Session(Requests requests, Screen screen) {
        this(
                requests,
                screen,
                new Conversations(),
                new Hosts(),
                new SaidOrder(),
                new Unfinished(),
                new ChatRequests(),
                new Standing());
    }

    void error(Throwable cause) {
        screen.show(Role.ERROR, explained(cause));
    }

    /** Why it failed; where the registry is away, that may be all there is to it. */
    String explained(Throwable cause) {
        boolean unanswered = cause instanceof RefusalException refusal && refusal.reason() == Reason.UNAVAILABLE;
        return unanswered && standing.offlineSince().isPresent()
                ? "no answer, and the registry is away; Enter on an empty line tries it at once"
                : Explanations.of(cause);
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
        hosts.clear();
        chatRequests.clear();
    }
}
