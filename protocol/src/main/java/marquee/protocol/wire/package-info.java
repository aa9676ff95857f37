/// Bytes, and the one strict and bounded way to write values as bytes and read them back.
@NullMarked
package marquee.protocol.wire;

import org.jspecify.annotations.NullMarked;
