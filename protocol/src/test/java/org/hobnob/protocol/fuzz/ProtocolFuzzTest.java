package org.hobnob.protocol.fuzz;

import java.util.stream.Stream;
import org.hobnob.protocol.body.MessageBodyFuzz;
import org.hobnob.protocol.file.FileFuzz;
import org.hobnob.protocol.handout.HandoutFuzz;
import org.hobnob.protocol.keepalive.KeepAliveFuzz;
import org.hobnob.protocol.mailbox.LetterFuzz;
import org.hobnob.protocol.message.value.JoinLinkFuzz;
import org.hobnob.protocol.room.OpenDatagramFuzz;
import org.hobnob.protocol.room.RoomContentsFuzz;
import org.hobnob.protocol.room.history.ArchiveMarkFuzz;
import org.hobnob.protocol.room.seal.RoomSealFuzz;
import org.hobnob.protocol.room.seal.SignedReportFuzz;
import org.hobnob.protocol.text.SafeTextFuzz;
import org.hobnob.protocol.wire.NativeLineFuzz;
import org.hobnob.protocol.wire.OriginalDialectFuzz;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The parsers of what peers and registries say to each other. */
class ProtocolFuzzTest {
    @TestFactory
    Stream<DynamicNode> parsersBearEveryInput() {
        return Fuzzing.of(
                new NativeLineFuzz(),
                new OriginalDialectFuzz(),
                new KeepAliveFuzz(),
                new OpenDatagramFuzz(),
                new RoomContentsFuzz(),
                new RoomSealFuzz(),
                new SignedReportFuzz(),
                new ArchiveMarkFuzz(),
                new MessageBodyFuzz(),
                new LetterFuzz(),
                new FileFuzz(),
                new HandoutFuzz(),
                new JoinLinkFuzz(),
                new SafeTextFuzz());
    }
}
