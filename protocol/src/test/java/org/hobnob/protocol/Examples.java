package org.hobnob.protocol;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.hobnob.protocol.body.EncodedBody;
import org.hobnob.protocol.body.MessageBody;
import org.hobnob.protocol.handout.Report;
import org.hobnob.protocol.keepalive.KeepAliveKey;
import org.hobnob.protocol.mailbox.Letter;
import org.hobnob.protocol.mailbox.Prekey;
import org.hobnob.protocol.mailbox.PutToken;
import org.hobnob.protocol.mailbox.StoredLetter;
import org.hobnob.protocol.message.Command;
import org.hobnob.protocol.message.Notice;
import org.hobnob.protocol.message.Reason;
import org.hobnob.protocol.message.Reply;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.SessionEnd;
import org.hobnob.protocol.message.directory.Contact;
import org.hobnob.protocol.message.directory.LoginFamily;
import org.hobnob.protocol.message.directory.Member;
import org.hobnob.protocol.message.directory.RoomSettings;
import org.hobnob.protocol.message.directory.RoomState;
import org.hobnob.protocol.message.directory.RoomSummary;
import org.hobnob.protocol.message.directory.Roster;
import org.hobnob.protocol.message.directory.SessionCredentials;
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.peer.DirectRefusal;
import org.hobnob.protocol.message.peer.FileAnswer;
import org.hobnob.protocol.message.peer.FileEnd;
import org.hobnob.protocol.message.peer.FileHead;
import org.hobnob.protocol.message.peer.HandOut;
import org.hobnob.protocol.message.peer.HandOutKey;
import org.hobnob.protocol.message.peer.HistoryEntry;
import org.hobnob.protocol.message.peer.PeerMessage;
import org.hobnob.protocol.message.peer.PeerReply;
import org.hobnob.protocol.message.peer.RoomDatagram;
import org.hobnob.protocol.message.peer.RoomKeys;
import org.hobnob.protocol.message.peer.StreamHead;
import org.hobnob.protocol.message.value.Capabilities;
import org.hobnob.protocol.message.value.ChainKey;
import org.hobnob.protocol.message.value.Challenge;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.ControlKey;
import org.hobnob.protocol.message.value.Detail;
import org.hobnob.protocol.message.value.DialectName;
import org.hobnob.protocol.message.value.FamilyId;
import org.hobnob.protocol.message.value.GroupAddress;
import org.hobnob.protocol.message.value.HostPort;
import org.hobnob.protocol.message.value.InviteToken;
import org.hobnob.protocol.message.value.KeyHash;
import org.hobnob.protocol.message.value.LogId;
import org.hobnob.protocol.message.value.LogPlace;
import org.hobnob.protocol.message.value.MessageId;
import org.hobnob.protocol.message.value.PasswordDigest;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.ReportText;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.protocol.message.value.RoomHistory;
import org.hobnob.protocol.message.value.RoomInstance;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.RoomPosting;
import org.hobnob.protocol.message.value.SessionId;
import org.hobnob.protocol.message.value.Signature;
import org.hobnob.protocol.message.value.StreamSalt;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.message.value.UserStatus;

/** One fixed message of each type; a test shows that none is missing. */
public final class Examples {
    public static final UserName KAREEM = new UserName("Kareem");
    public static final UserName MYNAME = new UserName("myname");
    public static final RoomName NETWORKS = new RoomName("Networks");
    public static final PasswordHash PASSWORD = PasswordHash.ofPassword("correct horse");
    public static final PublicKey KEY = new PublicKey("0123456789abcdef".repeat(4));
    public static final MessageId ID = new MessageId("00112233445566778899aabbccddeeff");
    public static final LogPlace PLACE = new LogPlace(new LogId("8899aabbccddeeff"), 7, 5);
    public static final ChatText TEXT = new ChatText("x = 1 \\ 2\n😀");
    public static final Capabilities CAPS = Capabilities.of("room2,verify2").orElseThrow();
    public static final Whereabouts WHEREABOUTS = new Whereabouts(5000, 5001, Optional.of(KEY), Optional.of(CAPS));
    public static final Signature PROOF = new Signature("5a".repeat(64));
    public static final LoginFamily FAMILY = new LoginFamily(
            new FamilyId("0011223344556677"),
            1_700_000_000_000L,
            1_700_000_003_600L,
            "192.168.1.7",
            Optional.of(KeyHash.of(KEY)),
            true);
    public static final RoomState STATE = new RoomState(
            NETWORKS,
            KAREEM,
            7,
            40_000,
            50,
            RoomKind.SEALED,
            Optional.of(new GroupAddress("239.255.7.9", 15_700)),
            Optional.of(new RoomInstance("0f1e2d3c4b5a69788796a5b4c3d2e1f0")),
            new RoomSettings(
                    new Title("Exam on Friday"), true, RoomPosting.HOSTS, List.of(MYNAME), new RoomHistory(7), true));
    public static final SessionCredentials CREDENTIALS = new SessionCredentials(
            KAREEM,
            new SessionId("0011223344556677"),
            new ResumeToken("token-token_TOKEN"),
            KeepAliveKey.parse("fedcba9876543210".repeat(4)).orElseThrow(),
            "192.168.1.7");

