package org.hobnob.launcher.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.SettingOptions;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.cli.Version;
import org.hobnob.launcher.config.ConfigSources;
import org.hobnob.launcher.config.RegistryConfig;
import org.hobnob.launcher.config.RegistryKey;
import org.hobnob.peer.console.terminal.StandardOutput;
import org.hobnob.protocol.message.value.JoinLink;
import org.hobnob.protocol.message.value.RoomName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hobnob link}: shows the join link of a registry of this machine again, without starting it anew. */
@Command(
        name = "link",
        description = "Shows the join link of this machine's registry again, as text and, in a terminal that is wide"
                + " enough, as a QR code. The registry goes on running.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
public final class LinkCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "ROOM", description = "the room that the link leads to")
    private String room;

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

    @Option(names = "--no-qr-code", description = "only the text")
    private boolean textOnly;

    @Override
    public Integer call() throws IOException {
        JoinLink shown = link();
        System.out.println(shown);
        if (!textOnly) {
            Invitation.qrCode(shown, StandardOutput.columns(), System.getenv(), StandardOutput.charset())
                    .forEach(System.out::println);
        }
        return ExitCode.OK.number();
    }

    JoinLink link() throws IOException {
        Path folder = folder();
        JoinLink link = new LinkFile(folder)
                .read()
                .orElseThrow(() -> new UserFacingException(
                        ExitCode.USER_FIXABLE,
                        "no registry has left a join link in " + folder
                                + ": start one (hobnob registry), or name the folder of its data with --data"));
        return new JoinLink(link.registries(), link.key(), room().or(link::room));
    }

    private Optional<RoomName> room() {
        return Optional.ofNullable(room)
                .map(typed -> RoomName.of(typed.startsWith("#") ? typed.substring(1) : typed)
                        .orElseThrow(() -> new UserFacingException(
                                ExitCode.USAGE, "that is no name of a room: letters, digits, _ and - only")));
    }

    private Path folder() {
        Map<RegistryKey, String> flags = new EnumMap<>(RegistryKey.class);
        if (data != null) {
            flags.put(RegistryKey.DATA, data);
        }
        Path home = Path.of(System.getProperty("user.home"));
        return RegistryConfig.load(
                        ConfigSources.ofRegistry(
                                SettingOptions.file(config, RegistryCommand.CONFIG_FILE, home), System.getenv(), flags),
                        home)
                .data();
    }
}
