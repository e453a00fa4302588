package org.hobnob.launcher.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hobnob.config.ConfigKey;
import org.hobnob.launcher.config.BaseDirectories;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The command line options that a table of settings makes, and the file of settings that a command reads. */
public final class SettingOptions {
    private SettingOptions() {}

    /** Gives the command an option for each setting. */
    public static <K extends Enum<K> & ConfigKey> void add(CommandSpec spec, Class<K> table) {
        for (K key : table.getEnumConstants()) {
            spec.addOption(option(key));
        }
    }

    private static OptionSpec option(ConfigKey key) {
        String byDefault = key.byDefault().isEmpty() ? "" : " (" + key.type().said(key.byDefault()) + ")";
        OptionSpec.Builder option =
                OptionSpec.builder(names(key.flag())).description(key.meaning().replace("%", "%%") + byDefault);
        if (key.type().isFlag()) {
            return option.type(boolean.class)
                    .arity("0")
                    .negatable(true)
                    .fallbackValue("true")
                    .build();
        }
        return option.type(String.class)
                .arity("1")
                .paramLabel(key.type().label())
                .build();
    }

    /** A flag with one hyphen is accepted with two as well. */
    private static String[] names(String flag) {
        List<String> names = new ArrayList<>(List.of(flag));
        if (!flag.startsWith("--")) {
            names.add("-" + flag);
        }
        return names.toArray(String[]::new);
    }

    /** Returns the values of the options that were given. */
    public static <K extends Enum<K> & ConfigKey> Map<K, String> values(CommandSpec spec, Class<K> table) {
        ParseResult parsed = spec.commandLine().getParseResult();
        Map<K, String> values = new EnumMap<>(table);
        for (K key : table.getEnumConstants()) {
            if (parsed.hasMatchedOption(key.flag())) {
                values.put(key, parsed.matchedOption(key.flag()).getValue().toString());
            }
        }
        return values;
    }

    /**
     * Returns the file of settings to read: the one that was named, else the user's own, else the shipped one.
     *
     * @param named from the command line; may be null
     * @param name the file's name without its folder
     * @param home the user's home folder
     */
    public static Optional<Path> file(Path named, String name, Path home) {
        if (named != null) {
            return Optional.of(named);
        }
        Path own = BaseDirectories.of(System.getenv(), home).config().resolve(name);
        return Files.exists(own) ? Optional.of(own) : Home.conf(name);
    }
}
