/// The state that correct replicas have in common after the same entries: the records of the
/// application, the table of replies, the digest of both, and the canonical form in which it is
/// given away and taken in.
@NullMarked
package marquee.replicas.host.state;

import org.jspecify.annotations.NullMarked;