    public static final long STREAM = 0xfedc_ba98_7654_3210L;
    public static final ChainKey CHAIN = new ChainKey(41, 7, HexFormat.of().parseHex("a1b2c3d4e5f60718".repeat(4)));
    public static final RoomKeys ROOM_KEYS = new RoomKeys(
            new StreamSalt("0123456789abcdeffedcba9876543210"),
            3,
            List.of(CHAIN, new ChainKey(42, 9, new byte[ChainKey.BYTES])),
            Optional.of(new ControlKey(42, HexFormat.of().parseHex("0f1e2d3c4b5a6978".repeat(4)))));
    public static final List<RoomDatagram> DATAGRAMS =
            List.of(RoomDatagram.of(new byte[] {'H', 'B', 1, -1}), RoomDatagram.of(new byte[] {0}));

    private Examples() {}

    public static Contact contact(UserName user) {
        return new Contact(
                user,
                "192.168.1.7",
                5000,
                5001,
                DialectName.NATIVE,
                Optional.of(KEY),
                new Capabilities(List.of("room2", "verify2")),
                new UserStatus(true, "at lunch"),
                List.of(NETWORKS));
    }

    /** Its signature is none. */
    public static final Prekey PREKEY =
            new Prekey("0123456789abcdef", Prekey.Kind.ONE_TIME, "0c".repeat(32), 1_800_000_000_000L, "0d".repeat(64));

    public static final Letter LETTER = Letter.parse(letter()).orElseThrow();

    private static byte[] letter() {
        byte[] bytes = new byte[569];
        bytes[0] = 1;
        return bytes;
    }

    public static List<Request> requests() {
        return List.of(
                new Request.Hello(1, "hobnob 0.1.0"),
                new Request.Register(
                        KAREEM,
                        PASSWORD,
                        PasswordDigest.SALTED,
                        Optional.of(PASSWORD),
                        InviteToken.of("ABCD-EFGH-2345-67XY")),
                new Request.Login(
                        KAREEM,
                        PASSWORD,
                        PasswordDigest.SALTED,
                        Optional.empty(),
                        WHEREABOUTS,
                        true,
                        Optional.of(PROOF)),
                new Request.Login(
                        KAREEM,
                        PASSWORD,
                        PasswordDigest.PLAIN,
                        Optional.of(PASSWORD),
                        WHEREABOUTS,
                        false,
                        Optional.of(PROOF)),
                new Request.Resume(CREDENTIALS.token(), WHEREABOUTS, Optional.of(PROOF)),
                new Request.KeyLogin(KAREEM, WHEREABOUTS, Optional.of(PROOF)),
                new Request.Logout(Optional.of(KAREEM), true),
                new Request.ChangePassword(PASSWORD, PASSWORD, PasswordDigest.SALTED, Optional.of(PASSWORD)),
                new Request.ListSessions(),
                new Request.CheckName(KAREEM),
                new Request.CreateRoom(
                        NETWORKS,
                        Optional.of(PASSWORD),
                        50,
                        new Title("About nets"),
                        RoomKind.OPEN,
                        true,
                        Optional.of(KAREEM)),
                new Request.JoinRoom(NETWORKS, Optional.of(PASSWORD), Optional.of(KAREEM)),
                new Request.ExitRoom(KAREEM, NETWORKS),
                new Request.KickMember(MYNAME, NETWORKS),
                new Request.SetStatus(new UserStatus(true, "at lunch")),
                new Request.SetTopic(NETWORKS, new Title("Exam on Friday")),
                new Request.SetRoom(
                        NETWORKS,
                        Optional.of(true),
                        Optional.of(RoomPosting.HOSTS),
                        Optional.of(new RoomHistory(7)),
                        Optional.of(true)),
                new Request.BanUser(MYNAME, NETWORKS),
                new Request.UnbanUser(MYNAME, NETWORKS),
                new Request.ListBans(NETWORKS),
                new Request.InviteUser(MYNAME, NETWORKS),
                new Request.PutPrekeys(List.of(PREKEY)),
                new Request.TakePrekey(KAREEM),
                new Request.PutLetter(KAREEM, LETTER, PutToken.of("0a".repeat(16))),
                new Request.FetchLetters(Optional.of(ID)),
                new Request.DropLetters(List.of(ID), Optional.of(MYNAME)),
                new Request.AllowMail("0b".repeat(16), 50),
                new Request.AddHost(MYNAME, NETWORKS),
                new Request.DropHost(MYNAME, NETWORKS),
                new Request.ListRooms(Detail.DETAILED, Optional.of(NETWORKS)),
                new Request.ListRosters(),
                new Request.SearchUser(KAREEM),
                new Request.ListPeers(Detail.PARTIAL, Optional.of(KAREEM)),
                new Request.ListRoomPeers(NETWORKS, Optional.of(KAREEM)),
                new Request.Administer(new ChatText("user list")),
                new Request.Report(new ReportText("AAEC")),
                new Request.Ping());
    }

