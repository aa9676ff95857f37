/// What is seen of a front end and of its cluster, by people and by programs, and what operators do
/// there: events as they happen, the page that shows them, metrics, health, the cluster as it
/// stands.
@NullMarked
package marquee.frontend.process.watch;

import org.jspecify.annotations.NullMarked;
