package org.hobnob.launcher.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Manual pages of commands, in the markup of {@code man}, made of the same model as their help. */
public final class ManPages {
    private ManPages() {}

    /**
     * Returns the pages of a command and all below it.
     *
     * @param version stands in their foot
     * @return by file name, such as {@code hobnob-admin-user-add.1}
     */
    public static Map<String, String> of(CommandLine command, String version) {
        Map<String, String> pages = new LinkedHashMap<>();
        add(pages, command, version);
        return pages;
    }

    private static void add(Map<String, String> pages, CommandLine command, String version) {
        CommandSpec spec = command.getCommandSpec();
        pages.put(name(spec) + ".1", page(command, version));
        command.getSubcommands().values().stream()
                .distinct()
                .filter(below -> !below.getCommandSpec().usageMessage().hidden())
                .forEach(below -> add(pages, below, version));
    }

    private static String name(CommandSpec spec) {
        return spec.qualifiedName("-");
    }

    private static String page(CommandLine command, String version) {
        CommandSpec spec = command.getCommandSpec();
        String description = String.join(" ", spec.usageMessage().description());
        StringBuilder page = new StringBuilder();
        page.append(".TH \"")
                .append(name(spec).toUpperCase(Locale.ROOT))
                .append("\" \"1\" \"\" \"hobnob ")
                .append(text(version))
                .append("\" \"Hobnob\"\n.SH NAME\n")
                .append(text(name(spec)))
                .append(" \\- ")
                .append(text(firstSentence(description)))
                .append("\n.SH SYNOPSIS\n.nf\n")
                .append(text(command.getHelp().synopsis(0).strip()))
                .append("\n.fi\n.SH DESCRIPTION\n")
                .append(text(description))
                .append('\n');
        section(
                page,
                "ARGUMENTS",
                spec.positionalParameters().stream().map(ManPages::entry).collect(Collectors.joining()));
        section(
                page,
                "OPTIONS",
                spec.options().stream()
                        .filter(option -> !option.hidden())
                        .map(ManPages::entry)
                        .collect(Collectors.joining()));
        section(
                page,
                "COMMANDS",
                command.getSubcommands().values().stream()
                        .distinct()
                        .map(CommandLine::getCommandSpec)
                        .filter(below -> !below.usageMessage().hidden())
                        .map(below -> entry(
                                below.name(),
                                String.join(" ", below.usageMessage().description())))
                        .collect(Collectors.joining()));
        return page.append(".SH SEE ALSO\n.BR hobnob (1)\n").toString();
    }

    private static String firstSentence(String description) {
        int end = description.indexOf(". ");
        String first = end < 0 ? description : description.substring(0, end);
        return first.replaceFirst("\\.$", "");
    }

    private static void section(StringBuilder page, String title, String entries) {
        if (!entries.isEmpty()) {
            page.append(".SH ").append(title).append('\n').append(entries);
        }
    }

    private static String entry(PositionalParamSpec place) {
        return entry(place.paramLabel(), String.join(" ", place.description()));
    }

    private static String entry(OptionSpec option) {
        String names = String.join(", ", option.names());
        String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        return entry(names + label, String.join(" ", option.description()));
    }

    private static String entry(String name, String description) {
        return ".TP\n\\fB" + text(name) + "\\fR\n" + text(description.isEmpty() ? "-" : description) + "\n";
    }

    /** Nothing in it is markup. */
    private static String text(String plain) {
        return plain.replace("%%", "%")
                .replace("%n", " ")
                .replace("\\", "\\e")
                .replace("-", "\\-")
                .lines()
                .map(line -> line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line)
                .collect(Collectors.joining("\n"));
    }
}
