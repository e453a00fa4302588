package org.hobnob.launcher.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.hobnob.files.OwnerOnly;
import org.hobnob.protocol.message.value.HostPort;

/** A MongoDB connection string. It may contain a password, which {@code toString} leaves out. */
public final class MongoUri {
    private static final char FILE_MARK = '@';
    private static final String BY_HOSTS = "mongodb://";
    private static final String BY_RECORD = "mongodb+srv://";
    private static final int DEFAULT_PORT = 27_017;
    private static final int MAX_BYTES = 4_096;

    private final String uri;

    private MongoUri(String uri) {
        this.uri = uri;
    }

    /**
     * Reads a setting: a connection string, or {@code @} followed by the path of a file that contains one.
     *
     * @param refused makes the exception from a description of what is wrong
     */
    static MongoUri of(String setting, Function<String, ConfigRefusedException> refused) {
        boolean inFile = !setting.isEmpty() && setting.charAt(0) == FILE_MARK;
        String uri = inFile ? read(Path.of(setting.substring(1)), refused) : setting;
        if (!uri.startsWith(BY_HOSTS) && !uri.startsWith(BY_RECORD)) {
            throw refused.apply("is not a connection string: it begins with mongodb:// or mongodb+srv://,"
                    + " or is @ and the path of a file that holds one");
        }
        return new MongoUri(uri);
    }

    /**
     * Reads an option of the command line that names a database, as {@link #of} does.
     *
     * @param option such as {@code --mongo}
     * @throws ConfigRefusedException if it is malformed
     */
    public static MongoUri onCommandLine(String option, String value) {
        return of(value, what -> new ConfigRefusedException(true, option + " " + what));
    }

    private static String read(Path file, Function<String, ConfigRefusedException> refused) {
        try {
            if (OwnerOnly.isOpenToOthers(file)) {
                throw refused.apply("names " + file + ", which is open to other users of this machine; run: "
                        + OwnerOnly.howToClose(file));
            }
            if (Files.size(file) > MAX_BYTES) {
                throw refused.apply("names " + file + ", which is too long for a connection string; check the path");
            }
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw refused.apply(
                    "names " + file + ", which cannot be read (" + e.getClass().getSimpleName()
                            + "); check the path, and that `hobnob store` runs where it makes that file");
        }
    }

    /** The complete connection string, which may contain a password: never log it. */
    public String reveal() {
        return uri;
    }

    /** The hosts in the connection string, with their ports; empty if it names a DNS record instead. */
    List<HostPort> servers() {
        if (uri.startsWith(BY_RECORD)) {
            return List.of();
        }
        String hosts = toString().substring(BY_HOSTS.length());
        return Arrays.stream(hosts.split(","))
                .flatMap(server -> HostPort.parse(server, DEFAULT_PORT).stream())
                .toList();
    }

    /** The connection string without user name, password and options. */
    @Override
    public String toString() {
        int authority = uri.indexOf("://") + 3;
        int at = uri.lastIndexOf('@');
        String hosts = uri.substring(Math.max(authority, at + 1));
        return uri.substring(0, authority) + hosts.replaceFirst("[/?].*", "");
    }
}
