package org.hobnob.bus;

/** All addresses on the event bus; no other class spells one (BUS.md 1). */
public final class Addresses {
    /** Registration, login, resumption, logout. Local to a node, so that credentials never cross the cluster. */
    public static final String AUTH = "registry.auth";
    /** Creating, joining, leaving and listing rooms and their members. Local to a node. */
    public static final String ROOMS = "registry.rooms";
    /** Claiming and releasing sessions, searching and listing users. Local to a node. */
    public static final String PRESENCE = "registry.presence";
    /** The sessions to watch, and their signs of life. Local to a node. */
    public static final String KEEP_ALIVE = "registry.keepalive";
    /** Prekeys, letters and put tokens. Local to a node. */
    public static final String MAILBOX = "registry.mailbox";
    /** What administrators ask for. Local to a node. */
    public static final String ADMIN = "registry.admin";
    /** Each line of this registry's audit, once it is written. Local to a node. */
    public static final String ADMIN_AUDIT = "registry.admin.audit";
    /** Users who came online or went offline. Published to all nodes. */
    public static final String PRESENCE_EVENTS = "registry.event.presence";
    /** Changes of rooms. Published to all nodes. */
    public static final String ROOM_EVENTS = "registry.event.room";
    /** Users to whom letters came. Published to all nodes. */
    public static final String MAIL_EVENTS = "registry.event.mail";
    /** What administrators say to users, and ask of other registries. Published to all nodes. */
    public static final String ADMIN_EVENTS = "registry.event.admin";
    /** Requests of the console to the registry link. */
    public static final String PEER_REGISTRY = "peer.registry";
    /** Requests of the console to one-to-one chats. */
    public static final String PEER_CHAT = "peer.chat";
    /** Requests of the console to rooms. */
    public static final String PEER_ROOM = "peer.room";
    /** Requests of the console to files. */
    public static final String PEER_FILE = "peer.file";
    /** Events for the verticle of files, from other verticles of the peer. */
    public static final String PEER_FILE_NEWS = "peer.file.news";
    /** Events for the verticle of one-to-one chats, from other verticles of the peer. */
    public static final String PEER_CHAT_NEWS = "peer.chat.news";
    /** Events for the verticle of rooms, from other verticles of the peer. */
    public static final String PEER_ROOM_NEWS = "peer.room.news";
    /** Requests about contacts' keys. */
    public static final String PEER_CONTACTS = "peer.contacts";
    /** Events for the verticle of contacts' keys, from other verticles of the peer. */
    public static final String PEER_CONTACTS_NEWS = "peer.contacts.news";
    /** What was said: to be kept, and asked for. */
    public static final String PEER_HISTORY = "peer.history";
    /** Events for the console to show. */
    public static final String PEER_CONSOLE = "peer.console";

    private static final String NODE_PREFIX = "registry.node.";
    private static final String EVENT_PREFIX = "registry.event.";

    private Addresses() {}

    /** Returns the address of one node's gateway, for what concerns that gateway's connections. */
    public static String node(String nodeId) {
        return NODE_PREFIX + nodeId;
    }

    /** Returns whether messages to the address reach every node; otherwise they stay on their own node (BUS.md 1). */
    static boolean isClustered(String address) {
        return address.startsWith(NODE_PREFIX) || address.startsWith(EVENT_PREFIX);
    }
}
