package org.hobnob.config;

import java.util.Locale;

/** A setting: a row of a table of settings. Its environment variable and its flag are derived from its key. */
public interface ConfigKey {
    /** Returns the key in the file, with a dot between a section and its entry. */
    String key();

    /** Returns the default value; may be empty, never null. */
    String byDefault();

    /** Returns which values are valid. */
    ValueType type();

    /** Returns the meaning of the setting, without capital letter and full stop. */
    String meaning();

    /** Returns the shipped file that has the whole table, such as {@code conf/registry.yaml}. */
    String shippedFile();

    /** Returns the environment variable, such as {@code HOBNOB_HASH_THREADS}. */
    default String environment() {
        return "HOBNOB_" + key().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Returns the command line flag, such as {@code --hash-threads}; a boolean one also has a {@code --no-} form. */
    default String flag() {
        return "--" + key().replace('.', '-');
    }
}
