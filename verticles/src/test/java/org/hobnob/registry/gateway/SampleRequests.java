package org.hobnob.registry.gateway;

import java.util.List;
import java.util.Optional;
import org.hobnob.protocol.Examples;
import org.hobnob.protocol.message.Request;
import org.hobnob.protocol.message.directory.Whereabouts;
import org.hobnob.protocol.message.value.ChatText;
import org.hobnob.protocol.message.value.Detail;
import org.hobnob.protocol.message.value.PasswordDigest;
import org.hobnob.protocol.message.value.PasswordHash;
import org.hobnob.protocol.message.value.PublicKey;
import org.hobnob.protocol.message.value.ReportText;
import org.hobnob.protocol.message.value.ResumeToken;
import org.hobnob.protocol.message.value.RoomKind;
import org.hobnob.protocol.message.value.RoomName;
import org.hobnob.protocol.message.value.Signature;
import org.hobnob.protocol.message.value.Title;
import org.hobnob.protocol.message.value.UserName;
import org.hobnob.protocol.message.value.UserStatus;

/** A request of each sort. */
final class SampleRequests {
    private static final PasswordHash PASSWORD = PasswordHash.ofPassword("open sesame");
    private static final PublicKey KEY = new PublicKey("0123456789abcdef".repeat(4));
    private static final Signature PROOF = new Signature("5a".repeat(64));
    private static final RoomName ROOM = new RoomName("nets");

    private SampleRequests() {}

    /** All of them, by this user where the request names its doer. */
    static List<Request> by(UserName actor) {
        Optional<UserName> named = Optional.of(actor);
        return List.of(
                new Request.Hello(1, "test"),
                new Request.Register(actor, PASSWORD),
                new Request.Login(actor, PASSWORD, Whereabouts.UNSAID),
                new Request.Resume(new ResumeToken("T".repeat(40)), Whereabouts.UNSAID),
                new Request.KeyLogin(actor, new Whereabouts(0, 0, Optional.of(KEY)), Optional.of(PROOF)),
                new Request.Logout(named),
                new Request.ChangePassword(PASSWORD, PASSWORD, PasswordDigest.PLAIN, Optional.empty()),
                new Request.ListSessions(),
                new Request.CheckName(new UserName("emil")),
                new Request.CreateRoom(ROOM, Optional.empty(), 0, Title.of("").orElseThrow(), RoomKind.SEALED, named),
                new Request.JoinRoom(ROOM, Optional.empty(), named),
                new Request.ExitRoom(actor, ROOM),
                new Request.KickMember(new UserName("fay"), ROOM),
                new Request.SetStatus(UserStatus.HERE),
                new Request.SetTopic(ROOM, Title.NONE),
                new Request.SetRoom(ROOM, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                new Request.BanUser(new UserName("fay"), ROOM),
                new Request.UnbanUser(new UserName("fay"), ROOM),
                new Request.ListBans(ROOM),
                new Request.InviteUser(new UserName("fay"), ROOM),
                new Request.PutPrekeys(List.of(Examples.PREKEY)),
                new Request.TakePrekey(new UserName("fay")),
                new Request.PutLetter(new UserName("fay"), Examples.LETTER, Optional.empty()),
                new Request.FetchLetters(Optional.empty()),
                new Request.DropLetters(List.of(Examples.ID)),
                new Request.AllowMail("0a".repeat(16), 1),
                new Request.AddHost(new UserName("fay"), ROOM),
                new Request.DropHost(new UserName("fay"), ROOM),
                new Request.ListRooms(Detail.DETAILED, Optional.empty()),
                new Request.ListRosters(),
                new Request.SearchUser(new UserName("emil")),
                new Request.ListPeers(Detail.DETAILED, Optional.empty()),
                new Request.ListRoomPeers(ROOM, Optional.empty()),
                new Request.Administer(new ChatText("status")),
                new Request.Report(new ReportText("AAEC")),
                new Request.Ping());
    }
}
