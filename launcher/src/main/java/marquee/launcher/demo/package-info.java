/// The demonstration: customers book at once, and what they are told is checked.
@NullMarked
package marquee.launcher.demo;

import org.jspecify.annotations.NullMarked;
