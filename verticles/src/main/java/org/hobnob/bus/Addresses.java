package org.hobnob.bus;

/** Every address on the event bus; nothing else spells one (BUS.md 1). */
public final class Addresses {
    /** Register, login, resume, logout. Local to a node, so that credentials never cross the cluster. */
    public static final String AUTH = "registry.auth";
    /** Create, join, exit, list, members. Local to a node. */
    public static final String ROOMS = "registry.rooms";
    /** Claim and release of sessions, search, list. Local to a node. */
    public static final String PRESENCE = "registry.presence";
    /** Sessions to watch, signs of life. Local to a node. */
    public static final String KEEP_ALIVE = "registry.keepalive";
    /** Who came and went. Published to all nodes. */
    public static final String PRESENCE_EVENTS = "registry.event.presence";
    /** What changed in which room. Published to all nodes. */
    public static final String ROOM_EVENTS = "registry.event.room";
    /** What the console or a script asks of the link to the registry. */
    public static final String PEER_REGISTRY = "peer.registry";
    /** What the console or a script asks of one-to-one chats. */
    public static final String PEER_CHAT = "peer.chat";
    /** What the console or a script asks of rooms. */
    public static final String PEER_ROOM = "peer.room";
    /** What the other verticles of a peer tell the one of one-to-one chats. */
    public static final String PEER_CHAT_NEWS = "peer.chat.news";
    /** What the other verticles of a peer tell the one of rooms. */
    public static final String PEER_ROOM_NEWS = "peer.room.news";
    /** What the other verticles, the console or a script ask about contacts' keys. */
    public static final String PEER_CONTACTS = "peer.contacts";
    /** What the other verticles of a peer tell the one of contacts' keys. */
    public static final String PEER_CONTACTS_NEWS = "peer.contacts.news";
    /** Something to show to the person. */
    public static final String PEER_CONSOLE = "peer.console";

    private static final String NODE_PREFIX = "registry.node.";
    private static final String EVENT_PREFIX = "registry.event.";

    private Addresses() {}

    /** Where the gateway of one node takes what concerns its own connections. */
    public static String node(String nodeId) {
        return NODE_PREFIX + nodeId;
    }

    /** Whether what is sent or published there reaches every node; else it stays within its own (BUS.md 1). */
    static boolean isClustered(String address) {
        return address.startsWith(NODE_PREFIX) || address.startsWith(EVENT_PREFIX);
    }
}