    public static List<Reply> replies() {
        List<Member> members =
                List.of(new Member(KAREEM, Optional.of(contact(KAREEM))), Member.absent(MYNAME, Optional.of(KEY)));
        return List.of(
                new Reply.HelloBack(
                        1,
                        "Lab registry",
                        15_500,
                        Optional.of(new Challenge("ab".repeat(32))),
                        Capabilities.of("account,proof").orElseThrow(),
                        OptionalLong.of(1_767_607_320_000L)),
                new Reply.Registered(),
                new Reply.LoggedIn(Command.LOGIN, Optional.of(CREDENTIALS)),
                new Reply.LoggedOut(),
                new Reply.PasswordChanged(CREDENTIALS.token()),
                new Reply.Sessions(List.of(FAMILY)),
                new Reply.NameFree(),
                new Reply.StatusSet(),
                new Reply.RoomCreated(STATE),
                new Reply.RoomJoined(STATE),
                new Reply.RoomExited(),
                new Reply.MemberKicked(),
                new Reply.RoomSet(Command.SET_TOPIC, STATE),
                new Reply.UserBanned(),
                new Reply.UserUnbanned(),
                new Reply.Bans(List.of(MYNAME)),
                new Reply.UserInvited(),
                new Reply.PrekeysPut(64),
                new Reply.PrekeyTaken(KEY, PREKEY),
                new Reply.LetterPut(ID),
                new Reply.Letters(Optional.of(new StoredLetter(ID, 1_800_000_000_000L, LETTER)), true),
                new Reply.LettersDropped(),
                new Reply.MailAllowed(),
                new Reply.Rooms(
                        List.of(new RoomSummary(
                                NETWORKS,
                                new Title("About nets"),
                                2,
                                50,
                                KAREEM,
                                true,
                                RoomKind.OPEN,
                                List.of(KAREEM, MYNAME))),
                        Optional.empty()),
                new Reply.RoomNames(List.of(NETWORKS), Optional.empty()),
                new Reply.Rosters(List.of(new Roster(NETWORKS, List.of(KAREEM, MYNAME), KAREEM))),
                new Reply.UserFound(contact(KAREEM)),
                new Reply.Peers(List.of(contact(KAREEM)), Optional.of(KAREEM)),
                new Reply.PeerNames(List.of(KAREEM, MYNAME), Optional.of(MYNAME)),
                new Reply.RoomPeers(STATE, members, Optional.empty()),
                new Reply.Administered(new ChatText("Sure?"), true),
                new Reply.Reported(7),
                new Reply.Pong(),
                new Reply.Refused(Command.LOGIN, Reason.SLOW_DOWN, 1_500));
    }

    public static List<Notice> notices() {
        return List.of(
                new Notice.UserLoggedOut(MYNAME, STATE),
                new Notice.UserJoined(MYNAME, STATE),
                new Notice.UserLeft(MYNAME, STATE),
                new Notice.UserKicked(MYNAME, KAREEM, STATE),
                new Notice.RoomChanged(KAREEM, STATE),
                new Notice.Invited(NETWORKS, KAREEM),
                new Notice.Mail(),
                new Notice.UserAbsent(MYNAME, STATE),
                new Notice.UserBack(MYNAME, STATE),
                new Notice.Probe(),
                new Notice.Registries(List.of(new HostPort("10.0.0.5", 15_600), new HostPort("fd00::6", 15_601))),
                new Notice.MoveOn(2_000),
                new Notice.SessionEnded(SessionEnd.BANNED, "be kind", OptionalLong.of(1_800_000_000_000L)),
                new Notice.Announcement(TEXT, "the staff"));
    }

