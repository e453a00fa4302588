package org.hobnob.peer.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.hobnob.peer.console.form.FlowFixture;
import org.hobnob.peer.settings.PeerKey;
import org.junit.jupiter.api.Test;

/** Files at the console: offering, taking, refusing, and what is told of them. */
class FileFlowTest {
    private static final String HOSTILE = "a\u001b[31m\u202egnp.exe";
    private final FlowFixture dana = FlowFixture.loggedIn();

    private static JsonObject file(boolean own, String state) {
        return new JsonObject()
                .put("number", 3)
                .put("id", "0a".repeat(16))
                .put("own", own)
                .put("user", "omar")
                .put("name", "notes.pdf")
                .put("size", 1_234_567L)
                .put("state", state);
    }

    private static JsonObject progress(long done) {
        return file(false, "accepted")
                .put("done", done)
                .put("size", 1_000_000L)
                .put("rate", 12_000_000L)
                .put("leftMs", 20_000L);
    }

    private void answers(String action, JsonObject answer) {
        dana.peer.files.put(action, answer);
    }

    @Test
    void fileIsOfferedToAUser() {
        answers("send", new JsonObject().put("offers", new JsonArray().add(file(true, "waiting"))));
        dana.type("/send my notes.pdf @omar")
                .asked("send {\"path\":\"my notes.pdf\",")
                .asked("\"user\":\"omar\"}");
        dana.sees("-- notes.pdf (1.2 MB) goes to omar once accepted: file 3; /cancel 3 takes it back");
        dana.type("/send \"my  notes.pdf\" #lab3").asked("\"room\":\"lab3\"}");
    }

    @Test
    void whoCannotTakeItAndWhoIsAwayIsSaid() {
        answers(
                "send",
                new JsonObject()
                        .put("offers", new JsonArray().add(file(true, "waiting")))
                        .put("away", new JsonArray().add("omar"))
                        .put("without", new JsonArray().add("carl")));
        dana.type("/send notes.pdf #lab3").sees("!! carl's program cannot take files");
        dana.sees("-!- omar is not here now: the file is offered when you are both here");
    }

    @Test
    void whatIsNoFileIsSaid() {
        Map<String, String> words = Map.of(
                "no-file", "there is no file x here",
                "folder", "x is a folder: pack it",
                "special", "x is a device or a pipe",
                "unreadable", "x cannot be read");
        words.forEach((why, said) -> {
            answers("send", new JsonObject().put("refused", why));
            dana.clear().type("/send x omar").sees("!! " + said);
        });
        dana.clear()
                .type("/send x dana")
                .sees("!! a file goes to somebody else")
                .askedNot("send");
    }

    @Test
    void offerIsAcceptedByItsNumberIntoTheFolderOfTheSettings() {
        answers("accept", file(false, "accepted").put("path", "/home/d/notes.pdf"));
        dana.hear("file", file(false, "offered").put("verified", false))
                .sees("-!- omar offers you notes.pdf (1.2 MB): /accept 3 or /reject 3");
        dana.type("/accept 3").asked("accept {\"number\":3,\"folder\":\"~/Downloads\"}");
        dana.sees("-- notes.pdf from omar comes to /home/d/notes.pdf; /cancel 3 gives it up");
        answers("drop", file(false, "offered"));
        dana.type("/reject 3").asked("drop {\"number\":3}").sees("-- notes.pdf from omar is refused");
    }

    @Test
    void acceptWithoutANumberTakesWhatWasAskedFirst() {
        answers("list", new JsonObject().put("files", new JsonArray().add(file(false, "offered"))));
        answers("accept", file(false, "accepted").put("path", "/x"));
        dana.type("/accept").asked("accept {\"number\":3");
        dana.clear().hear("chat-request", new JsonObject().put("user", "omar"));
        dana.type("/accept").asked("answer {\"user\":\"omar\",\"accept\":true}").askedNot("accept {\"number");
    }

