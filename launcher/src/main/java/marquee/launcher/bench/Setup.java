package marquee.launcher.bench;

import com.google.common.base.Ascii;
import marquee.sequencer.log.Durability;

/// A cluster that is measured.
///
/// @param keyed whether datagrams are proved by keys
/// @param datagramBytes how long a datagram may be
/// @param http whether it is asked over HTTP, by a front end of its own
/// @param faulty whether it is to be told to do wrong: then it has managers, who replace replicas,
///   and natively a second front end, which takes the orders
record Setup(
        Load load,
        Durability durability,
        boolean keyed,
        int datagramBytes,
        boolean http,
        boolean faulty) {
    /// What sets it apart from the others of one measurement, in a few words.
    String name() {
        return "%s, %s, keys %s"
                .formatted(load.word(), durability(durability), keyed ? "on" : "off");
    }

    /// `durability` as it is typed.
    static String durability(Durability durability) {
        return Ascii.toLowerCase(durability.name());
    }
}
