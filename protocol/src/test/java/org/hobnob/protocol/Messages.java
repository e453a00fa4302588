package org.hobnob.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.handout.Layout;
import org.hobnob.protocol.handout.Piece;
import org.hobnob.protocol.handout.Report;
import org.hobnob.protocol.mailbox.StoredLetter;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.Particulars;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.directory.RoomSummary;
import org.hobnob.protocol.message.peer.DirectRefusal;
import org.hobnob.protocol.message.peer.FileAnswer;
import org.hobnob.protocol.message.peer.FileEnd;
import org.hobnob.protocol.message.peer.FileHead;
import org.hobnob.protocol.message.peer.HandOut;
import org.hobnob.protocol.message.peer.HandOutKey;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.peer.RoomLines;
import org.hobnob.protocol.message.value.Challenge;
import org.hobnob.protocol.message.value.Detail;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.InviteToken;
import org.hobnob.protocol.message.value.PasswordDigest;
import org.hobnob.protocol.message.value.ReportText;
import org.hobnob.protocol.message.value.RoomPosting;
import org.hobnob.protocol.message.value.UnixTime;

/** Arbitrary messages of every type that the native dialect spells. */
public final class Messages {
    private static final Arbitrary<Boolean> FLAGS = Arbitraries.of(true, false);
    private static final Arbitrary<Detail> DETAILS = Arbitraries.of(Detail.class);

    private Messages() {}

    /** Every request but {@link Request.ListRosters}. */
    public static Arbitrary<Request> requests() {
        return Arbitraries.oneOf(
                Combinators.combine(Arbitraries.integers().greaterOrEqual(1), Values.texts(50))
                        .as(Request.Hello::new),
                Combinators.combine(Values.users(), Values.passwords()).as(Request.Register::new),
                Combinators.combine(
                                Values.users(),
                                Values.passwords(),
                                Values.passwords().optional())
                        .as((user, password, plain) -> new Request.Register(
                                user,
                                password,
                                PasswordDigest.SALTED,
                                plain,
                                InviteToken.of(password.hex().substring(0, 16).replaceAll("[0-9]", "7")))),
                Values.chatTexts().map(Request.Administer::new),
                Values.passwords().map(hash -> new Request.Report(new ReportText(hash.hex()))),
                logins(),
                Combinators.combine(
                                Values.tokens(),
                                Values.whereabouts(),
                                Values.signatures().optional())
                        .as(Request.Resume::new),
                Combinators.combine(
                                Values.users(),
                                Values.whereabouts().filter(said -> said.key().isPresent()),
                                Values.signatures().optional())
                        .as(Request.KeyLogin::new),
                Combinators.combine(Values.users().optional(), FLAGS).as(Request.Logout::new),
                Combinators.combine(
                                Values.passwords(),
                                Values.passwords(),
                                Values.passwords().optional())
                        .as((before, after, plain) -> new Request.ChangePassword(
                                before,
                                after,
                                plain.isPresent() ? PasswordDigest.SALTED : PasswordDigest.PLAIN,
                                plain)),
                Arbitraries.just(new Request.ListSessions()),
                Values.users().map(Request.CheckName::new),
                Combinators.combine(
                                Values.rooms(),
                                Values.passwords().optional(),
                                Arbitraries.integers().greaterOrEqual(0),
                                Values.titles(),
                                Values.kinds(),
                                FLAGS,
                                Values.users().optional())
                        .as(Request.CreateRoom::new),
                Combinators.combine(
                                Values.rooms(),
                                Values.passwords().optional(),
                                Values.users().optional())
                        .as(Request.JoinRoom::new),
                Combinators.combine(Values.users(), Values.rooms()).as(Request.ExitRoom::new),
                Combinators.combine(Values.users(), Values.rooms()).as(Request.KickMember::new),
                Values.statuses().map(Request.SetStatus::new),
                Combinators.combine(Values.rooms(), Values.titles()).as(Request.SetTopic::new),
                Combinators.combine(
                                Values.rooms(),
                                FLAGS.optional(),
                                Arbitraries.of(RoomPosting.class).optional(),
                                Values.histories().optional(),
                                FLAGS.optional())
                        .as(Request.SetRoom::new),
                Combinators.combine(Values.users(), Values.rooms()).as(Request.BanUser::new),
                Combinators.combine(Values.users(), Values.rooms()).as(Request.UnbanUser::new),
                Values.rooms().map(Request.ListBans::new),
                Combinators.combine(Values.users(), Values.rooms()).as(Request.InviteUser::new),
                Arbitraries.of(
                        new Request.PutPrekeys(List.of(Examples.PREKEY)),
                        new Request.PutPrekeys(Collections.nCopies(32, Examples.PREKEY))),
                Values.users().map(Request.TakePrekey::new),
                Values.users().map(user -> new Request.PutLetter(user, Examples.LETTER, Optional.empty())),
                Values.ids().optional().map(Request.FetchLetters::new),
                Combinators.combine(
                                Values.ids().list().ofMinSize(1).ofMaxSize(32),
                                Values.users().optional())
                        .as(Request.DropLetters::new),
                Arbitraries.integers().between(0, 200).map(quota -> new Request.AllowMail("0a".repeat(16), quota)),
                Combinators.combine(Values.users(), Values.rooms()).as(Request.AddHost::new),
                Combinators.combine(Values.users(), Values.rooms()).as(Request.DropHost::new),
                Combinators.combine(DETAILS, Values.rooms().optional()).as(Request.ListRooms::new),
                Values.users().map(Request.SearchUser::new),
                Combinators.combine(DETAILS, Values.users().optional()).as(Request.ListPeers::new),
                Combinators.combine(Values.rooms(), Values.users().optional()).as(Request.ListRoomPeers::new),
                Arbitraries.just(new Request.Ping()));
    }

