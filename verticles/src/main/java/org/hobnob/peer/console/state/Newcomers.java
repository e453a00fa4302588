package org.hobnob.peer.console.state;

/** How the console reacts to what others do. */
public interface Newcomers {
    /**
     * A user has requested a chat.
     *
     * @param isTold whether to show a line for it; not if the user does so again and again
     */
    void chatRequested(String user, boolean isTold);

    /** Multicast is now known to reach a member of a room. */
    void reached(String room, String user);

    /** The login has ended for good. */
    void sessionOver();
}
