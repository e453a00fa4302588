package org.hobnob.launcher.bench.load;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.text.SafeText;
import org.hobnob.protocol.wire.NativeLine;
import org.hobnob.protocol.wire.NativeReplies;
import org.hobnob.protocol.wire.NativeRequests;
import org.hobnob.protocol.wire.Parsed;

/** Encodes requests and decodes answers, parsing no more of an answer than its use requires. */
public final class Answers {
    private static final String SUCCESS = "<200>";
    private static final int STATUS_WORD = 2;

    private Answers() {}

    /** The native line of a request. */
    static Buffer question(Request request) {
        String line = NativeRequests.print(ClientConnection.TAG, request).print() + "\n";
        return Buffer.buffer(line, StandardCharsets.UTF_8.name());
    }

    /**
     * Parses a native answer completely.
     *
     * @throws OperationFailedException if it is a refusal or malformed
     */
    public static Reply reply(Command asked, String line) {
        Parsed<Reply> parsed = NativeLine.parse(line)
                .map(whole -> NativeReplies.parse(whole, asked))
                .orElseThrow(() -> new OperationFailedException(OperationFailedException.UNREADABLE));
        if (!(parsed instanceof Parsed.Valid<Reply> valid)) {
            throw new OperationFailedException(OperationFailedException.UNREADABLE);
        }
        if (valid.value() instanceof Reply.Refused refused) {
            throw new OperationFailedException(refused.reason().word());
        }
        return valid.value();
    }

    /** Checks only the code of a native answer; fails with the reason of a refusal. */
    static Future<String> succeeded(String line) {
        int status = line.indexOf(" <", line.indexOf(" <") + 1) + 1;
        return line.startsWith(SUCCESS, status)
                ? Future.succeededFuture(line)
                : Future.failedFuture(new OperationFailedException(reason(line)));
    }

    private static String reason(String line) {
        return NativeLine.parse(line)
                .flatMap(whole -> Optional.ofNullable(whole.params().get("reason")))
                .map(SafeText::of)
                .orElse(OperationFailedException.UNREADABLE);
    }

    /** Checks only the code of an original answer; fails with its first words if it is not a success. */
    static Future<String> originalSucceeded(String answer) {
        String[] words = answer.split("\\s+", STATUS_WORD + 2);
        return words.length > STATUS_WORD && words[STATUS_WORD].equals(SUCCESS)
                ? Future.succeededFuture(answer)
                : Future.failedFuture(new OperationFailedException(
                        words.length > STATUS_WORD
                                ? SafeText.of(words[1] + " " + words[STATUS_WORD])
                                : OperationFailedException.UNREADABLE));
    }
}
