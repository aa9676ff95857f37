/// What every request to a front end goes through, whatever it asks for: the port and its limits,
/// who asks, what is read and replied, and the wait for the role's answer.
@NullMarked
package marquee.frontend.process.web;

import org.jspecify.annotations.NullMarked;
