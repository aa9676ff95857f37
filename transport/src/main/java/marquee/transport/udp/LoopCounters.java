package marquee.transport.udp;

/// What an [EventLoop] had counted at one moment; [marquee.transport.NodeCounters] has the rest.
///
/// @param turns how often it received, stepped and sent
/// @param sleeps how often it had nothing to do and waited
/// @param lostSends datagrams lost because the socket's buffer was full
/// @param failedSends datagrams that the kernel refused, as for want of a route
/// @param unresolvedSends datagrams to a peer whose host name is not resolved
/// @param waitingEvents events that are in the queue just now
/// @param refusedEvents events that found the queue full
/// @param kernelDrops datagrams that found the receive buffer full, as the kernel counts them; 0
///   where it does not say
/// @param receiveBufferBytes what the kernel granted for receiving
/// @param sendBufferBytes what the kernel granted for sending
public record LoopCounters(
        long turns,
        long sleeps,
        long lostSends,
        long failedSends,
        long unresolvedSends,
        int waitingEvents,
        long refusedEvents,
        long kernelDrops,
        int receiveBufferBytes,
        int sendBufferBytes) {}
