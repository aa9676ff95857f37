package marquee.sequencer.log;

/// Whether a log may be continued, as far as its epoch record tells.
final class LogAdmission {
    private LogAdmission() {}

    /// Reads how the log was used last, and judges whether it may be opened as `settings` ask.
    static EpochRecord lastUse(Disk disk, LogSettings settings) throws LogRefusedException {
        if (!disk.files().contains(LogFormat.EPOCH_FILE)) {
            checkRemains(disk);
            throw new LogRefusedException(
                    "there is no log; make a new one with --init, if this cluster never had one");
        }
        var last = EpochRecord.read(disk);
        if (last == null) {
            throw new LogRefusedException("the file " + LogFormat.EPOCH_FILE + " is damaged");
        }
        if (last.clusterId() != settings.clusterId()) {
            throw new LogRefusedException("the log belongs to another cluster");
        }
        if (last.durability() == Durability.NONE && last.epoch() > 0) {
            throw new LogRefusedException(
                    "the log was written with durability none, which allows no restart");
        }
        if (settings.durability() == Durability.NONE && last.epoch() > 0) {
            throw new LogRefusedException(
                    "the log was written to be started from again, which durability none would end");
        }
        if (newestMayBeMissing(last, settings) && !settings.acceptLoss()) {
            throw new LogRefusedException(
                    "the host was restarted while the sequencer ran with durability os: the newest"
                            + " entries may be missing; --accept-loss starts without them");
        }
        return last;
    }

    /// Entries without an epoch record are of a log that has lost it: neither can they be gone on
    /// with, nor may their numbers be given again.
    static void checkRemains(Disk disk) throws LogRefusedException {
        boolean anyEntries =
                LogRecovery.segments(disk).stream()
                        .anyMatch(file -> disk.size(file) > SegmentHeader.BYTES);
        if (anyEntries || !SnapshotFile.all(disk).isEmpty()) {
            throw new LogRefusedException(
                    "the file "
                            + LogFormat.EPOCH_FILE
                            + " is missing beside entries or a snapshot; put all of the newest copy"
                            + " back");
        }
    }

    /// Whether the operator knows of a possible loss, and takes it.
    static boolean lossAccepted(EpochRecord last, LogSettings settings) {
        return settings.acceptLoss() && newestMayBeMissing(last, settings);
    }

    /// An entry that was in the log and is not any more was sent: its number must not be used
    /// again.
    static void checkHead(EpochRecord last, LogSettings settings, long head)
            throws LogRefusedException {
        if (head < last.head() && !lossAccepted(last, settings)) {
            throw new LogRefusedException(
                    "the log ends at entry " + head + ", but it has had entry " + last.head());
        }
    }

    /// What came between the snapshot and the log would be known to nobody.
    static void checkSnapshot(long snapshot, long head) throws LogRefusedException {
        if (head < snapshot) {
            throw new LogRefusedException(
                    "the log ends at entry " + head + ", but the snapshot is of entry " + snapshot);
        }
    }

    private static boolean newestMayBeMissing(EpochRecord last, LogSettings settings) {
        return !last.cleanStop()
                && last.durability() == Durability.OS
                && !last.hostBoot().equals(settings.hostBoot());
    }
}