    private static final HistoryEntry ENTRY =
            new HistoryEntry(KAREEM, KEY, ROOM_KEYS.salt(), CHAIN.key(), RoomDatagram.of(new byte[132]));

    public static List<PeerMessage> peerMessages() {
        return List.of(
                new PeerMessage.ChatRequest(KAREEM, MYNAME),
                new PeerMessage.DirectMessage(
                        KAREEM,
                        MYNAME,
                        ID,
                        PLACE,
                        EncodedBody.of(MessageBody.of(TEXT).saidAt(1_800_000_000_000L)),
                        PutToken.of("0a".repeat(16)),
                        Optional.of(MYNAME),
                        PutToken.of("0b".repeat(16))),
                new PeerMessage.AskKeeper(KAREEM, new Request.FetchLetters(Optional.of(ID))),
                new PeerMessage.AskKeeper(KAREEM, new Request.PutLetter(MYNAME, LETTER, PutToken.of("0a".repeat(16)))),
                new PeerMessage.DirectBroadcast(KAREEM, NETWORKS, DATAGRAMS),
                new PeerMessage.GiveRoomKeys(KAREEM, NETWORKS, ROOM_KEYS),
                new PeerMessage.AskRoomKeys(MYNAME, NETWORKS, STREAM, 6),
                new PeerMessage.AskRoomRepair(MYNAME, NETWORKS, STREAM, 7, 9),
                new PeerMessage.AskRoomHistory(MYNAME, NETWORKS, STREAM, 7, 9),
                new PeerMessage.AskRoomHeads(MYNAME, NETWORKS),
                new PeerMessage.OfferFile(
                        KAREEM, MYNAME, ID, new FileHead("work sheet.pdf", 1_234_567), 40_123, Optional.of(NETWORKS)),
                new PeerMessage.EndFile(KAREEM, MYNAME, ID, FileEnd.WITHDRAWN),
                new PeerMessage.AskLineBack(KAREEM),
                new PeerMessage.AskHandOut(MYNAME, KAREEM, ID),
                new PeerMessage.AskHandOutReport(KAREEM, MYNAME, ID, 4_096),
                new PeerMessage.EndHandOut(KAREEM, MYNAME, ID));
    }

    public static List<PeerReply> peerReplies() {
        return List.of(
                new PeerReply.ChatAnswer(PeerReply.ChatDecision.UNANSWERED, KAREEM),
                new PeerReply.DirectTaken(KAREEM, ID, PLACE.log(), 7, TEXT),
                new PeerReply.DirectRefused(ID, DirectRefusal.OUT_OF_ORDER),
                new PeerReply.BroadcastTaken(KAREEM),
                new PeerReply.BroadcastRefused(KAREEM),
                new PeerReply.RoomKeysTaken(true),
                new PeerReply.RoomKeysAnswer(Optional.of(ROOM_KEYS)),
                new PeerReply.RoomRepair(DATAGRAMS),
                new PeerReply.RoomRepairRefused(),
                new PeerReply.RoomHistory(Optional.of(List.of(ENTRY))),
                new PeerReply.RoomHeads(Optional.of(List.of(new StreamHead(KAREEM, STREAM, 7, "0a".repeat(16))))),
                new PeerReply.FileOfferAnswered(ID, FileAnswer.FULL),
                new PeerReply.FileEndHeard(true),
                new PeerReply.LineBack(true),
                new PeerReply.KeeperAnswer(new Reply.LetterPut(ID)),
                new PeerReply.KeeperAnswer(new Reply.Refused(Command.PUT_LETTER, Reason.MAILBOX_FULL)),
                new PeerReply.HandOutAnswer(Optional.of(new HandOut(
                        STREAM, new HandOutKey(new byte[32]), new GroupAddress("239.255.1.2", 15_701), 1_164, 100))),
                new PeerReply.HandOutReported(Optional.of(new Report(7, 6, 2, List.of(3, 0, 100)))),
                new PeerReply.HandOutEndHeard(true),
                new PeerReply.NotUnderstood(Reason.UNKNOWN_COMMAND));
    }
}
