package org.hobnob.protocol.message;

/**
 * The requests that a peer can send to the registry over TCP, which are the keys of both dialects' spelling tables
 * (SPEC 4 and 5).
 */
public enum Command {
    HELLO,
    REGISTER,
    LOGIN,
    RESUME,
    KEY_LOGIN,
    LOGOUT,
    CHANGE_PASSWORD,
    LIST_SESSIONS,
    CHECK_NAME,
    SET_STATUS,
    CREATE_ROOM,
    JOIN_ROOM,
    EXIT_ROOM,
    KICK_MEMBER,
    SET_TOPIC,
    SET_ROOM,
    BAN_USER,
    UNBAN_USER,
    LIST_BANS,
    INVITE_USER,
    ADD_HOST,
    DROP_HOST,
    LIST_ROOMS,
    SEARCH_USER,
    LIST_PEERS,
    LIST_ROOM_PEERS,
    PUT_PREKEYS,
    TAKE_PREKEY,
    PUT_LETTER,
    FETCH_LETTERS,
    DROP_LETTERS,
    ALLOW_MAIL,
    ADMINISTER,
    REPORT,
    PING,
    /** A command that the dialect does not have. */
    UNKNOWN
}
