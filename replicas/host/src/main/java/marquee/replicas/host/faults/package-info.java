/// What a replica does wrong on demand: wrappers around a correct role and around its application,
/// of which these know nothing.
@NullMarked
package marquee.replicas.host.faults;

import org.jspecify.annotations.NullMarked;
