package org.hobnob.launcher.peer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.hobnob.launcher.Launched;

/** Somebody whose program is driven through its pipes: what was written into it, and what it showed, with times. */
final class TalkingMember {
    private record Line(String user, int number, long atNs) {}

    private final String name;
    private final List<Long> saidAtNs = new ArrayList<>();
    private final List<Line> shown = new ArrayList<>();
    private Launched program;

    TalkingMember(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    Launched program() {
        return program;
    }

    void runs(Launched started) {
        program = started;
    }

    /** Takes a line that the program showed, such as {@code [#lab] dana: line 12  (multicast)}. */
    synchronized void take(String line) {
        long nowNs = System.nanoTime();
        String[] words = line.split("[ :]+");
        if (words.length > 3 && words[2].equals("line") && !words[1].equals("you")) {
            shown.add(new Line(words[1], Integer.parseInt(words[3]), nowNs));
        }
    }

    /** Says the next line. */
    void say() {
        try {
            program.type("line " + saidNext());
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot say anything", e);
        }
    }

    private synchronized int saidNext() {
        saidAtNs.add(System.nanoTime());
        return saidAtNs.size() - 1;
    }

    synchronized int said() {
        return saidAtNs.size();
    }

    private synchronized List<Line> shownOf(TalkingMember speaker) {
        return shown.stream().filter(line -> line.user().equals(speaker.name)).toList();
    }

    boolean hasLastOf(TalkingMember speaker) {
        return shownOf(speaker).stream().anyMatch(line -> line.number() == speaker.said() - 1);
    }

    /** Returns what is wrong with what was shown of the speaker: lines that are missing, twice or out of order. */
    List<String> wrongOf(TalkingMember speaker) {
        List<Integer> numbers = shownOf(speaker).stream().map(Line::number).toList();
        List<Integer> expected = IntStream.range(0, speaker.said()).boxed().toList();
        if (numbers.equals(expected)) {
            return List.of();
        }
        long distinct = numbers.stream().distinct().count();
        return List.of(name + " was shown of " + speaker.name + ": " + numbers.size() + " lines, lost "
                + (expected.size() - distinct) + ", twice " + (numbers.size() - distinct) + ", in order "
                + numbers.equals(numbers.stream().sorted().toList()));
    }

    /** Adds how long the speaker's lines took, from that number on, in microseconds. */
    void addLatencies(TalkingMember speaker, int from, Histogram micros) {
        shownOf(speaker).stream()
                .filter(line -> line.number() >= from)
                .forEach(line -> micros.recordValue((line.atNs() - speaker.saidAtNs.get(line.number())) / 1_000));
    }
}
