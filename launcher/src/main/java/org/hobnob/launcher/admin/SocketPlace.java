package org.hobnob.launcher.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.hobnob.files.OwnerOnly;
import org.hobnob.protocol.message.value.PasswordHash;

/**
 * Where the administration socket of a data folder is: in the folder; where its path is too long for a socket, in {@code
 * $XDG_RUNTIME_DIR}, under a name that the folder's path makes; where the system has no such sockets, at a port of loopback
 * that the file {@value #PORT} names, with the secret that it wants. Blocking.
 */
record SocketPlace(Path data, Map<String, String> environment) {
    /** The longest path of a socket, in bytes, on Linux; macOS takes 103. */
    static final int MOST_BYTES = 103;

    private static final String NAME = "admin.sock";
    private static final String PORT = "admin.port";
    private static final int SHORT_HASH = 16;

    /**
     * A port of loopback.
     *
     * @param secret 64 hex digits
     */
    record Port(int number, String secret) {}

    /**
     * Returns the path of the socket.
     *
     * @throws IOException if there is none that is short enough; the message says what to do
     */
    Path path() throws IOException {
        Path own = data.toAbsolutePath().normalize().resolve(NAME);
        if (fits(own)) {
            return own;
        }
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        Path elsewhere = Path.of(runtime).resolve("hobnob-" + hash() + ".sock");
        if (runtime.isEmpty() || !elsewhere.isAbsolute() || !fits(elsewhere)) {
            throw new IOException("the path " + own + " is too long for a socket, which takes " + MOST_BYTES
                    + " bytes: choose a shorter --data, or set XDG_RUNTIME_DIR to a folder of yours with a short path");
        }
        return elsewhere;
    }

    private static boolean fits(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    }

    private String hash() {
        return PasswordHash.ofPassword(data.toAbsolutePath().normalize().toString())
                .hex()
                .substring(0, SHORT_HASH);
    }

    /** The port that a registry has written down; empty if there is none. */
    Optional<Port> port() throws IOException {
        Path file = portFile();
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        String[] words = Files.readString(file).strip().split(" ");
        return words.length == 2 && words[0].matches("[0-9]{1,5}")
                ? Optional.of(new Port(Integer.parseInt(words[0]), words[1]))
                : Optional.empty();
    }

    /** Writes the port and a secret, for the owner only. */
    Port write(int number, byte[] secret) throws IOException {
        Port port = new Port(number, HexFormat.of().formatHex(secret));
        removePort();
        OwnerOnly.createFile(portFile());
        Files.writeString(portFile(), port.number() + " " + port.secret() + "\n");
        return port;
    }

    void removePort() throws IOException {
        Files.deleteIfExists(portFile());
    }

    private Path portFile() {
        return data.resolve(PORT);
    }
}
