package org.hobnob.peer.console.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What commands are about; {@code /help} and the menus list them by it, in this order. */
public enum Topic {
    TALKING("Talking"),
    CONVERSATIONS("Conversations"),
    ROOMS("Rooms"),
    HOSTING("Hosting a room"),
    PEOPLE("People"),
    FILES("Files"),
    ACCOUNT("Your account"),
    PROGRAM("Program");

    private final String title;

    Topic(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** Returns the word that stands for the topic in commands. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the topic of this word, in lower case; empty if there is none. */
    public static Optional<Topic> ofWord(String word) {
        return Arrays.stream(values())
                .filter(topic -> topic.word().equals(word))
                .findFirst();
    }
}
