package org.hobnob.peer.console.state;

import java.time.Clock;
import org.hobnob.peer.console.conversation.ChatRequests;
import org.hobnob.peer.console.conversation.Conversations;
import org.hobnob.peer.console.conversation.Hosts;
import org.hobnob.peer.console.conversation.Latest;
import org.hobnob.peer.console.conversation.Past;
import org.hobnob.peer.console.conversation.Recent;
import org.hobnob.peer.console.conversation.RoomTopics;
import org.hobnob.peer.console.conversation.UnderWay;
import org.hobnob.peer.console.conversation.Unfinished;
import org.hobnob.peer.console.screen.Screen;
import org.hobnob.peer.console.text.Explanations;
import org.hobnob.peer.console.text.Role;
import org.hobnob.peer.settings.PeerValues;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.RefusalException;

/** The state that commands and forms share. Confined to one event loop. */
public record ConsoleState(
        Requests requests,
        Screen screen,
        Conversations conversations,
        Hosts hosts,
        RoomTopics topics,
        UnderWay underWay,
        Unfinished unfinished,
        Recent recent,
        Latest latest,
        Past past,
        ChatRequests chatRequests,
        Ignored ignored,
        Standing standing,
        FileProgress files,
        PeerValues settings) {
    /** With the default settings. */
    public ConsoleState(Requests requests, Screen screen) {
        this(requests, screen, PeerValues.defaults());
    }

    public ConsoleState(Requests requests, Screen screen, PeerValues settings) {
        this(
                requests,
                screen,
                new Conversations(),
                new Hosts(),
                new RoomTopics(),
                new UnderWay(),
                new Unfinished(),
                new Recent(),
                new Latest(Clock.systemUTC()),
                new Past(),
                new ChatRequests(),
                new Ignored(),
                new Standing(),
                new FileProgress(),
                settings);
    }

    public void error(Throwable cause) {
        screen.show(Role.ERROR, explained(cause));
    }

    /** Explains why a request failed. If it was not answered and the registry is unreachable, says that instead. */
    public String explained(Throwable cause) {
        boolean unanswered = cause instanceof RefusalException refusal && refusal.reason() == Reason.UNAVAILABLE;
        return unanswered && standing.offlineSince().isPresent()
                ? "no answer: the registry is away; press Enter on an empty line to try it now"
                : Explanations.of(cause);
    }

    /** Explains why a request that concerns a user failed. */
    public String explained(Throwable cause, String user) {
        boolean unanswered = cause instanceof RefusalException refusal && refusal.reason() == Reason.UNAVAILABLE;
        return unanswered ? explained(cause) : Explanations.of(cause, user);
    }

    public void error(String line) {
        screen.show(Role.ERROR, line);
    }

    public void notice(String line) {
        screen.show(Role.NOTICE, line);
    }

    public void success(String line) {
        screen.show(Role.SUCCESS, line);
    }

    public void plain(String line) {
        screen.show(Role.PLAIN, line);
    }

    /** Drops everything that belongs to the login; called when the user is logged out. */
    public void over() {
        standing.loggedOut();
        conversations.clear();
        hosts.clear();
        topics.clear();
        chatRequests.clear();
        recent.clear();
        latest.clear();
        past.clear();
        unfinished.clear();
        ignored.clear();
        files.clear();
    }
}
