package org.hobnob.launcher.demo.storm;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hobnob.launcher.child.ChildProcess;
import org.hobnob.launcher.child.DemoFailedException;
import org.hobnob.launcher.child.Play;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.net.DatagramLoss;
import org.hobnob.net.LineCuts;
import org.hobnob.peer.console.screen.Appearance;
import org.hobnob.peer.console.terminal.PictureTerminal;
import org.hobnob.peer.console.terminal.TerminalConsole;
import org.hobnob.peer.console.text.Role;

/** {@code hobnob demo --storm}: runs a storm, shows it, and judges it. */
public final class StormCommand implements Play {
    private static final String TITLE = "Hobnob in a storm: four consoles and a registry, " + Storm.LOSS_PERCENT
            + " % of all datagrams are dropped";

    private final PrintStream out;
    private final Film view;
    private final Storm storm;
    private final Optional<Path> svg;

    /**
     * @param folder an empty folder for all data and logs
     * @param plain whether to print whole lines even on a terminal
     * @param svg where to write what was shown, as an animated picture
     * @throws IOException if the terminal cannot be used
     */
    public StormCommand(Path folder, PrintStream out, boolean plain, Optional<Path> svg) throws IOException {
        this.out = out;
        this.svg = svg;
        view = new Film(view(out, plain), board());
        storm = new Storm(folder, view, processes(folder));
    }

    private static View view(PrintStream out, boolean plain) throws IOException {
        if (plain || Appearance.isDumb(System.getenv()) || !TerminalConsole.isThere()) {
            return new LinesView(out);
        }
        PictureTerminal terminal = PictureTerminal.open(
                Appearance.of(Appearance.Color.AUTO, System.getenv()),
                () -> System.exit(ExitCode.INTERRUPTED.number()));
        if (terminal.columns() < Board.MIN_COLUMNS) {
            terminal.close();
            return new LinesView(out);
        }
        return new PanesView(board(), terminal);
    }

    private static Board board() {
        return new Board(TITLE, Storm.ROOM, Storm.NAMES);
    }

    /** Processes whose datagram sockets lose {@link Storm#LOSS_PERCENT} per cent, and whose connections are cut. */
    static Children processes(Path folder) {
        List<String> options = List.of(
                "-D" + DatagramLoss.PROPERTY + "=" + Storm.LOSS_PERCENT, "-D" + LineCuts.PROPERTY + "=" + Storm.CUT_S);
        return (name, shown, arguments) -> ChildProcess.start(
                name,
                folder,
                options,
                line -> {
                    shown.accept(line);
                    return true;
                },
                arguments);
    }

    /**
     * Runs it and prints the count.
     *
     * @throws DemoFailedException where something did not happen that should, or lines were lost, shown twice or forged
     */
    @Override
    public void run() throws IOException {
        storm.run();
        Count count = storm.count();
        view.count(count.isGood() ? Role.SUCCESS : Role.ERROR, count.line());
        view.close();
        count.complaints().forEach(out::println);
        out.println(count.line());
        out.flush();
        if (svg.isPresent()) {
            Files.writeString(svg.get(), SvgFilm.draw(view.frames()));
        }
        if (!count.isGood()) {
            throw new DemoFailedException("the storm was lost");
        }
    }

    @Override
    public void close() {
        storm.close();
        view.close();
    }
}