    @Test
    void acceptWithoutANumberGoesOnWithWhatStopped() {
        JsonArray files = new JsonArray().add(file(false, "stopped"));
        answers("list", new JsonObject().put("files", files));
        answers("accept", file(false, "accepted").put("path", "/x"));
        dana.type("/reject").sees("!! nobody asks for a chat or offers a file").askedNot("drop {");
        dana.type("/accept").asked("accept {\"number\":3");
        files.add(file(false, "offered").put("number", 5));
        dana.clear().type("/accept").asked("accept {\"number\":5");
    }

    @Test
    void verifiedContactsFilesAreTakenIfTheSettingSaysSo() {
        dana.hear("file", file(false, "offered").put("verified", true)).askedNot("accept {");
        dana.session.settings().set(PeerKey.ACCEPT_FILES, Optional.of("verified"));
        answers("accept", file(false, "accepted").put("path", "/x"));
        dana.hear("file", file(false, "offered").put("verified", false)).askedNot("accept {");
        dana.hear("file", file(false, "offered").put("verified", true)).asked("accept {\"number\":3");
    }

    @Test
    void ignoredUsersOffersAreNotShown() {
        dana.hear(
                "ignored",
                new JsonObject()
                        .put(
                                "users",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("user", "omar")
                                                .put("level", "ignored"))));
        dana.hear("file", file(false, "offered")).seesNot("notes.pdf");
    }

    @Test
    void hostileNameIsHarmless() {
        dana.hear("file", file(false, "offered").put("name", HOSTILE));
        dana.sees("a\ufffd[31m\ufffdgnp.exe").seesNot("\u001b").seesNot("\u202e");
        dana.hear("file-progress", progress(10).put("name", HOSTILE.repeat(9)));
        dana.prompts("[a\ufffd[31m\ufffdgnp.exea\ufffd[31m\ufffdgn… 0%, 12 MB/s, 20 s left] Choice: ");
    }

    @Test
    void progressStandsBeforeThePromptUntilTheEnd() {
        dana.hear("file-progress", progress(450_000))
                .prompts("[notes.pdf 45%, 12 MB/s, 20 s left] Choice: ")
                .seesNot("45%");
        dana.hear("file", file(false, "done").put("path", "/home/d/notes.pdf"))
                .prompts("Choice: ")
                .sees("-- notes.pdf from omar is here, whole and checked: /home/d/notes.pdf");
    }

    @Test
    void fileThatStandsLeavesThePrompt() {
        dana.hear("file-progress", progress(450_000)).prompts("[notes.pdf 45%, 12 MB/s, 20 s left] Choice: ");
        dana.hear("file-progress", progress(450_000).put("rate", 0).put("stands", true))
                .prompts("Choice: ");
    }

    @Test
    void endsAreToldWithWhatToDoNext() {
        dana.hear("file", file(true, "refused")).sees("-!- omar does not want notes.pdf");
        dana.hear("file", file(true, "failed").put("why", "changed")).sees("/send it again");
        dana.hear("file", file(false, "failed").put("why", "wrong-hash")).sees("and was removed: ask omar");
        dana.hear("file", file(false, "stopped").put("why", "no-space"))
                .sees("!! no space is left for notes.pdf: free some, then /accept 3 goes on where it was");
        dana.hear("file", file(false, "withdrawn")).sees("-!- omar took back notes.pdf");
    }

    @Test
    void listTellsWhatCanBeDone() {
        answers(
                "list",
                new JsonObject()
                        .put(
                                "files",
                                new JsonArray()
                                        .add(file(false, "offered"))
                                        .add(progress(250_000).put("number", 4).put("running", true))));
        dana.type("/files").sees("  3  notes.pdf (1.2 MB) from omar: /accept 3 takes it, /reject 3 refuses it");
        dana.sees("  4  notes.pdf (1.0 MB) from omar: 25%, 12 MB/s, 20 s left");
    }
}
