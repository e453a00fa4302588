package org.hobnob.launcher.bench.report.page;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a workload is, in words for somebody who does not know the program. */
final class Words {
    private static final Map<String, String> BY_BEGINNING = new LinkedHashMap<>();

    static {
        BY_BEGINNING.put("connect", "Newcomers connect, agree on encryption and say hello.");
        BY_BEGINNING.put("register", "New accounts. The password hash is meant to be slow, so that guessing is.");
        BY_BEGINNING.put("first login", "People log in with their password, which costs another hash.");
        BY_BEGINNING.put("resume", "People come back after a broken connection, with a token instead of a password.");
        BY_BEGINNING.put("login again", "Original programs log in again; the registry remembers their password.");
        BY_BEGINNING.put("keep-alive", "Everybody who is online says so once a second.");
        BY_BEGINNING.put("search, original", "The same by original programs.");
        BY_BEGINNING.put("search, open", "People who do not wait for each other ask at a steady rate.");
        BY_BEGINNING.put("search", "Somebody looks up where a friend is. Each asks again when the answer is there.");
        BY_BEGINNING.put("list", "Somebody reads who is online, page by page.");
        BY_BEGINNING.put("join a room", "People join rooms and leave them; the other members hear of it.");
        BY_BEGINNING.put("storm: all connect", "Everybody connects in the same instant.");
        BY_BEGINNING.put("storm: all resume", "Everybody comes back in the same instant.");
        BY_BEGINNING.put("storm: back", "The registry is killed and started again; its people try to come back.");
        BY_BEGINNING.put("floor: connect", "The least a connection costs here: the same encryption, and an echo.");
        BY_BEGINNING.put("floor: echo of these", "The least the same pages cost: an echo of the same size.");
        BY_BEGINNING.put("floor: echo", "The least an answer costs here: the same encryption, and an echo.");
        BY_BEGINNING.put("floor: hashes", "The hash library alone, with as many threads as the registry may use.");
        BY_BEGINNING.put("direct message", "One person writes to another.");
        BY_BEGINNING.put("sealed room", "One member writes into an encrypted room.");
        BY_BEGINNING.put("plain multicast", "Bare datagrams on the same network, for comparison.");
        BY_BEGINNING.put("new connection", "A new connection and an echo over it, for comparison.");
        BY_BEGINNING.put("echo of 64", "A bare echo, for comparison.");
        BY_BEGINNING.put("everybody", "All of them talk in their rooms at the same time.");
    }

    private Words() {}

    /** One sentence; empty for a workload that is not known. */
    static String of(String workload) {
        return BY_BEGINNING.entrySet().stream()
                .filter(entry -> workload.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}
