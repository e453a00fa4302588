package org.hobnob.peer.console;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hobnob.bus.Addresses;
import org.hobnob.bus.Bus;
import org.hobnob.peer.console.command.AccountActions;
import org.hobnob.peer.console.command.Commands;
import org.hobnob.peer.console.command.Completions;
import org.hobnob.peer.console.command.Password;
import org.hobnob.peer.console.command.Place;
import org.hobnob.peer.console.command.ScriptNewcomers;
import org.hobnob.peer.console.form.Flow;
import org.hobnob.peer.console.screen.Prompt;
import org.hobnob.peer.console.screen.Screen;
import org.hobnob.peer.console.screen.TallyScreen;
import org.hobnob.peer.console.state.Arrival;
import org.hobnob.peer.console.state.ConsoleState;
import org.hobnob.peer.console.state.LinkWording;
import org.hobnob.peer.console.state.Newcomers;
import org.hobnob.peer.console.state.Requests;
import org.hobnob.peer.console.text.Entry;
import org.hobnob.peer.history.Recorder;
import org.hobnob.peer.settings.PeerValues;
import org.hobnob.protocol.message.value.UserName;

/**
 * The user interface of a peer, for a person or a script. Runs commands one after the other, sends at once what is said,
 * and shows what happens.
 */
public final class ConsoleVerticle extends VerticleBase {
    private final TallyScreen screen;
    private final Optional<Clock> clock;
    private final PeerValues settings;
    private final Runnable end;
    private final Place place;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private volatile Consumer<Prompt> promptListener = prompt -> {};
    private volatile Arrival arrival = Arrival.PLAIN;
    private ConsoleState console;
    private Recorder recorder;
    private Commands commands;
    private Optional<Flow> flow = Optional.empty();
    private Context ownContext;
    private boolean busy;

    /**
     * Creates a console for scripts: every line is a command or a message, and every chat request is accepted.
     *
     * @param end ends the program; called once, when the user leaves
     */
    public ConsoleVerticle(Screen screen, PeerValues settings, Runnable end) {
        this(screen, Optional.empty(), settings, Place.OWN, end);
    }

    private ConsoleVerticle(Screen screen, Optional<Clock> clock, PeerValues settings, Place place, Runnable end) {
        this.place = place;
        this.screen = new TallyScreen(screen);
        this.clock = clock;
        this.settings = settings;
        this.end = end;
    }

    /**
     * Creates a console with menus and questions, for a person.
     *
     * @param end ends the program; called once, when the user leaves
     */
    public static ConsoleVerticle withMenus(Screen screen, Clock clock, PeerValues settings, Runnable end) {
        return new ConsoleVerticle(screen, Optional.of(clock), settings, Place.OWN, end);
    }

    /**
     * Creates the console of a person at another machine, to whom nothing of this one belongs. Whoever makes it logs in first.
     *
     * @param end ends the program; called once, when the user leaves
     */
    public static ConsoleVerticle hosted(Screen screen, Clock clock, PeerValues settings, Runnable end) {
        return new ConsoleVerticle(screen, Optional.of(clock), settings, Place.HOSTED, end);
    }

    /** Whether files of this machine are the user's. */
    public boolean isAtHome() {
        return place == Place.OWN;
    }

    @Override
    public Future<?> start() {
        ownContext = context;
        Bus bus = new Bus(vertx);
        recorder = new Recorder(bus);
        console = new ConsoleState(new OwnRequests(vertx, bus, recorder), screen, settings);
        commands = new Commands(console, end, clock.orElseGet(Clock::systemDefaultZone), place);
        flow = clock.map(time -> new Flow(console, commands, time, this::later, this::changed));
        LinkWording link = clock.map(LinkWording::timed).orElseGet(LinkWording::whole);
        Newcomers newcomers = flow.<Newcomers>map(one -> one).orElseGet(() -> new ScriptNewcomers(console, commands));
        Presenter presenter = new Presenter(console, link, newcomers, clock.orElseGet(Clock::systemDefaultZone));
        return bus.hear(Addresses.PEER_CONSOLE, thenChanged(presenter.events()));
    }

