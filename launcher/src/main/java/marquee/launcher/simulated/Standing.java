package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import marquee.launcher.scenario.stage.Stage.Group;
import marquee.launcher.scenario.stage.Stage.Slot;
import marquee.protocol.replication.SlotReport;

/// What people are told of the group: the log's own words on who fills a slot and who was replaced,
/// and the sequencer's on who is heard of and on the digests.
final class Standing {
    private Standing() {}

    /// That of `cluster` at this moment.
    static Group of(Cluster cluster) {
        var reports = cluster.sequencer().slots();
        var slots = ImmutableList.<Slot>builder();
        for (var slot : cluster.audit().membership().slots()) {
            slots.add(new Slot(slot.replica(), slot.assignment().implementation(), slot.active()));
        }
        var all = slots.build();
        boolean whole =
                !reports.isEmpty()
                        && all.stream().allMatch(Slot::votes)
                        && reports.stream().allMatch(report -> report.silentMillis() == 0);
        return new Group(
                cluster.order().head(),
                whole,
                isOne(reports, all),
                all,
                cluster.audit().replacements());
    }

    /// Whether all that vote have reported one digest at one number.
    private static boolean isOne(ImmutableList<SlotReport> reports, ImmutableList<Slot> slots) {
        var voting =
                reports.stream()
                        .filter(report -> slots.get(report.member().replica().slot() - 1).votes())
                        .toList();
        return !voting.isEmpty()
                && voting.stream().allMatch(report -> report.digestAt() > 0)
                && voting.stream().map(SlotReport::digest).distinct().count() == 1
                && voting.stream().map(SlotReport::digestAt).distinct().count() == 1;
    }
}
