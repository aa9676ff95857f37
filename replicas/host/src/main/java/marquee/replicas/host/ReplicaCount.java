package marquee.replicas.host;

/// What a replica counts of the things that should not, or not often, happen.
public enum ReplicaCount {
    /// Entries that came again, with the same content.
    DUPLICATE_ENTRIES,
    /// Alarms: entries that came again with another content, and were dropped (rule P14).
    CONFLICTING_ENTRIES,
    /// Entries dropped because they were too far ahead.
    DISTANT_ENTRIES,
    /// Subscriptions made again because an entry was missing.
    SUBSCRIPTIONS_REPEATED,
    /// Replies sent once more because a front end asked.
    REPLIES_REPEATED,
    /// Replies asked for that could not be given.
    REPLIES_UNKNOWN,
    /// Messages dropped because their sender is none who sends such.
    STRANGE_MESSAGES,
    /// Requests whose id an earlier entry had named.
    REPEATED_REQUESTS,
    /// Alarms: full scrubs that found another state than the digest told of (rule P31).
    DIGEST_CORRECTIONS,
    /// Alarms: the first state for a snapshot that weighs more than half of what it may.
    LARGE_STATES
}
