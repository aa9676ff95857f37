package marquee.frontend;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;

/// A front end's own counts at one moment.
///
/// @param ready whether the sequencer and a quorum of active replicas are connected
/// @param pending how many calls wait for their answers
/// @param pendingMax how many may; further ones are refused
/// @param suspicionTimeoutNanos how long a slot may owe a reply at present
/// @param head the newest place in the order that the front end has heard of
public record FrontEndStatus(
        boolean ready,
        int pending,
        int pendingMax,
        long suspicionTimeoutNanos,
        long head,
        ImmutableMap<Count, Long> counts,
        ImmutableList<SlotCounts> slots) {
    /// What is counted of the front end as a whole.
    public enum Count {
        /// Calls answered with what a quorum agreed on, other than that there was no room for a
        /// key.
        ANSWERED,
        /// Calls that certainly took no effect, for want of room, of a sequencer, or of a key that
        /// may be forgotten.
        REFUSED,
        /// Calls refused since their key names another request that is in flight: a client's
        /// mistake.
        KEY_REUSED,
        /// Calls whose outcome nobody knows.
        UNKNOWN,
        /// Questions to the sequencer, such as the dashboard asks, for which there was no room.
        QUESTIONS_REFUSED,
        /// Questions to the sequencer that got no answer in time.
        QUESTIONS_GIVEN_UP,
        /// Calls that joined an equal one still pending.
        JOINED,
        /// Requests sent to the sequencer once more.
        REQUESTS_REPEATED,
        /// Replies asked for again.
        REPLIES_ASKED_AGAIN,
        /// Places with two quorums of unlike outcomes.
        SPLIT,
        /// Requests with a place and without a quorum at their deadline.
        UNDECIDED,
        /// Bindings of requests that are not, or no longer, waiting for one.
        STRAY_BINDINGS,
        /// Replies that came more than once.
        DUPLICATE_REPLIES,
        /// Replies to nothing that is known here.
        STRAY_REPLIES,
        /// Replies of incarnations that do not vote in the view of the request.
        FENCED_REPLIES,
        /// Replies dropped because their slot had too many bytes waiting already.
        REPLIES_OVER_BUDGET,
        /// Places forgotten before all slots had been judged there.
        VERDICTS_OVERRUN,
        /// Messages dropped because their sender has no business to send them, or they make no
        /// sense.
        UNFIT_MESSAGES
    }

    /// What is counted of one slot's replies.
    public enum Verdict {
        /// The agreed outcome, in time.
        RIGHT,
        /// The agreed outcome, after the suspicion timeout.
        LATE,
        /// Another outcome than the agreed one.
        INCORRECT,
        /// Of the incorrect ones, those that a split made void.
        VOIDED,
        /// No reply though asked for it three times, and each repetition of that suspicion.
        SILENT,
        /// A second reply unlike the first.
        CONTRADICTION
    }

    /// One slot.
    ///
    /// @param suspected whether it is silent now
    /// @param replacements how often it was replaced, by reason
    public record SlotCounts(
            int slot,
            boolean suspected,
            ImmutableMap<Verdict, Long> verdicts,
            ImmutableMap<String, Long> replacements) {
        /// How many of `verdict` there are.
        public long count(Verdict verdict) {
            return verdicts.getOrDefault(verdict, 0L);
        }
    }

    /// How many of `count` there are.
    public long count(Count count) {
        return counts.getOrDefault(count, 0L);
    }
}
