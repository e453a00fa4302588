package org.hobnob.launcher.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.SettingOptions;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.config.ConfigSources;
import org.hobnob.launcher.config.RegistryConfig;
import org.hobnob.launcher.config.RegistryKey;
import org.hobnob.protocol.message.value.JoinLink;
import picocli.CommandLine.Option;

/** Which of this machine's registries is meant, for commands beside it. */
public final class RegistryFolder {
    @Option(
            names = "--data",
            paramLabel = "PATH",
            description = "folder of the registry's data (as the registry has it)")
    private String data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the registry's file of settings (the one that it reads)")
    private Path config;

    /**
     * The link that the registry had at its latest start.
     *
     * @throws UserFacingException if it has left none
     */
    public JoinLink link() throws IOException {
        Path folder = config().data();
        return new LinkFile(folder)
                .read()
                .orElseThrow(() -> new UserFacingException(
                        ExitCode.USER_FIXABLE,
                        "no registry has left a join link in " + folder
                                + ": start one (hobnob registry), or name the folder of its data with --data"));
    }

    /** The folder of what its page hands out; it may be missing. */
    public Path downloads() {
        return config().downloads();
    }

    private RegistryConfig config() {
        Map<RegistryKey, String> flags = new EnumMap<>(RegistryKey.class);
        if (data != null) {
            flags.put(RegistryKey.DATA, data);
        }
        Path home = Path.of(System.getProperty("user.home"));
        return RegistryConfig.load(
                ConfigSources.ofRegistry(
                        SettingOptions.file(config, RegistryCommand.CONFIG_FILE, home), System.getenv(), flags),
                home);
    }
}
