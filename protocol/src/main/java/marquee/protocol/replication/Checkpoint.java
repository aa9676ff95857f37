package marquee.protocol.replication;

import com.google.common.collect.ImmutableList;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// What the order has come to at one place, beside the state of the replicas: what the sequencer
/// must know of the entries up to there once they are cut off.
///
/// @param number the place
/// @param stamp the entry's there
/// @param membership the group after it
/// @param strikes what is known of the present incarnation of each slot, in their order
public record Checkpoint(
        long number,
        Stamp stamp,
        Membership membership,
        ImmutableList<ImmutableList<Judgement>> strikes) {
    /// Appends the binary form, in which a log keeps it, to `out`.
    public void encode(WireWriter out) {
        Fields.write(stamp, out.varint(number));
        MembershipWire.write(membership, out);
        strikes.forEach(judgements -> MembershipWire.write(judgements, out));
    }

    /// Reads what [#encode] wrote; what is left of `in` is the caller's.
    ///
    /// @return null if the bytes are no checkpoint
    public static @Nullable Checkpoint decode(WireReader in) {
        long number = Fields.number(in);
        var stamp = Fields.stamp(in);
        var membership = MembershipWire.membership(in);
        var strikes = ImmutableList.<ImmutableList<Judgement>>builder();
        for (int slot = 0; slot < membership.slots().size(); slot++) {
            strikes.add(MembershipWire.judgements(in, Strikes.WINDOW));
        }
        return in.failed() ? null : new Checkpoint(number, stamp, membership, strikes.build());
    }
}
