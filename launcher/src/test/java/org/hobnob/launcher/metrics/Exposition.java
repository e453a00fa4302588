package org.hobnob.launcher.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Prometheus' text format, version 0.0.4, read as strictly as Prometheus does, and what its conventions ask beside. */
final class Exposition {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) (" + NAME + ")(?: (.*))?");
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern SAMPLE = Pattern.compile("(" + NAME + ")(\\{(?:" + LABEL + "(?:," + LABEL
            + ")*,?)?})? ([-+]?(?:[0-9.]+(?:[eE][-+]?[0-9]+)?|Inf|NaN))" + "(?: [0-9]+)?");
    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary", "untyped");
    /** The figures that examples may name: those of this program, of Vert.x and of Java. */
    private static final Pattern NAMED = Pattern.compile("\\b(?:hobnob|vertx|jvm|process)_[a-z0-9_]+");

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, Double> samples = new LinkedHashMap<>();
    private final Set<String> helped = new TreeSet<>();
    private final List<String> faults = new ArrayList<>();

    private Exposition() {}

    static Exposition parse(String text) {
        Exposition read = new Exposition();
        if (!text.endsWith("\n")) {
            read.faults.add("the last line has no end");
        }
        text.lines().filter(line -> !line.isEmpty()).forEach(read::line);
        read.types.forEach(read::convention);
        return read;
    }

    static Set<String> namedIn(String text) {
        return NAMED.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private void line(String line) {
        Matcher comment = COMMENT.matcher(line);
        if (line.startsWith("#")) {
            if (!comment.matches()) {
                faults.add("no comment: " + line);
            } else if (comment.group(1).equals("HELP")) {
                helped.add(comment.group(2));
            } else if (!TYPES.contains(comment.group(3)) || types.put(comment.group(2), comment.group(3)) != null) {
                faults.add("no type, or a second one: " + line);
            }
            return;
        }
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            faults.add("no sample: " + line);
            return;
        }
        String series = sample.group(1) + (sample.group(2) == null ? "" : sample.group(2));
        if (samples.put(series, number(sample.group(3))) != null) {
            faults.add("twice: " + series);
        }
        if (!types.containsKey(family(sample.group(1)))) {
            faults.add("before its type: " + series);
        }
    }

    private static double number(String text) {
        return text.endsWith("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    private String family(String name) {
        return types.containsKey(name) ? name : name.replaceFirst("_(bucket|sum|count)$", "");
    }

    private void convention(String name, String type) {
        if (type.equals("counter") != name.endsWith("_total")) {
            faults.add(name + " is a " + type + ": counters alone end in _total");
        }
        if (!helped.contains(name)) {
            faults.add(name + " says nothing of what it is");
        }
        if (name.startsWith("hobnob_") && name.matches(".*_(ms|millis|kib|kb|minutes|percent)(_total)?")) {
            faults.add(name + " has no base unit");
        }
    }

    List<String> faults() {
        return faults;
    }

    double value(String series) {
        return samples.getOrDefault(series, Double.NaN);
    }

    /** The names of all samples, without labels. */
    Set<String> names() {
        return samples.keySet().stream()
                .map(series -> series.replaceFirst("\\{.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
