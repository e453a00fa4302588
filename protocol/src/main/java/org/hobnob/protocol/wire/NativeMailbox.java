package org.hobnob.protocol.wire;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hobnob.protocol.mailbox.Letter;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.mailbox.StoredLetter;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UnixTime;
import org.hobnob.protocol.message.value.UserName;

/** The native spelling of requests about mailboxes and their replies (SPEC 14.3). */
public final class NativeMailbox {
    private NativeMailbox() {}

    static void writePutPrekeys(Request.PutPrekeys put, LineBuilder line) {
        put.prekeys().forEach(prekey -> line.word(word(prekey.bytes())));
    }

    static Parsed<Request> readPutPrekeys(Fields fields) {
        List<Prekey> prekeys = fields.groups(1, () -> fields.word(NativeMailbox::prekey));
        return fields.finish(Command.PUT_PREKEYS, () -> new Request.PutPrekeys(prekeys));
    }

    static Parsed<Request> readTakePrekey(Fields fields) {
        UserName user = fields.word(UserName::of, Reason.NO_SUCH_USER);
        return fields.finish(Command.TAKE_PREKEY, () -> new Request.TakePrekey(user));
    }

    static void writePutLetter(Request.PutLetter put, LineBuilder line) {
        line.word(put.user())
                .word(word(put.letter().bytes()))
                .param("token", put.token().map(PutToken::reveal));
    }

    static Parsed<Request> readPutLetter(Fields fields) {
        UserName user = fields.word(UserName::of, Reason.NO_SUCH_USER);
        Letter letter = fields.word(NativeMailbox::letter);
        Optional<PutToken> token = fields.param("token", PutToken::of);
        return fields.finish(Command.PUT_LETTER, () -> new Request.PutLetter(user, letter, token));
    }

    static Parsed<Request> readFetchLetters(Fields fields) {
        Optional<MessageId> after = fields.param("after", MessageId::of);
        return fields.finish(Command.FETCH_LETTERS, () -> new Request.FetchLetters(after));
    }

    static void writeDropLetters(Request.DropLetters drop, LineBuilder line) {
        drop.ids().forEach(line::word);
        line.param("from", drop.from());
    }

    static Parsed<Request> readDropLetters(Fields fields) {
        List<MessageId> ids = fields.groups(1, () -> fields.word(MessageId::of));
        Optional<UserName> from = fields.param("from", UserName::of);
        return fields.finish(Command.DROP_LETTERS, () -> new Request.DropLetters(ids, from));
    }

    static Parsed<Request> readAllowMail(Fields fields) {
        String hash = fields.word(Optional::of);
        Integer quota = fields.word(Fields::number);
        return fields.finish(Command.ALLOW_MAIL, () -> new Request.AllowMail(hash, quota));
    }

    static Parsed<Reply> readPrekeysPut(Fields fields) {
        Integer left = fields.required("left", Fields::number);
        return fields.finish(Command.PUT_PREKEYS, () -> new Reply.PrekeysPut(left));
    }

    static void write(Reply.PrekeyTaken taken, LineBuilder line) {
        line.word(taken.key()).word(word(taken.prekey().bytes()));
    }

    static Parsed<Reply> readPrekeyTaken(Fields fields) {
        PublicKey key = fields.word(PublicKey::of);
        Prekey prekey = fields.word(NativeMailbox::prekey);
        return fields.finish(Command.TAKE_PREKEY, () -> new Reply.PrekeyTaken(key, prekey));
    }

    static Parsed<Reply> readLetterPut(Fields fields) {
        MessageId id = fields.required("id", MessageId::of);
        return fields.finish(Command.PUT_LETTER, () -> new Reply.LetterPut(id));
    }

    static void write(Reply.Letters letters, LineBuilder line) {
        letters.letter()
                .ifPresent(stored -> line.word(stored.id())
                        .word(stored.at())
                        .word(word(stored.letter().bytes())));
        line.param("more", letters.more() ? "yes" : "no");
    }

    static Parsed<Reply> readLetters(Fields fields) {
        Optional<Supplier<StoredLetter>> stored = fields.hasWord() ? Optional.of(stored(fields)) : Optional.empty();
        boolean more = fields.param("more", Fields::flag, false);
        return fields.finish(Command.FETCH_LETTERS, () -> new Reply.Letters(stored.map(Supplier::get), more));
    }

    /** Reads the words now, and makes the letter once all are known to be valid. */
    private static Supplier<StoredLetter> stored(Fields fields) {
        MessageId id = fields.word(MessageId::of);
        Long at = fields.word(word -> Fields.wholeNumber(word).filter(UnixTime::isValid));
        Letter letter = fields.word(NativeMailbox::letter);
        return () -> new StoredLetter(id, at, letter);
    }

    /** Returns the bytes as a word. */
    public static String word(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Reads a letter from its word; empty if it is none. */
    public static Optional<Letter> letter(String word) {
        return binary(word, Letter::parse);
    }

    /** Reads a prekey from its word; empty if it is none. */
    public static Optional<Prekey> prekey(String word) {
        return binary(word, Prekey::parse);
    }

    /** Reads base64url without padding and without bits left over. */
    private static <T> Optional<T> binary(String text, Function<byte[], Optional<T>> parser) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return word(bytes).equals(text) ? parser.apply(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
