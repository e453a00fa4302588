package org.hobnob.protocol.wire;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.hobnob.protocol.keepalive.KeepAliveKey;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.LoginFamily;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.Challenge;
import org.hobnob.protocol.message.value.FamilyId;
import org.hobnob.protocol.message.value.InviteToken;
import org.hobnob.protocol.message.value.KeyHash;
import org.hobnob.protocol.message.value.PasswordDigest;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.Signature;
import org.hobnob.protocol.message.value.UnixTime;
import org.hobnob.protocol.message.value.UserName;

/** The native spelling of hellos, logins and what concerns accounts (SPEC 4.2, 4.3 and 4.10). */
final class NativeLogins {
    private static final int FAMILY_WORDS = 6;
    private static final String HERE = "here";
    private static final String ELSEWHERE = "elsewhere";

    private NativeLogins() {}

    static void writeRegister(Request.Register register, LineBuilder line) {
        line.word(register.user()).word(register.password().hex());
        writeDigest(register.digest(), line);
        line.param("plain", register.plain().map(PasswordHash::hex));
        line.param("invite", register.invite().map(InviteToken::text));
    }

    static Parsed<Request> readRegister(Fields fields) {
        UserName user = fields.word(UserName::of, Reason.BAD_NAME);
        PasswordHash password = fields.word(PasswordHash::of);
        PasswordDigest digest = readDigest(fields);
        Optional<PasswordHash> plain = fields.param("plain", PasswordHash::of);
        Optional<InviteToken> invite = fields.param("invite", InviteToken::of);
        return fields.finish(Command.REGISTER, () -> new Request.Register(user, password, digest, plain, invite));
    }

    static void writeLogin(Request.Login login, LineBuilder line) {
        line.word(login.user()).word(login.password().hex());
        writeOpening(login, line);
        writeDigest(login.digest(), line);
        writeYes("stay", login.stay(), line);
        line.param("next", login.next().map(PasswordHash::hex));
    }

    static Parsed<Request> readLogin(Fields fields) {
        UserName user = fields.word(UserName::of, Reason.BAD_CREDENTIALS);
        PasswordHash password = fields.word(PasswordHash::of);
        Whereabouts whereabouts = readWhereabouts(fields);
        Optional<Signature> proof = readProof(fields);
        PasswordDigest digest = readDigest(fields);
        Optional<PasswordHash> next = fields.param("next", PasswordHash::of);
        boolean stay = fields.param("stay", Fields::flag, false);
        return fields.finish(
                Command.LOGIN, () -> new Request.Login(user, password, digest, next, whereabouts, stay, proof));
    }

    static void writeResume(Request.Resume resume, LineBuilder line) {
        line.word(resume.token().text());
        writeOpening(resume, line);
    }

    static Parsed<Request> readResume(Fields fields) {
        ResumeToken token = fields.word(ResumeToken::of, Reason.BAD_TOKEN);
        Whereabouts whereabouts = readWhereabouts(fields);
        Optional<Signature> proof = readProof(fields);
        return fields.finish(Command.RESUME, () -> new Request.Resume(token, whereabouts, proof));
    }

    static void writeKeyLogin(Request.KeyLogin login, LineBuilder line) {
        line.word(login.user());
        writeOpening(login, line);
    }

    static Parsed<Request> readKeyLogin(Fields fields) {
        UserName user = fields.word(UserName::of, Reason.BAD_CREDENTIALS);
        Whereabouts whereabouts = readWhereabouts(fields);
        Optional<Signature> proof = readProof(fields);
        return fields.finish(Command.KEY_LOGIN, () -> new Request.KeyLogin(user, whereabouts, proof));
    }

    private static void writeOpening(Request.Opening opening, LineBuilder line) {
        Whereabouts whereabouts = opening.whereabouts();
        if (whereabouts.directPort() > 0) {
            line.word(whereabouts.directPort());
        }
        if (whereabouts.udpPort() > 0) {
            line.param("udp", whereabouts.udpPort());
        }
        line.param("key", whereabouts.key().map(PublicKey::hex))
                .param("caps", whereabouts.caps())
                .param("proof", opening.proof());
    }

    private static Whereabouts readWhereabouts(Fields fields) {
        Integer directPort = fields.hasWord() ? fields.word(Fields::port) : Integer.valueOf(0);
        Integer udpPort = fields.param("udp", Fields::port, 0);
        Optional<PublicKey> key = fields.param("key", PublicKey::of);
        Optional<Capabilities> caps = fields.param("caps", Capabilities::of);
        return directPort == null || udpPort == null ? null : new Whereabouts(directPort, udpPort, key, caps);
    }

    private static Optional<Signature> readProof(Fields fields) {
        return fields.optional("proof", Signature::of, Reason.BAD_PROOF);
    }

    private static void writeDigest(PasswordDigest digest, LineBuilder line) {
        if (digest != PasswordDigest.PLAIN) {
            line.param("digest", digest.word());
        }
    }

    private static PasswordDigest readDigest(Fields fields) {
        return fields.param("digest", PasswordDigest::ofWord, PasswordDigest.PLAIN);
    }

    private static void writeYes(String key, boolean flag, LineBuilder line) {
        if (flag) {
            line.param(key, "yes");
        }
    }

