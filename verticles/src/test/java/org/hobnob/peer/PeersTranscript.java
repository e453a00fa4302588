package org.hobnob.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hobnob.peer.identity.Identity;
import org.hobnob.protocol.wire.NativeLine;

/** What two earlier peers said to each other; the file's format stands at its top. */
final class PeersTranscript {
    /** @param opener who opened the connection */
    record Step(String speaker, String opener, NativeLine line) {
        boolean isAnswer() {
            return line.name().matches("ERROR|[A-Z_]+_(RESPONSE|NOTIFICATION)");
        }
    }

    private static final Map<Character, String> OPENERS = Map.of('1', "dana", '2', "omar");

    private final Map<String, Identity> identities = new HashMap<>();
    private final Map<String, List<Step>> parts = new LinkedHashMap<>();

    private PeersTranscript(String text) {
        List<Step> part = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ");
            if (line.startsWith("= seed ")) {
                identities.put(words[2], Identity.ofSeed(HexFormat.of().parseHex(words[words.length - 1])));
            } else if (line.startsWith("[")) {
                part = new ArrayList<>();
                parts.put(line.substring(1, line.length() - 1), part);
            } else if (words[0].matches("[a-z]+[12]>")) {
                part.add(step(words[0], line.substring(words[0].length() + 1)));
            }
        }
    }

    private static Step step(String who, String line) {
        String speaker = who.substring(0, who.length() - 2);
        String opener = OPENERS.get(who.charAt(who.length() - 2));
        return new Step(speaker, opener, NativeLine.parse(line).orElseThrow(() -> new AssertionError(line)));
    }

    /** Two peers from before capabilities and version 2 of rooms. */
    static PeersTranscript beforeCapabilities() {
        try (InputStream in = PeersTranscript.class.getResourceAsStream("/transcripts/two-peers-2026-11-30.txt")) {
            return new PeersTranscript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Identity identity(String user) {
        return identities.get(user);
    }

    /** What a user asked in a part, in its order. */
    List<NativeLine> questions(String part, String user) {
        return parts.get(part).stream()
                .filter(step -> step.speaker().equals(user) && !step.isAnswer())
                .map(Step::line)
                .toList();
    }

    /** How a question of that part was answered. */
    NativeLine answer(String part, String user, NativeLine question) {
        return parts.get(part).stream()
                .filter(step -> step.opener().equals(user) && step.isAnswer())
                .map(Step::line)
                .filter(line -> line.tag().equals(question.tag()))
                .findFirst()
                .orElseThrow();
    }

    /** A line of that name: what an earlier peer knows of it. */
    NativeLine example(String name) {
        return parts.values().stream()
                .flatMap(List::stream)
                .map(Step::line)
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("an earlier peer was never told " + name));
    }
}
