package org.hobnob.launcher.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hobnob.launcher.cli.UserFacingException;
import org.hobnob.protocol.message.value.JoinLink;
import org.hobnob.protocol.message.value.RoomName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LinkCommandTest {
    private static final JoinLink LINK =
            JoinLink.of("hobnob://10.0.0.5:15600/?key=" + "A".repeat(52)).orElseThrow();

    @TempDir
    Path data;

    private JoinLink shown(String... arguments) throws IOException {
        LinkCommand command = new LinkCommand();
        CommandLine line = new CommandLine(command);
        line.parseArgs(arguments);
        return command.link();
    }

    @Test
    void linkOfTheLatestStartIsShownAgain() throws IOException {
        new LinkFile(data).keep(Optional.of(LINK));
        assertEquals(LINK, shown("--data", data.toString()));
        JoinLink room = new JoinLink(LINK.registries(), LINK.key(), RoomName.of("lab3"));
        assertEquals(room, shown("--data", data.toString(), "#lab3"));
        assertThrows(UserFacingException.class, () -> shown("--data", data.toString(), "no room"));
    }

    @Test
    void whereNoneWasLeftTheFolderIsNamed() throws IOException {
        assertThrows(UserFacingException.class, () -> shown("--data", data.toString()));
        Files.writeString(data.resolve("join-link"), "nonsense");
        assertThrows(UserFacingException.class, () -> shown("--data", data.toString()));
        new LinkFile(data).keep(Optional.of(LINK));
        new LinkFile(data).keep(Optional.empty());
        UserFacingException none = assertThrows(UserFacingException.class, () -> shown("--data", data.toString()));
        assertEquals(true, none.getMessage().contains(data.toString()), none.getMessage());
    }
}
