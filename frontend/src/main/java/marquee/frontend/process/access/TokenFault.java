package marquee.frontend.process.access;

/// Why a token is not accepted, the first reason that there is.
public enum TokenFault {
    /// It has not the form of a token, which has one spelling only.
    MALFORMED,
    /// It is signed with a key that does not hold here, such as one that was changed.
    UNKNOWN_KEY,
    /// It is not what was signed.
    FORGED,
    /// It was made for another cluster.
    FOREIGN,
    /// Its time is over.
    EXPIRED
}
