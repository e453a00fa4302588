package org.hobnob.launcher.cli;

import java.nio.file.Path;
import org.hobnob.launcher.config.BaseDirectories;
import picocli.CommandLine.Option;

/** The option that selects a profile: a folder with one user's keys and settings. */
public final class ProfileOption {
    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "keeps what this user trusts apart from other profiles (default)")
    private String profile;

    /**
     * The profile's folder, which may not exist yet.
     *
     * @throws UserFacingException if the name is invalid
     */
    public Path folder() {
        if (!profile.matches("[A-Za-z0-9_-]{1,32}")) {
            throw new UserFacingException(
                    ExitCode.USAGE, "--profile must be 1 to 32 letters, digits, - or _, not " + profile);
        }
        return BaseDirectories.of(System.getenv(), Path.of(System.getProperty("user.home")))
                .data()
                .resolve("profiles")
                .resolve(profile);
    }
}
