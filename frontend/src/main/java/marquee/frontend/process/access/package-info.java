/// Who asks: signed tokens that name a user, and the keys behind them.
@NullMarked
package marquee.frontend.process.access;

import org.jspecify.annotations.NullMarked;
