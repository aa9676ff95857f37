package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;

/// What must happen at least once in every campaign that is to mean something. What is not here
/// happens too seldom, or is a sign of a fault that no run has.
final class RequiredMarks {
    /// The names.
    static final ImmutableList<String> NAMES =
            ImmutableList.of(
                    // Kinds of fault.
                    "datagram lost",
                    "datagram lost in a burst",
                    "datagram lost in a partition",
                    "datagram lost on a narrow link",
                    "datagram doubled",
                    "datagram replayed",
                    "datagram delayed",
                    "datagram overtaken",
                    "datagram corrupted",
                    "datagram cut off",
                    "link used again after a partition",
                    "fault: partition",
                    "fault: one way partition",
                    "fault: pause",
                    "fault: slowness",
                    "fault: crash and restart",
                    "fault: crash",
                    "fault: torn write",
                    "fault: clock step",
                    "lie: RANDOM",
                    "lie: EARLY",
                    "lie: DOUBLED",
                    "lie: WRONG_NUMBER",
                    "lie: PREVIOUS",
                    "lie: NOW_AND_THEN",
                    "SEQUENCER crashed",
                    "FRONT_END crashed",
                    "REPLICA crashed",
                    "power cut",
                    "torn tail cut",
                    "tiny limits",
                    "links with keys",
                    "links counting from far away",
                    // Links.
                    "link: duplicates",
                    "link: out_of_order",
                    "link: replayed",
                    "link: retransmitted",
                    "link: timeouts",
                    "link: probes",
                    "link: wrong_life",
                    "link: disconnected",
                    "link: unsent",
                    "node: bad_tag",
                    "node: no_key",
                    "node: malformed",
                    // Sequencer.
                    "sequencer: MARKS",
                    "sequencer: REPEATED",
                    "sequencer: STALE",
                    "sequencer: TOO_MANY_IN_FLIGHT",
                    "sequencer: UNSETTLED_FORGOTTEN",
                    "sequencer: HISTORY_READ",
                    // Replicas.
                    "replica: DUPLICATE_ENTRIES",
                    "replica: REPEATED_REQUESTS",
                    "replica: REPLIES_REPEATED",
                    "replica: REPLIES_UNKNOWN",
                    "replica: SUBSCRIPTIONS_REPEATED",
                    // Front ends.
                    "front end: ANSWERED",
                    "front end: JOINED",
                    "front end: REFUSED",
                    "front end: REQUESTS_REPEATED",
                    "front end: REPLIES_ASKED_AGAIN",
                    "front end: DUPLICATE_REPLIES",
                    "front end: STRAY_REPLIES",
                    "front end: UNDECIDED",
                    "front end: UNKNOWN",
                    "front end: VERDICTS_OVERRUN",
                    "verdict: RIGHT",
                    "verdict: LATE",
                    "verdict: INCORRECT",
                    "verdict: CONTRADICTION",
                    "verdict: SILENT",
                    "noticed: ANSWERS_AGAIN",
                    "cluster shown",
                    "answer: repeat from the table",
                    "answer: KEY_REUSED",
                    "answered with the liar's vote");

    private RequiredMarks() {}
}
