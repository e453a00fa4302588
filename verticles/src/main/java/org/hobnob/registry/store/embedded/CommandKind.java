package org.hobnob.registry.store.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a MongoDB command may access, which decides who may send it and what its answer waits for. */
enum CommandKind {
    /** Accesses no document, so it is allowed before authentication. */
    HANDSHAKE("hello", "isMaster", "buildInfo", "ping", "saslStart", "saslContinue", "endSessions"),
    /** Reads documents or their metadata. */
    READ(
            "find",
            "getMore",
            "killCursors",
            "count",
            "distinct",
            "listCollections",
            "listIndexes",
            "listDatabases",
            "dbStats",
            "collStats",
            "validate",
            "serverStatus",
            "connectionStatus"),
    /** Changes documents; answered after a commit. */
    WRITE(
            "insert",
            "update",
            "delete",
            "findAndModify",
            "create",
            "createIndexes",
            "drop",
            "dropIndexes",
            "dropDatabase",
            "renameCollection",
            StoreCopies.COMMAND),
    /** Reads, or writes if its pipeline ends in $out or $merge. */
    AGGREGATE("aggregate"),
    /** Refused: a command that is not known to only read must not run in parallel with the writer. */
    UNKNOWN;

    private static final Map<String, CommandKind> BY_NAME = Stream.of(values())
            .flatMap(kind -> kind.names.stream().map(name -> Map.entry(name, kind)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final Set<String> names;

    CommandKind(String... names) {
        this.names = Stream.of(names).map(CommandKind::fold).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * @param name the command's name, in upper or lower case
     * @return HANDSHAKE, READ, WRITE or UNKNOWN
     */
    static CommandKind of(String name, Document body) {
        CommandKind kind = BY_NAME.getOrDefault(fold(name), UNKNOWN);
        if (kind != AGGREGATE) {
            return kind;
        }
        return writes(body.get("pipeline")) ? WRITE : READ;
    }

    private static boolean writes(Object pipeline) {
        return !(pipeline instanceof List<?> stages)
                || stages.stream()
                        .anyMatch(stage -> !(stage instanceof Document document)
                                || document.containsKey("$out")
                                || document.containsKey("$merge"));
    }

    static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
