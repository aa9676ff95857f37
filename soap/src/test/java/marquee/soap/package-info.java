/// Tests of booking over SOAP, by clients that a stock tool generates and by bytes that none sends.
@NullMarked
package marquee.soap;

import org.jspecify.annotations.NullMarked;
