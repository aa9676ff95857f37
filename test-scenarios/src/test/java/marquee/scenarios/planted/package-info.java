/// For each rule of docs/protocol.md the naive way, and each mistake of docs/domain.md, planted as
/// a patch, and the check that finds it (docs/testing.md).
@NullMarked
package marquee.scenarios.planted;

import org.jspecify.annotations.NullMarked;
