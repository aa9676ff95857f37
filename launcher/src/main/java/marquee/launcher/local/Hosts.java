package marquee.launcher.local;

import com.google.common.collect.ImmutableList;
import marquee.protocol.NodeId;

/// The hosts on which the nodes of a cluster run.
public interface Hosts {
    /// This machine, where nodes reach each other by its loopback interface, and nobody else them.
    Hosts LOOPBACK =
            new Hosts() {
                @Override
                public String address(NodeId node) {
                    return "127.0.0.1";
                }

                @Override
                public ImmutableList<String> on(NodeId node, ImmutableList<String> command) {
                    return command;
                }
            };

    /// The address at which others reach the host of `node`, and whoever runs there.
    String address(NodeId node);

    /// What is run here so that `command` is run on the host of `node`, as a child of this process.
    ImmutableList<String> on(NodeId node, ImmutableList<String> command);
}
