/// Tests of the scenarios in `test-scenarios/scenarios` (docs/scenarios.md).
@NullMarked
package marquee.scenarios.written;

import org.jspecify.annotations.NullMarked;
