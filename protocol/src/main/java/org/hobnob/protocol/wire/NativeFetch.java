package org.hobnob.protocol.wire;

import java.util.Optional;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.peer.FetchFile;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.UserName;

/** The native spelling of the lines before and behind the bytes of a file (SPEC 16.2). */
public final class NativeFetch {
    private static final String TAG = "1";
    private static final String FETCH = "FETCH_FILE";
    private static final String ANSWER = "FETCH_FILE_RESPONSE";
    private static final String END = "FETCH_FILE_END";
    private static final int OK = 200;

    private NativeFetch() {}

    /** Encodes the question, without a line feed. */
    public static String print(FetchFile fetch) {
        return new LineBuilder()
                .word(fetch.requester())
                .param("id", fetch.id().hex())
                .param("from", fetch.from())
                .param("sha256", fetch.sha256())
                .build(TAG, FETCH)
                .print();
    }

    /** Parses a question; empty if it is anything else. */
    public static Optional<FetchFile> parse(String line) {
        return named(line, FETCH).flatMap(fields -> {
            UserName requester = fields.word(UserName::of);
            MessageId id = fields.required("id", MessageId::of);
            Long from = fields.required("from", Fields::wholeNumber);
            Optional<String> hash = fields.param("sha256", NativeFetch::hash);
            return valid(fields.finish(Command.UNKNOWN, () -> new FetchFile(requester, id, from, hash)));
        });
    }

    /** Encodes the answer, without a line feed. */
    public static String print(FetchFile.Answer answer) {
        return status(answer.code())
                .param("answer", answer.word())
                .build(TAG, ANSWER)
                .print();
    }

    /** Parses an answer; empty if it is anything else. */
    public static Optional<FetchFile.Answer> parseAnswer(String line) {
        return named(line, ANSWER).flatMap(fields -> {
            Integer code = code(fields);
            String word = fields.param("answer", Optional::of, null);
            return valid(fields.finish(Command.UNKNOWN, () -> FetchFile.Answer.of(code, word)));
        });
    }

    /** Encodes the end, without a line feed. */
    public static String print(FetchFile.End end) {
        return status(end.sha256().isPresent() ? OK : 404)
                .param("sha256", end.sha256())
                .build(TAG, END)
                .print();
    }

    /** Parses an end; empty if it is anything else. */
    public static Optional<FetchFile.End> parseEnd(String line) {
        return named(line, END).flatMap(fields -> {
            Integer code = code(fields);
            Optional<String> hash = code != null && code == OK
                    ? Optional.ofNullable(fields.required("sha256", NativeFetch::hash))
                    : Optional.empty();
            return valid(fields.finish(Command.UNKNOWN, () -> new FetchFile.End(hash)));
        });
    }

    private static Integer code(Fields fields) {
        fields.word(Optional::of);
        return fields.word(NativeReplies::code);
    }

    private static Optional<Fields> named(String line, String name) {
        return NativeLine.parse(line).filter(read -> read.name().equals(name)).map(Fields::new);
    }

    private static Optional<String> hash(String text) {
        return Optional.of(text).filter(FetchFile::isHash);
    }

    private static LineBuilder status(int code) {
        return new LineBuilder()
                .word("<" + StatusCode.phrase(Command.UNKNOWN, code) + ">")
                .word("<" + code + ">");
    }

    private static <T> Optional<T> valid(Parsed<T> parsed) {
        return parsed instanceof Parsed.Valid<T> read ? Optional.of(read.value()) : Optional.empty();
    }
}
