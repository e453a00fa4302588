package org.hobnob.launcher.registry;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.launcher.cli.Version;
import org.hobnob.peer.console.terminal.StandardOutput;
import org.hobnob.protocol.message.value.JoinLink;
import org.hobnob.protocol.message.value.RoomName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private RegistryFolder registry;

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
        JoinLink link = registry.link();
        return new JoinLink(link.registries(), link.key(), room().or(link::room));
    }

    private Optional<RoomName> room() {
        return Optional.ofNullable(room)
                .map(typed -> RoomName.of(typed.startsWith("#") ? typed.substring(1) : typed)
                        .orElseThrow(() -> new UserFacingException(
                                ExitCode.USAGE, "that is no name of a room: letters, digits, _ and - only")));
    }
}
