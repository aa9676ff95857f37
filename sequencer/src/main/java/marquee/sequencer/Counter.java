package marquee.sequencer;

/// What a [Sequencer] counts.
public enum Counter {
    /// Requests that were given a place.
    ORDERED,
    /// Marks that were given a place.
    MARKS,
    /// Requests that had a place already and were bound to it again.
    REPEATED,
    /// Requests refused because their front end had heard of the order too long ago.
    STALE,
    /// Requests refused because their client had too many under way.
    TOO_MANY_IN_FLIGHT,
    /// Requests that were never settled, and forgotten at the limit.
    UNSETTLED_FORGOTTEN,
    /// Messages of a node that has no business sending them, or of a life that is not in the view.
    MISDIRECTED,
    /// Proposals that decide nothing: too few votes, old ones, votes of nobody who is asked, or
    /// about somebody who is not there any more (rules P33 and P34). Managers repeat themselves, so
    /// there always are some.
    PROPOSALS_REFUSED,
    /// Claims to have executed, or to know the state at, a place that does not exist (rule P18).
    BEYOND_HEAD,
    /// Claims to have executed less than before.
    WENT_BACK,
    /// Subscriptions not served because they came too fast.
    SUBSCRIBED_TOO_OFTEN,
    /// Digests of marks that are too old to be compared, or of places that are no marks.
    DIGEST_FORGOTTEN,
    /// Second, different digests of one slot at one mark.
    DIGEST_CONTRADICTED,
    /// Slots whose digest at a mark was not that of enough others, once for each slot and mark.
    DIGEST_DIFFERS,
    /// Marks at which two digests had enough slots each.
    DIGESTS_SPLIT,
    /// Chunks of history read back from the log.
    HISTORY_READ,
    /// Snapshots that lie on the disk.
    SNAPSHOTS,
    /// Snapshots that were given up: slots that do not agree, or one that sends nothing, or sends
    /// what is damaged or not what the others have.
    SNAPSHOTS_FAILED,
    /// Parts of a snapshot that nobody wants, or not any more.
    SNAPSHOT_STRAYS,
    /// How often history was cut off.
    CUTS,
    /// Slots that were sent to the snapshot, since what they need is cut off.
    SENT_TO_SNAPSHOT,
    /// Slots that were removed because they lagged too far.
    LAGGARDS,
    /// Requests refused because nothing of the order could be cut off.
    HISTORY_FULL
}
