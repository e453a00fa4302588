package org.hobnob.protocol.wire;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hobnob.protocol.mailbox.Letter;
import org.hobnob.protocol.mailbox.MailboxReply;
import org.hobnob.protocol.mailbox.MailboxRequest;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.UnixTime;
import org.hobnob.protocol.message.value.UserName;

/** The native spelling of requests about mailboxes and their replies (SPEC 14.3). */
public final class NativeMailbox {
    private static final String PUT_PREKEYS = "PUT_PREKEYS";
    private static final String TAKE_PREKEY = "TAKE_PREKEY";
    private static final String PUT_LETTER = "PUT_LETTER";
    private static final String FETCH_LETTERS = "FETCH_LETTERS";
    private static final String DROP_LETTERS = "DROP_LETTERS";
    private static final String ALLOW_MAIL = "ALLOW_MAIL";
    private static final String OK = "<200>";

    private NativeMailbox() {}

    /** Encodes the request. */
    public static NativeLine print(String tag, MailboxRequest request) {
        LineBuilder line = new LineBuilder();
        if (request instanceof MailboxRequest.PutPrekeys put) {
            put.prekeys().forEach(prekey -> line.word(word(prekey.bytes())));
            return line.build(tag, PUT_PREKEYS);
        }
        if (request instanceof MailboxRequest.TakePrekey take) {
            return line.word(take.user()).build(tag, TAKE_PREKEY);
        }
        if (request instanceof MailboxRequest.PutLetter put) {
            return line.word(put.user())
                    .word(word(put.letter().bytes()))
                    .param("token", put.token().map(PutToken::reveal))
                    .build(tag, PUT_LETTER);
        }
        if (request instanceof MailboxRequest.FetchLetters fetch) {
            return line.param("after", fetch.after()).build(tag, FETCH_LETTERS);
        }
        if (request instanceof MailboxRequest.DropLetters drop) {
            drop.ids().forEach(line::word);
            return line.build(tag, DROP_LETTERS);
        }
        MailboxRequest.AllowMail allow = (MailboxRequest.AllowMail) request;
        return line.word(allow.hash()).word(allow.quota()).build(tag, ALLOW_MAIL);
    }

    /** Parses a request; one with another name is {@link Reason#UNKNOWN_COMMAND}. */
    public static Parsed<MailboxRequest> parseRequest(NativeLine line) {
        Fields fields = new Fields(line);
        return switch (line.name()) {
            case PUT_PREKEYS -> {
                List<Prekey> prekeys = fields.groups(1, () -> fields.word(binary(Prekey::parse)));
                yield finish(fields, () -> new MailboxRequest.PutPrekeys(prekeys));
            }
            case TAKE_PREKEY -> {
                UserName user = fields.word(UserName::of, Reason.NO_SUCH_USER);
                yield finish(fields, () -> new MailboxRequest.TakePrekey(user));
            }
            case PUT_LETTER -> {
                UserName user = fields.word(UserName::of, Reason.NO_SUCH_USER);
                Letter letter = fields.word(binary(Letter::parse));
                Optional<PutToken> token = fields.param("token", PutToken::of);
                yield finish(fields, () -> new MailboxRequest.PutLetter(user, letter, token));
            }
            case FETCH_LETTERS -> {
                Optional<MessageId> after = fields.param("after", MessageId::of);
                yield finish(fields, () -> new MailboxRequest.FetchLetters(after));
            }
            case DROP_LETTERS -> {
                List<MessageId> ids = fields.groups(1, () -> fields.word(MessageId::of));
                yield finish(fields, () -> new MailboxRequest.DropLetters(ids));
            }
            case ALLOW_MAIL -> {
                String hash = fields.word(Optional::of);
                Integer quota = fields.word(Fields::number);
                yield finish(fields, () -> new MailboxRequest.AllowMail(hash, quota));
            }
            default -> new Parsed.Invalid<>(Command.UNKNOWN, Reason.UNKNOWN_COMMAND);
        };
    }

    /** Encodes the reply. */
    public static NativeLine print(String tag, MailboxReply reply) {
        LineBuilder line = new LineBuilder().word("<SUCCESS>").word(OK);
        if (reply instanceof MailboxReply.PrekeysPut put) {
            return line.param("left", put.left()).build(tag, PUT_PREKEYS);
        }
        if (reply instanceof MailboxReply.PrekeyTaken taken) {
            return line.word(taken.key()).word(word(taken.prekey().bytes())).build(tag, TAKE_PREKEY);
        }
        if (reply instanceof MailboxReply.LetterPut put) {
            return line.param("id", put.id()).build(tag, PUT_LETTER);
        }
        if (reply instanceof MailboxReply.Letters letters) {
            letters.letter()
                    .ifPresent(stored -> line.word(stored.id())
                            .word(stored.at())
                            .word(word(stored.letter().bytes())));
            return line.param("more", letters.more() ? "yes" : "no").build(tag, FETCH_LETTERS);
        }
        return line.build(tag, reply instanceof MailboxReply.LettersDropped ? DROP_LETTERS : ALLOW_MAIL);
    }

    /** Parses a reply of code 200; another code is {@link Reason#MALFORMED}: refusals are those of other commands. */
    public static Parsed<MailboxReply> parseReply(NativeLine line) {
        Fields fields = new Fields(line);
        fields.word(Optional::of);
        fields.word(code -> Optional.of(code).filter(OK::equals));
        return switch (line.name()) {
            case PUT_PREKEYS -> {
                Integer left = fields.required("left", Fields::number);
                yield finish(fields, () -> new MailboxReply.PrekeysPut(left));
            }
            case TAKE_PREKEY -> {
                PublicKey key = fields.word(PublicKey::of);
                Prekey prekey = fields.word(binary(Prekey::parse));
                yield finish(fields, () -> new MailboxReply.PrekeyTaken(key, prekey));
            }
            case PUT_LETTER -> {
                MessageId id = fields.required("id", MessageId::of);
                yield finish(fields, () -> new MailboxReply.LetterPut(id));
            }
            case FETCH_LETTERS -> {
                Optional<Supplier<MailboxReply.Stored>> stored =
                        fields.hasWord() ? Optional.of(stored(fields)) : Optional.empty();
                boolean more = fields.param("more", Fields::flag, false);
                yield finish(fields, () -> new MailboxReply.Letters(stored.map(Supplier::get), more));
            }
            case DROP_LETTERS -> finish(fields, MailboxReply.LettersDropped::new);
            case ALLOW_MAIL -> finish(fields, MailboxReply.MailAllowed::new);
            default -> new Parsed.Invalid<>(Command.UNKNOWN, Reason.UNKNOWN_COMMAND);
        };
    }

    /** Reads the words now, and makes the letter once all are known to be valid. */
    private static Supplier<MailboxReply.Stored> stored(Fields fields) {
        MessageId id = fields.word(MessageId::of);
        Long at = fields.word(word -> Fields.wholeNumber(word).filter(UnixTime::isValid));
        Letter letter = fields.word(binary(Letter::parse));
        return () -> new MailboxReply.Stored(id, at, letter);
    }

    private static <T> Parsed<T> finish(Fields fields, Supplier<T> made) {
        return fields.finish(Command.UNKNOWN, made);
    }

    private static String word(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns a parser of base64url without padding and without bits left over. */
    private static <T> Function<String, Optional<T>> binary(Function<byte[], Optional<T>> parser) {
        return text -> {
            try {
                byte[] bytes = Base64.getUrlDecoder().decode(text);
                return word(bytes).equals(text) ? parser.apply(bytes) : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        };
    }
}