    private static Arbitrary<Request> logins() {
        return Combinators.combine(
                        Values.users(),
                        Values.passwords(),
                        Values.passwords().optional(),
                        Values.whereabouts(),
                        FLAGS,
                        Values.signatures().optional())
                .as((user, password, next, whereabouts, stay, proof) -> new Request.Login(
                        user,
                        password,
                        next.isPresent() || stay ? PasswordDigest.PLAIN : PasswordDigest.SALTED,
                        next,
                        whereabouts,
                        stay,
                        proof));
    }

    /** Every reply but {@link Reply.Rosters}; lists are short enough for a line. */
    public static Arbitrary<Reply> replies() {
        List<Arbitrary<? extends Reply>> all = new ArrayList<>(plainReplies());
        all.addAll(listReplies());
        all.add(refusals());
        return Arbitraries.oneOf(all);
    }

    private static List<Arbitrary<? extends Reply>> plainReplies() {
        Arbitrary<Command> logins = Arbitraries.of(Command.LOGIN, Command.RESUME, Command.KEY_LOGIN);
        return List.of(
                Combinators.combine(
                                Arbitraries.integers().greaterOrEqual(1),
                                Values.texts(50),
                                Values.ports(),
                                Values.hex(64).map(Challenge::new).optional(),
                                Values.capabilities(),
                                Arbitraries.longs().between(0, UnixTime.LAST_MS).optional())
                        .as((version, name, port, challenge, caps, time) -> new Reply.HelloBack(
                                version,
                                name,
                                port,
                                challenge,
                                caps,
                                time.map(OptionalLong::of).orElseGet(OptionalLong::empty))),
                Values.tokens().map(Reply.PasswordChanged::new),
                Values.families().list().ofMaxSize(16).map(Reply.Sessions::new),
                Arbitraries.just(new Reply.NameFree()),
                Arbitraries.just(new Reply.Registered()),
                Arbitraries.just(new Reply.LoggedOut()),
                Arbitraries.just(new Reply.RoomExited()),
                Arbitraries.just(new Reply.MemberKicked()),
                Combinators.combine(
                                Arbitraries.of(
                                        Command.SET_TOPIC, Command.SET_ROOM, Command.ADD_HOST, Command.DROP_HOST),
                                Values.states())
                        .as(Reply.RoomSet::new),
                Arbitraries.just(new Reply.UserBanned()),
                Arbitraries.just(new Reply.UserUnbanned()),
                Values.users().list().ofMaxSize(20).map(Reply.Bans::new),
                Arbitraries.just(new Reply.UserInvited()),
                Arbitraries.integers().between(0, 64).map(Reply.PrekeysPut::new),
                Arbitraries.just(new Reply.PrekeyTaken(Examples.KEY, Examples.PREKEY)),
                Values.ids().map(Reply.LetterPut::new),
                Combinators.combine(
                                Values.ids()
                                        .map(id -> new StoredLetter(id, 1_800_000_000_000L, Examples.LETTER))
                                        .optional(),
                                FLAGS)
                        .as(Reply.Letters::new),
                Arbitraries.just(new Reply.LettersDropped()),
                Arbitraries.just(new Reply.MailAllowed()),
                Arbitraries.just(new Reply.StatusSet()),
                Values.chatTexts()
                        .map(text -> new Reply.Administered(text, text.text().length() % 2 == 0)),
                Arbitraries.integers().greaterOrEqual(0).map(Reply.Reported::new),
                Arbitraries.just(new Reply.Pong()),
                Combinators.combine(logins, Values.credentials().optional()).as(Reply.LoggedIn::new),
                Values.states().map(Reply.RoomCreated::new),
                Values.states().map(Reply.RoomJoined::new),
                Values.contacts().map(Reply.UserFound::new));
    }