    private Map<String, Consumer<JsonObject>> thenChanged(Map<String, Consumer<JsonObject>> events) {
        return events.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> json -> {
            screen.aside(() -> entry.getValue().accept(json));
            record(entry.getKey(), json);
            flow.ifPresent(Flow::settle);
        }));
    }

    /** What an ignored user says is not kept. */
    private void record(String action, JsonObject json) {
        if (!console.ignored().hides(json.getString("user", ""))) {
            recorder.shown(action, json, console.conversations().isCurrent(Hearing.where(json)));
        }
    }

    private void changed() {
        flow.ifPresent(one -> promptListener.accept(one.prompt()));
    }

    /** Queues a line, without waiting for those before it. Thread-safe. */
    public void line(String line) {
        enter(line);
    }

    /**
     * What became of a script's lines.
     *
     * @param failed how many errors there were
     * @param partly whether members of a room lack a message
     * @param queued whether a private message waits to be sent
     */
    public record Outcome(int failed, boolean partly, boolean queued) {}

    /** Returns what became of the lines; to be asked after the end. */
    public Outcome outcome() {
        return new Outcome(
                screen.errors(),
                console.unfinished().isPartly(),
                console.unfinished().isQueued());
    }

    /** Says that no more lines will follow; the console ends when all queued ones are done. Thread-safe. */
    public void noMoreLines() {
        inTurn(() -> commands.shown(commands::quit));
    }

    /**
     * Logs in for a script, creating the account first if {@code signup} is set.
     *
     * @param stay whether the profile's key may log in from now on
     * @return fails with a {@link org.hobnob.protocol.message.RefusalException} if the registry refuses
     */
    public Future<Void> login(UserName user, Password password, boolean signup, boolean stay) {
        AccountActions.Login login = new AccountActions.Login(user, password).staying(stay);
        return inTurn(() ->
                signup ? commands.accounts().signup(login) : commands.accounts().login(login));
    }

    /** Fails unless everybody may make an account of this name now; also where the registry does not tell. */
    public Future<Void> requireFree(UserName user) {
        return inTurn(() -> commands.accounts().requireFree(user));
    }

    /**
     * Logs in with the profile's key, for a script.
     *
     * @return fails with a {@link org.hobnob.protocol.message.RefusalException} if the registry refuses
     */
    public Future<Void> login(UserName user) {
        return inTurn(() -> commands.accounts().loginByKey(user));
    }

    /** The console's requests over the bus. */
    private record OwnRequests(Vertx vertx, Bus bus, Recorder recorder) implements Requests {
        @Override
        public Future<JsonObject> ask(String address, String action, JsonObject body, long timeoutMs) {
            return recorder.asked(address, action, body, bus.request(address, action, body, timeoutMs));
        }

        @Override
        public <T> Future<T> offTheLoop(Callable<T> work) {
            return vertx.executeBlocking(work);
        }
    }

    private void later(long afterMs, Runnable work) {
        vertx.setTimer(afterMs, due -> work.run());
    }

    /** Handles one typed line; see {@link #enter(Entry)}. */
    public Future<Void> enter(String line) {
        return enter(Entry.typed(line));
    }

    /**
     * Handles what was entered, which may be several lines. Succeeds when the next can follow and the listener has received the
     * next prompt, also after a fault, which is shown: after a command has been answered; after text has gone out, whatever
     * becomes of it.
     */
    public Future<Void> enter(Entry entry) {
        return inTurn(() -> commands.shown(
                        () -> flow.map(one -> one.entry(entry)).orElseGet(() -> commands.run(entry.line()))))
                .onComplete(done -> changed());
    }

    /** The user pressed Ctrl-D on an empty line; see {@link Flow#endOfInput}. */
    public Future<Void> endOfInput() {
        return inTurn(() -> flow.orElseThrow().endOfInput()).onComplete(done -> changed());
    }

    /** Runs a command for a key that was pressed while a line is being typed. */
    public void key(String command) {
        enter(command);
    }

    /** Says with what the user comes; to be called before {@link #begin}. */
    public void arriving(Arrival with) {
        arrival = with;
    }

    /**
     * Logs in whom the profile's key keeps logged in, or asks for the password of whoever was logged in last, or shows the
     * first menu. Succeeds when the listener has received the first prompt; it also receives all later ones.
     */
    public Future<Void> begin(Consumer<Prompt> listener) {
        promptListener = listener;
        return inTurn(() -> commands.accounts()
                        .loginStayed()
                        .compose(done -> commands.accounts().lastUser())
                        .compose(last -> flow.orElseThrow().begin(arrival, last)))
                .onComplete(done -> changed());
    }

    /** As {@link Completions#of}. Thread-safe. */
    public Future<List<Completions.Completion>> completions(List<String> words, int at) {
        Promise<List<Completions.Completion>> found = Promise.promise();
        ownContext.runOnContext(
                now -> new Completions(console, commands).of(words, at).onComplete(found));
        return found.future();
    }

    private Future<Void> inTurn(Supplier<Future<Void>> work) {
        Promise<Void> done = Promise.promise();
        ownContext.runOnContext(now -> {
            // Composed, so that a fault ends this work alone.
            waiting.add(() -> Future.<Void>succeededFuture()
                    .compose(begun -> work.get())
                    .onComplete(done)
                    .onComplete(over -> ownContext.runOnContext(next -> {
                        busy = false;
                        next();
                    })));
            next();
        });
        return done.future();
    }

    private void next() {
        if (!busy && !waiting.isEmpty()) {
            busy = true;
            waiting.remove().run();
        }
    }
}
