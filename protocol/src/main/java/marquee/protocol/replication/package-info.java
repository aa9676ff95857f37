/// Active replication with a fixed sequencer: its messages, and the values they are made of.
@NullMarked
package marquee.protocol.replication;

import org.jspecify.annotations.NullMarked;
