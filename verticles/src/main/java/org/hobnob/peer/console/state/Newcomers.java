package org.hobnob.peer.console.state;

/** What the console does of itself with what comes from others. */
public interface Newcomers {
    /** Somebody asks for a chat. */
    void chatRequested(String user);

    /** A member of a room is known to be reached by multicast. */
    void reached(String room, String user);

    /** Nothing of the login is left, and nothing brings it back. */
    void sessionOver();
}
