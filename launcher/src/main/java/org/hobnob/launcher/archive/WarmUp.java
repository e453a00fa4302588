package org.hobnob.launcher.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.hobnob.launcher.Main;
import org.hobnob.net.Interfaces;
import org.hobnob.peer.console.terminal.TerminalConsole;

/**
 * Does what a command does until it is ready, on loopback and in a folder of its own, and ends: whoever runs it records
 * the classes that this takes.
 */
final class WarmUp {
    private static final String LOOPBACK = "127.0.0.1";
    private static final long PATIENCE_MINUTES = 10;

    private WarmUp() {}

    /** @param args the command, {@code registry} or {@code peer}, and an empty folder for its data */
    public static void main(String[] args) throws IOException {
        haltLater();
        switch (args[0]) {
            case "registry" -> registry(Path.of(args[1]));
            case "peer" -> peer();
            default -> throw new IllegalArgumentException("no warm-up for " + args[0]);
        }
    }

    private static void haltLater() {
        Thread halt = new Thread(() -> {
            try {
                TimeUnit.MINUTES.sleep(PATIENCE_MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(1);
        });
        halt.setDaemon(true);
        halt.start();
    }

    /** Names a file of settings, so that the user's is not read. */
    private static void registry(Path folder) throws IOException {
        Path settings = Files.writeString(folder.resolve("registry.yaml"), "name: warm-up\n");
        System.setOut(new PrintStream(new LineWatch("registry ready", () -> System.exit(0)), true));
        Main.main(new String[] {
            "registry",
            "--config=" + settings,
            "--data=" + folder.resolve("data"),
            "--host=" + LOOPBACK,
            "--port=0",
            "--udp-port=0",
            "--no-announce",
            "--interface=" + Interfaces.loopback().name()
        });
    }

    /** Asks its first question of a terminal that nobody sees; then finds no registry. */
    private static void peer() throws IOException {
        TerminalConsole.isThere();
        byte[] keys = "\r".getBytes(StandardCharsets.US_ASCII);
        try (TerminalConsole terminal =
                TerminalConsole.over(new ByteArrayInputStream(keys), OutputStream.nullOutputStream())) {
            terminal.ask("? ");
        }
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            port = closed.getLocalPort();
        }
        Main.main(new String[] {
            "peer",
            "--plain",
            "--registry=" + LOOPBACK + ":" + port,
            "--interface=" + Interfaces.loopback().name()
        });
    }
}
