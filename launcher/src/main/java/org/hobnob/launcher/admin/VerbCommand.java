package org.hobnob.launcher.admin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hobnob.admin.Parameter;
import org.hobnob.admin.Verb;
import org.hobnob.admin.VerbText;
import org.hobnob.launcher.cli.ExitCode;
import org.hobnob.launcher.cli.Version;
import org.hobnob.socket.JsonLine;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The command of one verb: reads its arguments, asks where the verb is dangerous, and prints the answer. */
final class VerbCommand implements Callable<Integer> {
    private static final String YES = "--yes";
    private static final String PASSWORD = "password";
    private static final String FOLLOW = "follow";

    private final Verb verb;
    private final AdminCommand options;
    private CommandSpec spec;

    private VerbCommand(Verb verb, AdminCommand options) {
        this.verb = verb;
        this.options = options;
    }

    static CommandLine of(Verb verb, AdminCommand options) {
        VerbCommand command = new VerbCommand(verb, options);
        CommandSpec spec = CommandSpec.wrapWithoutInspection(command)
                .name(verb.name().replaceFirst(".* ", ""))
                .mixinStandardHelpOptions(true)
                .versionProvider(new Version());
        String help = verb.help();
        spec.usageMessage().description(Character.toUpperCase(help.charAt(0)) + help.substring(1) + ".");
        verb.takes().forEach(one -> add(spec, one));
        if (takesPassword(verb)) {
            NewPassword.addOptions(spec);
        }
        if (verb.question().isPresent()) {
            spec.addOption(OptionSpec.builder(YES)
                    .type(boolean.class)
                    .arity("0")
                    .description("does it without asking")
                    .build());
        }
        command.spec = spec;
        return new CommandLine(spec);
    }

    private static boolean takesPassword(Verb verb) {
        return verb.takes().stream().anyMatch(one -> one.name().equals(PASSWORD));
    }

    private static void add(CommandSpec spec, Parameter one) {
        switch (one.kind()) {
            case WORD ->
                spec.addPositional(PositionalParamSpec.builder()
                        .paramLabel(one.label())
                        .description(one.meaning())
                        .type(one.isNumber() ? Integer.class : String.class)
                        .arity(one.isRequired() ? "1" : "0..1")
                        .build());
            case REST ->
                spec.addPositional(PositionalParamSpec.builder()
                        .paramLabel(one.label())
                        .description(one.meaning())
                        .type(String[].class)
                        .arity(one.isRequired() ? "1..*" : "0..*")
                        .build());
            case OPTION ->
                spec.addOption(OptionSpec.builder("--" + one.name())
                        .paramLabel(one.label())
                        .description(one.meaning())
                        .type(one.isNumber() ? Integer.class : String.class)
                        .required(one.isRequired())
                        .build());
            case FLAG ->
                spec.addOption(OptionSpec.builder("--" + one.name())
                        .type(Boolean.class)
                        .arity("0")
                        .description(one.meaning())
                        .build());
            case HIDDEN -> {
                // A program puts it in.
            }
        }
    }

    @Override
    public Integer call() throws IOException {
        JsonObject args = args();
        try (AdminClient client = AdminClient.connect(options.data())) {
            confirm(args);
            Optional<NewPassword> password = takesPassword(verb) ? Optional.of(NewPassword.of(spec)) : Optional.empty();
            password.ifPresent(one -> args.put(PASSWORD, one.hash().hex()));
            JsonObject answer = client.ask(verb, args);
            password.filter(one -> !one.shown().isEmpty()).ifPresent(one -> answer.put(PASSWORD, one.shown()));
            print(args, whole(client, args, answer));
            if (Boolean.TRUE.equals(args.getValue(FOLLOW))) {
                follow(client);
            }
            return answer.getBoolean(VerbText.FAILED, false) ? ExitCode.USER_FIXABLE.number() : ExitCode.OK.number();
        }
    }

    /** Until nobody reads any more what is printed, or the registry ends. */
    private void follow(AdminClient client) {
        while (!System.out.checkError()) {
            JsonObject told = client.next();
            JsonObject row = told.getJsonObject("row");
            if (row == null) {
                System.err.println("note: " + told.getInteger("missed", 0) + " lines were not read in time");
            } else {
                System.out.println(
                        options.isJson() ? JsonLine.of(row) : VerbText.row(verb, row, ZoneId.systemDefault()));
            }
        }
    }

    /** All pages of a list in one. */
    private JsonObject whole(AdminClient client, JsonObject args, JsonObject first) {
        JsonObject answer = first;
        while (isContinued(args, answer)) {
            JsonArray before = answer.getJsonArray(VerbText.ROWS);
            JsonObject next = client.ask(verb, args.copy().put("after", answer.getString(VerbText.NEXT)));
            next.put(VerbText.ROWS, before.addAll(next.getJsonArray(VerbText.ROWS)));
            answer = next;
        }
        return answer;
    }

    private static boolean isContinued(JsonObject args, JsonObject answer) {
        return !args.containsKey("limit") && answer.getBoolean(VerbText.MORE, false);
    }

    private JsonObject args() {
        JsonObject args = new JsonObject();
        List<PositionalParamSpec> places = spec.positionalParameters();
        int place = 0;
        for (Parameter one : verb.takes()) {
            Object value = switch (one.kind()) {
                case WORD -> places.get(place++).getValue();
                case REST ->
                    Optional.ofNullable(places.get(place++).<String[]>getValue())
                            .map(words -> String.join(" ", words))
                            .orElse(null);
                case OPTION, FLAG -> spec.findOption("--" + one.name()).getValue();
                case HIDDEN -> null;
            };
            if (value != null) {
                args.put(one.name(), value);
            }
        }
        return args;
    }

    private void confirm(JsonObject args) {
        verb.question(args).ifPresent(question -> {
            if (!Boolean.TRUE.equals(spec.findOption(YES).getValue())) {
                Confirmation.ask(question);
            }
        });
    }

    private void print(JsonObject args, JsonObject answer) {
        if (!options.isJson()) {
            VerbText.lines(verb, args, answer, ZoneId.systemDefault()).forEach(System.out::println);
            if (takesPassword(verb) && answer.containsKey(PASSWORD)) {
                System.out.println("password: " + answer.getString(PASSWORD));
            }
        } else if (answer.containsKey(VerbText.ROWS)) {
            answer.getJsonArray(VerbText.ROWS).forEach(row -> System.out.println(JsonLine.of((JsonObject) row)));
            VerbText.note(answer).ifPresent(System.err::println);
        } else {
            System.out.println(JsonLine.of(answer));
        }
    }
}
