package marquee.frontend.process.watch;

import com.google.common.collect.ImmutableList;
import marquee.config.FrontEndConfig;
import marquee.config.Mode;
import marquee.frontend.process.web.Entrance;
import marquee.protocol.NodeId;

/// What a web service tells of its cluster without asking anybody.
///
/// @param self the front end that it belongs to
/// @param mode which faults the group is made for
/// @param nodes all that there are
/// @param entrance how it may be reached, and by whom
public record Surroundings(
        FrontEndConfig self, Mode mode, ImmutableList<NodeId> nodes, Entrance entrance) {}