    private static List<Arbitrary<? extends Reply>> listReplies() {
        return List.of(
                Combinators.combine(Values.pages(Values.summaries()), FLAGS)
                        .as((rooms, more) -> new Reply.Rooms(rooms, next(rooms, RoomSummary::room, more))),
                Combinators.combine(Values.pages(Values.rooms()), FLAGS)
                        .as((rooms, more) -> new Reply.RoomNames(rooms, next(rooms, room -> room, more))),
                Combinators.combine(Values.pages(Values.contacts()), FLAGS)
                        .as((peers, more) -> new Reply.Peers(peers, next(peers, Contact::user, more))),
                Combinators.combine(Values.pages(Values.users()), FLAGS)
                        .as((peers, more) -> new Reply.PeerNames(peers, next(peers, user -> user, more))),
                Combinators.combine(Values.states(), Values.pages(Values.members()), FLAGS)
                        .as((state, members, more) ->
                                new Reply.RoomPeers(state, members, next(members, Member::user, more))));
    }

    private static <T, N> Optional<N> next(List<T> page, Function<T, N> name, boolean more) {
        return Reply.Page.next(page.stream().map(name).toList(), more);
    }

    private static Arbitrary<Reply> refusals() {
        Arbitrary<Long> waits = Arbitraries.longs().between(0, 600_000);
        Arbitrary<Particulars> said = Combinators.combine(
                        Arbitraries.of("", "be kind", "=\\ "),
                        Arbitraries.longs().between(0, UnixTime.LAST_MS).optional())
                .as((words, until) ->
                        new Particulars(words, until.map(OptionalLong::of).orElseGet(OptionalLong::empty)));
        return Combinators.combine(Arbitraries.of(Command.class), Arbitraries.of(Reason.class), waits, said)
                .as(Reply.Refused::new);
    }

    public static Arbitrary<Notice> notices() {
        return Arbitraries.oneOf(
                Combinators.combine(Values.users(), Values.states()).as(Notice.UserLoggedOut::new),
                Combinators.combine(Values.users(), Values.states()).as(Notice.UserJoined::new),
                Combinators.combine(Values.users(), Values.states()).as(Notice.UserLeft::new),
                Combinators.combine(Values.users(), Values.users(), Values.states())
                        .as(Notice.UserKicked::new),
                Combinators.combine(Values.users(), Values.states()).as(Notice.RoomChanged::new),
                Combinators.combine(Values.rooms(), Values.users()).as(Notice.Invited::new),
                Combinators.combine(Values.users(), Values.states()).as(Notice.UserAbsent::new),
                Combinators.combine(Values.users(), Values.states()).as(Notice.UserBack::new),
                Arbitraries.just(new Notice.Mail()),
                Arbitraries.just(new Notice.Probe()),
                Values.registryAddresses()
                        .list()
                        .ofMaxSize(Notice.MAX_REGISTRIES)
                        .map(Notice.Registries::new),
                Values.numbers(1).map(Notice.MoveOn::new),
                Combinators.combine(
                                Arbitraries.of(SessionEnd.class).filter(SessionEnd::isTold),
                                Values.texts(40),
                                Arbitraries.longs().between(0, UnixTime.LAST_MS).optional())
                        .as((end, reason, until) -> new Notice.SessionEnded(
                                end, reason, until.map(OptionalLong::of).orElseGet(OptionalLong::empty))),
                Combinators.combine(Values.chatTexts(), Values.texts(40)).as(Notice.Announcement::new));
    }

