package marquee.sequencer.log;

import com.google.common.collect.ImmutableList;
import marquee.protocol.replication.EntryCodec;
import marquee.protocol.wire.WireReader;

/// Reads a whole log at the start of a process: checks every checksum and that the numbers have no
/// gap, and finds out where the log ends. The rules are in docs/sequencer-log.md.
final class LogRecovery {
    private static final long PROGRESS_BYTES = 1L << 20;

    private final Disk disk;
    private final LogVisitor visitor;
    private final LogIndex index = new LogIndex();
    private final GroupReader reader;
    private final boolean lossAccepted;
    private final long knownHead;
    private final long snapshot;
    private final ImmutableList.Builder<Long> starts = ImmutableList.builder();
    private long expected;
    private long bytesBefore;
    private long bytesTold;
    private long bytesAll;
    private String segment = "";
    private long cut;

    LogRecovery(Disk disk, LogVisitor visitor, Known known) {
        this.disk = disk;
        this.visitor = visitor;
        this.lossAccepted = known.lossAccepted();
        this.knownHead = known.head();
        this.snapshot = known.snapshot();
        this.expected = known.snapshot() + 1;
        this.reader = new GroupReader(disk);
    }

    /// What is known of a log before it is read.
    ///
    /// @param lossAccepted whether the end of the log may be cut off at any damage, although
    ///   entries that were sent may lie there
    /// @param head an entry that was in the log, so that nothing up to it may be cut off
    /// @param snapshot the entry up to which a snapshot holds what the log need not; 0 for none
    record Known(boolean lossAccepted, long head, long snapshot) {}

    /// Reads all of it, and cuts off an end that was written in part.
    void run(long clusterId) throws LogRefusedException {
        var segments = segments(disk);
        if (segments.isEmpty()) {
            throw new LogRefusedException("the log has no segment: its files were removed");
        }
        segments.forEach(file -> bytesAll += disk.size(file));
        boolean lost = false;
        for (var file : segments) {
            if (lost || isLost(file, clusterId)) {
                lost = true;
                cut += disk.size(file);
                disk.remove(file);
            } else {
                lost = readGroups(file.equals(segments.getLast()));
                bytesBefore += disk.size(file);
            }
        }
    }

    /// The segments of the log on `disk`, in order.
    static ImmutableList<String> segments(Disk disk) {
        return disk.files().stream()
                .filter(LogFormat::isSegment)
                .collect(ImmutableList.toImmutableList());
    }

    /// The newest entry; 0 if there is none.
    long head() {
        return expected - 1;
    }

    /// The first entry of each segment.
    ImmutableList<Long> starts() {
        return starts.build();
    }

    /// The newest segment.
    String segment() {
        return segment;
    }

    /// Where the entries lie.
    LogIndex index() {
        return index;
    }

    /// How many bytes were cut off.
    long cut() {
        return cut;
    }

    /// Looks at the head of a segment.
    ///
    /// @return whether it is to be removed, since what should come before it is accepted as lost
    private boolean isLost(String file, long clusterId) throws LogRefusedException {
        var header = SegmentHeader.read(disk, file);
        if (header == null) {
            throw new LogRefusedException(file + " has a damaged header");
        }
        if (header.version() != LogFormat.VERSION) {
            throw new LogRefusedException(
                    file + " has version " + header.version() + ", which is not known here");
        }
        if (header.clusterId() != clusterId) {
            throw new LogRefusedException(file + " belongs to another cluster");
        }
        if (segment.isEmpty() && header.firstNumber() < expected) {
            expected = header.firstNumber(); // More is left than must be.
        }
        boolean next = header.firstNumber() == expected;
        if (!next && (!lossAccepted || segment.isEmpty())) {
            throw new LogRefusedException(
                    "entry " + expected + " is missing: " + file + " comes next");
        }
        if (next) {
            segment = file;
            starts.add(expected);
        } else {
            LogAdmission.checkSnapshot(snapshot, head());
        }
        return !next;
    }

    /// Reads the groups of a segment.
    ///
    /// @return whether its end was cut off
    private boolean readGroups(boolean newest) throws LogRefusedException {
        reader.seek(segment, SegmentHeader.BYTES);
        for (; ; ) {
            switch (reader.look()) {
                case GROUP -> {
                    index.add(expected, segment, reader.offset());
                    readEntries(reader.entries());
                    reader.next();
                    tellProgress();
                }
                case END -> {
                    return false;
                }
                case DAMAGE -> {
                    cutOff(newest);
                    return true;
                }
            }
        }
    }

    private void readEntries(WireReader in) throws LogRefusedException {
        while (in.remaining() > 0) {
            var entry = EntryCodec.decode(in);
            if (entry == null || entry.number() != expected) {
                throw new LogRefusedException(
                        segment + " has no entry " + expected + " where it belongs");
            }
            visitor.entry(entry);
            expected++;
        }
    }

    /// A write that a crash interrupted is the last one of the newest segment and no longer than a
    /// group, and nothing of it was sent. Any other damage may have been sent.
    private void cutOff(boolean newest) throws LogRefusedException {
        long damaged = reader.offset();
        long size = disk.size(segment);
        boolean lastWrite =
                newest
                        && head() >= knownHead
                        && size - damaged <= LogFormat.GROUP_HEADER + LogFormat.GROUP_MAX
                        && !groupFollows();
        if (!lastWrite && !lossAccepted) {
            throw new LogRefusedException(
                    segment
                            + " is damaged at byte "
                            + damaged
                            + ", and entries that were sent may follow");
        }
        LogAdmission.checkSnapshot(snapshot, head()); // While there is all that there was.
        disk.truncate(segment, damaged);
        cut += size - damaged;
    }

    private boolean groupFollows() {
        for (; ; ) {
            reader.skip();
            switch (reader.look()) {
                case GROUP -> {
                    return true;
                }
                case END -> {
                    return false;
                }
                case DAMAGE -> {}
            }
        }
    }

    private void tellProgress() {
        long read = bytesBefore + reader.offset();
        if (read - bytesTold >= PROGRESS_BYTES) {
            bytesTold = read;
            visitor.progress(read, bytesAll);
        }
    }
}
