package marquee.scenarios.planted;

/// A rule of docs/protocol.md whose naive way is planted: the patch of the rule's name in
/// `src/test/patches`.
enum PlantedBug {
    P7("a reply that is lost is never asked for again", Check.SEEDS),
    P8("votes are counted by message, not by slot", Check.SEEDS),
    P9("replies are compared by what they say first, not byte by byte", Check.SEEDS),
    P12("one replica's word is enough for a read", Check.SEEDS),
    P13("a reply tells the front end the number of its request", Check.SEEDS),
    P14("entries are executed as they come", Check.SEEDS),
    P15("what is lost shows only by what follows it", Check.SEEDS),
    P17("the sequencer waits until all slots keep up", Check.SEEDS),
    P21("link numbers have 32 bits", Check.SEEDS),
    P46("the decoder trusts the lengths it reads", Check.BYTES);

    /// The naive way, in words.
    final String naive;

    /// What finds it.
    final Check check;

    /// A way to find a bug.
    enum Check {
        /// Simulated seeds, from 1 on.
        SEEDS("simulated seeds", 400),
        /// Random bytes into the decoders.
        BYTES("random datagrams", 1_000_000);

        /// What is counted.
        final String unit;

        /// After how many of it the search is given up.
        final int most;

        Check(String unit, int most) {
            this.unit = unit;
            this.most = most;
        }
    }

    PlantedBug(String naive, Check check) {
        this.naive = naive;
        this.check = check;
    }
}