    public static Arbitrary<PeerMessage> peerMessages() {
        return Arbitraries.oneOf(
                Combinators.combine(Values.users(), Values.users()).as(PeerMessage.ChatRequest::new),
                Combinators.combine(
                                Values.users(),
                                Values.users(),
                                Values.ids(),
                                Values.places(),
                                Bodies.any().map(EncodedBody::of))
                        .as(PeerMessage.DirectMessage::new),
                Combinators.combine(Values.users(), Values.rooms(), Values.datagrams(1))
                        .as(PeerMessage.DirectBroadcast::new),
                Combinators.combine(Values.users(), Values.rooms(), Values.roomKeys())
                        .as(PeerMessage.GiveRoomKeys::new),
                Combinators.combine(Values.users(), Values.rooms(), Values.streams(), Values.numbers(0))
                        .as(PeerMessage.AskRoomKeys::new),
                Combinators.combine(
                                Values.users(),
                                Values.rooms(),
                                Values.streams(),
                                Values.numbers(1),
                                Arbitraries.integers().between(0, RoomLines.MAX_NUMBERS - 1))
                        .as((user, room, stream, from, more) -> new PeerMessage.AskRoomRepair(
                                user, room, stream, from, Math.min(from + more, Values.MAX_NUMBER))),
                Combinators.combine(
                                Values.users(),
                                Values.rooms(),
                                Values.streams(),
                                Values.numbers(1),
                                Arbitraries.integers().between(0, RoomLines.MAX_NUMBERS - 1))
                        .as((user, room, stream, from, more) -> new PeerMessage.AskRoomHistory(
                                user, room, stream, from, Math.min(from + more, Values.MAX_NUMBER))),
                Combinators.combine(Values.users(), Values.rooms()).as(PeerMessage.AskRoomHeads::new),
                Combinators.combine(
                                Values.users(),
                                Values.users(),
                                Values.ids(),
                                Combinators.combine(Values.texts(60).filter(FileHead::isName), Values.numbers(0))
                                        .as(FileHead::new),
                                Arbitraries.integers().between(1, 65_535),
                                Values.rooms().optional())
                        .as(PeerMessage.OfferFile::new),
                Combinators.combine(Values.users(), Values.users(), Values.ids(), Arbitraries.of(FileEnd.class))
                        .as(PeerMessage.EndFile::new),
                Values.users().map(PeerMessage.AskLineBack::new),
                Combinators.combine(
                                Values.users(),
                                requests().filter(one -> PeerMessage.AskKeeper.COMMANDS.contains(one.command())))
                        .as(PeerMessage.AskKeeper::new),
                Combinators.combine(Values.users(), Values.users(), Values.ids())
                        .as(PeerMessage.AskHandOut::new),
                Combinators.combine(
                                Values.users(),
                                Values.users(),
                                Values.ids(),
                                Arbitraries.integers().between(0, Report.MAX_NEEDS))
                        .as(PeerMessage.AskHandOutReport::new),
                Combinators.combine(Values.users(), Values.users(), Values.ids())
                        .as(PeerMessage.EndHandOut::new));
    }

    public static Arbitrary<PeerReply> peerReplies() {
        return Arbitraries.oneOf(
                Combinators.combine(Arbitraries.of(PeerReply.ChatDecision.class), Values.users())
                        .as(PeerReply.ChatAnswer::new),
                Combinators.combine(Values.users(), Values.ids(), Values.logs(), Values.numbers(), Values.chatTexts())
                        .as(PeerReply.DirectTaken::new),
                Combinators.combine(Values.ids(), Arbitraries.of(DirectRefusal.class))
                        .as(PeerReply.DirectRefused::new),
                Values.users().map(PeerReply.BroadcastTaken::new),
                Values.users().map(PeerReply.BroadcastRefused::new),
                FLAGS.map(PeerReply.RoomKeysTaken::new),
                Values.roomKeys().optional().map(PeerReply.RoomKeysAnswer::new),
                Values.datagrams(0).map(PeerReply.RoomRepair::new),
                Arbitraries.just(new PeerReply.RoomRepairRefused()),
                Values.historyEntries()
                        .list()
                        .ofMaxSize(RoomLines.MAX_DATAGRAMS)
                        .optional()
                        .map(PeerReply.RoomHistory::new),
                Values.heads().list().ofMaxSize(RoomLines.MAX_HEADS).optional().map(PeerReply.RoomHeads::new),
                Combinators.combine(Values.ids(), Arbitraries.of(FileAnswer.class))
                        .as(PeerReply.FileOfferAnswered::new),
                FLAGS.map(PeerReply.FileEndHeard::new),
                FLAGS.map(PeerReply.LineBack::new),
                replies()
                        .filter(one -> PeerMessage.AskKeeper.COMMANDS.contains(one.command()))
                        .map(PeerReply.KeeperAnswer::new),
                handOuts().optional().map(PeerReply.HandOutAnswer::new),
                reports().optional().map(PeerReply.HandOutReported::new),
                FLAGS.map(PeerReply.HandOutEndHeard::new),
                Arbitraries.of(Reason.class).map(PeerReply.NotUnderstood::new));
    }

    private static Arbitrary<HandOut> handOuts() {
        return Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.bytes()
                                .array(byte[].class)
                                .ofSize(HandOutKey.BYTES)
                                .map(HandOutKey::new),
                        Arbitraries.integers().between(1, 65_535).map(port -> new GroupAddress("239.255.0.1", port)),
                        Arbitraries.integers().between(1, Piece.MAX_CONTENT_BYTES),
                        Arbitraries.integers().between(1, Layout.MAX_BLOCK_PIECES))
                .as(HandOut::new);
    }

    private static Arbitrary<Report> reports() {
        Arbitrary<Integer> numbers = Arbitraries.integers().greaterOrEqual(0);
        Arbitrary<Integer> needs = Arbitraries.integers().between(0, Layout.MAX_BLOCK_PIECES);
        return Combinators.combine(numbers, numbers, numbers, needs.list().ofMaxSize(300))
                .as(Report::new);
    }

    /** The tags that an answer can be matched by. */
    public static Arbitrary<String> tags() {
        return Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(16);
    }
}
