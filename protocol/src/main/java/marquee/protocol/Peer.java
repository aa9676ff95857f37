package marquee.protocol;

/// One life of one node. A later life has the greater (incarnation, boot), compared in this order;
/// links drop whatever an earlier life still sends (docs/protocol.md, P35).
///
/// @param incarnation which process fills a replica's slot, from 0, given by the view; 0 for nodes
///   that are never replaced
/// @param boot which start of that process this is: for the sequencer its boot epoch, which it has
///   flushed before the first use; for any other node a number that grows with every start
public record Peer(NodeId id, int incarnation, long boot) {
    @Override
    public String toString() {
        return id + "/" + incarnation + "@" + boot;
    }
}
