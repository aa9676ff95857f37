/// The front end's process: the web service of docs/http-api.md and the socket.
@NullMarked
package marquee.frontend.process;

import org.jspecify.annotations.NullMarked;
