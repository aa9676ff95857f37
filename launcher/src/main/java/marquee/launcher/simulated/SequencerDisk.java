package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import java.nio.ByteBuffer;
import marquee.protocol.Chance;
import marquee.sequencer.log.Disk;
import marquee.sequencer.log.MemoryDisk;
import marquee.simulation.SimulatedProcess;

/// The disk of the sequencer's machine, which outlives its process. A process that crashes while it
/// writes leaves a part of what it wrote.
final class SequencerDisk implements Disk {
    private final MemoryDisk disk = new MemoryDisk();
    private final SimulatedProcess<?, ?> process;
    private final Chance chance;
    private boolean tearNextWrite;

    SequencerDisk(SimulatedProcess<?, ?> process, Chance chance) {
        this.process = process;
        this.chance = chance;
    }

    /// Makes the process crash in the middle of its next write.
    void tearNextWrite() {
        tearNextWrite = true;
    }

    /// Loses what was not flushed, as in a power cut.
    void cutPower() {
        disk.cutPower();
    }

    @Override
    public ImmutableList<String> files() {
        return disk.files();
    }

    @Override
    public long size(String file) {
        return disk.size(file);
    }

    @Override
    public void read(String file, long offset, ByteBuffer into) {
        disk.read(file, offset, into);
    }

    @Override
    public void append(String file, ByteBuffer bytes) {
        if (tearNextWrite) {
            tearNextWrite = false;
            process.crashAfter(0);
        }
        process.effect(() -> {
            disk.append(file, bytes.duplicate());
            disk.tear(chance.below(1 + disk.tearable()));
        });
        disk.append(file, bytes);
    }

    @Override
    public void truncate(String file, long size) {
        disk.truncate(file, size);
    }

    @Override
    public void sync(String file) {
        process.effect(() -> {});
        disk.sync(file);
    }

    @Override
    public void replace(String file, ByteBuffer bytes) {
        process.effect(() -> {});
        disk.replace(file, bytes);
    }

    @Override
    public void rename(String file, String name) {
        process.effect(() -> {});
        disk.rename(file, name);
    }

    @Override
    public void remove(String file) {
        process.effect(() -> {});
        disk.remove(file);
    }
}
