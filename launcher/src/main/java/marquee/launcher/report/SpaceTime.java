package marquee.launcher.report;

import com.google.common.collect.ImmutableList;

/// A space-time diagram: processes side by side, and what went from one to another (Lamport 1978).
/// All times are nanoseconds since the beginning.
///
/// @param messages in the order in which they were sent
/// @param omitted how many messages more there were than were kept
public record SpaceTime(
        ImmutableList<Lane> lanes,
        ImmutableList<Segment> segments,
        ImmutableList<Message> messages,
        ImmutableList<Mark> marks,
        long omitted) {
    /// The diagram of nothing.
    public static final SpaceTime EMPTY =
            new SpaceTime(
                    ImmutableList.of(),
                    ImmutableList.of(),
                    ImmutableList.of(),
                    ImmutableList.of(),
                    0);

    /// What a process is, by which lanes are told apart.
    public enum Role {
        CUSTOMERS,
        FRONT_END,
        SEQUENCER,
        MANAGER,
        REPLICA
    }

    /// One line of the diagram.
    public record Lane(String name, Role role) {}

    /// Where something happens: a place in a lane.
    ///
    /// @param lane its index
    /// @param incarnation which process of it, from 0
    public record Place(int lane, int incarnation) {}

    /// One life of one process.
    ///
    /// @param votes from when it took part in full; [Report#NEVER] if it never did
    /// @param ended when it ended; [Report#NEVER] if it lived to the end of the diagram
    public record Segment(Place place, long begun, long votes, long ended) {}

    /// What becomes of a message.
    public enum Fate {
        ARRIVED,
        /// It arrives once more.
        AGAIN,
        /// It is found to be damaged, and dropped.
        DAMAGED,
        LOST,
        /// It comes when nobody is there.
        NOBODY
    }

    /// Something that one process sends to another.
    ///
    /// @param arrived when it arrives; of a lost one when it was sent
    /// @param kind its type
    /// @param numbers the places in the order that it is about
    /// @param wrong whether it says what is not so
    /// @param text what it says
    public record Message(
            Place from,
            Place to,
            long sent,
            long arrived,
            String kind,
            ImmutableList<Long> numbers,
            Fate fate,
            boolean wrong,
            String text) {}

    /// What a mark is about.
    public enum Kind {
        /// Something was made to go wrong.
        FAULT,
        /// A process ends without being asked to.
        CRASH,
        /// A process stands still, or is slow.
        PAUSE,
        /// A process suspects another, or finds it incorrect.
        SUSPICION,
        /// A manager votes.
        BALLOT,
        /// The group is another one from here on.
        VIEW,
        /// A rule was broken.
        VIOLATION
    }

    /// Something that happens at a process.
    ///
    /// @param until when it is over; the same as `at` for what takes no time
    public record Mark(Place place, long at, long until, Kind kind, String text) {}
}
