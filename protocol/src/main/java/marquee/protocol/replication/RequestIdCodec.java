package marquee.protocol.replication;

import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;

/// The one binary form of a [RequestId], on the wire, in the sequencer's log and in snapshots: the
/// client's name, and its key or the number in a front end's own session.
public final class RequestIdCodec {
    private static final RequestId NONE = RequestId.named("nobody", "nothing");

    private RequestIdCodec() {}

    /// Appends `id` to `out`.
    public static void encode(RequestId id, WireWriter out) {
        out.text(id.client());
        if (id.isOwnSession()) {
            out.varint(id.number());
        } else {
            out.text(id.key());
        }
    }

    /// Reads an id; what is left of `in` is the caller's.
    ///
    /// @return some harmless id, and `in` failed, if the bytes are none
    public static RequestId decode(WireReader in) {
        var client = in.name(RequestId.CLIENT_MAX);
        if (client.isEmpty()) {
            return none(in);
        }
        if (RequestId.isOwnSession(client)) {
            long number = in.varint();
            return number > 0 ? RequestId.own(client, number) : none(in);
        }
        var key = in.text(RequestId.KEY_MAX);
        return key.isEmpty() ? none(in) : RequestId.named(client, key);
    }

    private static RequestId none(WireReader in) {
        in.fail();
        return NONE;
    }
}
