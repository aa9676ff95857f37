/// Hosts in one machine: a network namespace each, on a bridge, with packet filters that cut
/// connections, and lose, double and damage packets. The texts for `ip` and `nft` are pure; only
/// [marquee.launcher.console.Tool] runs anything.
@NullMarked
package marquee.launcher.scenario.lab;

import org.jspecify.annotations.NullMarked;
