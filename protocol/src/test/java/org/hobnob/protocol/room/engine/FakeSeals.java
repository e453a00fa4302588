package org.hobnob.protocol.room.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.hobnob.protocol.room.Fragment;
import org.hobnob.protocol.room.Nak;
import org.hobnob.protocol.room.RoomHeader;
import org.hobnob.protocol.room.RoomStatus;
import org.hobnob.protocol.room.SealedContent;
import org.hobnob.protocol.room.ShortHash;

/** Seals nothing: a datagram is the place of what it says in a list. */
final class FakeSeals implements Seals {
    /** A message or a part of one, under its number. */
    record Data(long sequence, SealedContent content) {
        Fragment fragment() {
            return (Fragment) content;
        }
    }

    /** A key that was made. */
    record Renewal(long epoch, long fromSequence) {}

    final List<Object> said = new ArrayList<>();
    final List<Renewal> renewals = new ArrayList<>();

    /** What a datagram says: {@link Data}, {@link RoomStatus} or {@link Nak}. */
    Object meaning(byte[] datagram) {
        return said.get(ByteBuffer.wrap(datagram).getInt());
    }

    private byte[] datagram(Object meaning) {
        said.add(meaning);
        return ByteBuffer.allocate(Integer.BYTES).putInt(said.size() - 1).array();
    }

    /** The version that all members read. */
    int version = RoomHeader.VERSION_1;

    @Override
    public int version() {
        return version;
    }

    @Override
    public void renew(long epoch, long fromSequence) {
        renewals.add(new Renewal(epoch, fromSequence));
    }

    @Override
    public byte[] seal(long sequence, SealedContent content) {
        return datagram(new Data(sequence, content));
    }

    @Override
    public byte[] status(long rosterVersion, RoomStatus status, List<ShortHash> heard) {
        return datagram(status);
    }

    @Override
    public byte[] nak(long rosterVersion, Nak nak) {
        return datagram(nak);
    }

    @Override
    public void forgetSent(long beforeSequence) {}
}