    static void writeLogout(Request.Logout logout, LineBuilder line) {
        logout.actor().ifPresent(line::word);
        writeYes("all", logout.everywhere(), line);
    }

    static Parsed<Request> readLogout(Fields fields) {
        Optional<UserName> actor =
                fields.hasWord() ? Optional.ofNullable(fields.word(UserName::of, Reason.NOT_YOURS)) : Optional.empty();
        boolean everywhere = fields.param("all", Fields::flag, false);
        return fields.finish(Command.LOGOUT, () -> new Request.Logout(actor, everywhere));
    }

    static void writeChangePassword(Request.ChangePassword change, LineBuilder line) {
        line.word(change.oldPassword().hex()).word(change.newPassword().hex());
        writeDigest(change.digest(), line);
        line.param("plain", change.plain().map(PasswordHash::hex));
    }

    static Parsed<Request> readChangePassword(Fields fields) {
        PasswordHash oldPassword = fields.word(PasswordHash::of);
        PasswordHash newPassword = fields.word(PasswordHash::of);
        PasswordDigest digest = readDigest(fields);
        Optional<PasswordHash> plain = fields.param("plain", PasswordHash::of);
        return fields.finish(
                Command.CHANGE_PASSWORD, () -> new Request.ChangePassword(oldPassword, newPassword, digest, plain));
    }

    static Parsed<Request> readCheckName(Fields fields) {
        UserName user = fields.word(UserName::of, Reason.BAD_NAME);
        return fields.finish(Command.CHECK_NAME, () -> new Request.CheckName(user));
    }

    static void write(Reply.HelloBack hello, LineBuilder line) {
        line.param("version", hello.version()).param("udp", hello.udpPort());
        if (!hello.registry().isEmpty()) {
            line.param("registry", hello.registry());
        }
        line.param("challenge", hello.challenge());
        if (!hello.caps().equals(Capabilities.NONE)) {
            line.param("caps", hello.caps());
        }
        hello.timeMs().ifPresent(time -> line.param("time", time));
    }

    static Parsed<Reply> readHelloBack(Fields fields) {
        int version = fields.param("version", Fields::number, NativeRequests.VERSION);
        int udpPort = fields.param("udp", Fields::port, 0);
        String registry = fields.param("registry", Optional::of, "");
        Optional<Challenge> challenge = fields.param("challenge", Challenge::of);
        Capabilities caps = fields.param("caps", Capabilities::of, Capabilities.NONE);
        OptionalLong time = fields.param("time", Optional::of)
                .flatMap(Fields::wholeNumber)
                .filter(UnixTime::isValid)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
        return fields.finish(
                Command.HELLO, () -> new Reply.HelloBack(version, registry, udpPort, challenge, caps, time));
    }

    static void write(SessionCredentials credentials, LineBuilder line) {
        line.word(credentials.user())
                .param("session", credentials.session().hex())
                .param("token", credentials.token().text())
                .param("key", credentials.keepAliveKey().revealHex())
                .param("ip", credentials.ip());
    }

    static Parsed<Reply> readLoggedIn(Fields fields, Command asked) {
        if (!fields.hasWord()) {
            return fields.finish(asked, () -> new Reply.LoggedIn(asked, Optional.empty()));
        }
        UserName user = fields.word(UserName::of);
        SessionId session = fields.required("session", SessionId::of);
        ResumeToken token = fields.required("token", ResumeToken::of);
        KeepAliveKey key = fields.required("key", KeepAliveKey::parse);
        String ip = fields.required("ip", Fields::address);
        return fields.finish(
                asked,
                () -> new Reply.LoggedIn(asked, Optional.of(new SessionCredentials(user, session, token, key, ip))));
    }

    static Parsed<Reply> readPasswordChanged(Fields fields) {
        ResumeToken token = fields.required("token", ResumeToken::of);
        return fields.finish(Command.CHANGE_PASSWORD, () -> new Reply.PasswordChanged(token));
    }

    static void write(LoginFamily family, LineBuilder line) {
        line.word(family.id())
                .word(family.begunMs())
                .word(family.usedMs())
                .word(family.address())
                .word(family.key().map(KeyHash::hex).orElse("-"))
                .word(family.here() ? HERE : ELSEWHERE);
    }

    static Parsed<Reply> readSessions(Fields fields) {
        List<LoginFamily> families = fields.groups(FAMILY_WORDS, () -> readFamily(fields));
        return fields.finish(Command.LIST_SESSIONS, () -> new Reply.Sessions(families));
    }

    private static LoginFamily readFamily(Fields fields) {
        FamilyId id = fields.word(FamilyId::of);
        Long begunMs = fields.word(Fields::wholeNumber);
        Long usedMs = fields.word(Fields::wholeNumber);
        String address = fields.word(Fields::address);
        Optional<KeyHash> key = fields.word(Fields.orNone(KeyHash::of));
        Boolean here = fields.word(NativeLogins::here);
        boolean whole = id != null && begunMs != null && usedMs != null && address != null && key != null;
        return whole && here != null ? new LoginFamily(id, begunMs, usedMs, address, key, here) : null;
    }

    private static Optional<Boolean> here(String word) {
        return switch (word) {
            case HERE -> Optional.of(true);
            case ELSEWHERE -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
