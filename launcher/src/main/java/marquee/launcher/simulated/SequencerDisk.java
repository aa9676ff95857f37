package marquee.launcher.simulated;

import java.nio.ByteBuffer;
import marquee.protocol.Chance;
import marquee.sequencer.log.ForwardingDisk;
import marquee.sequencer.log.MemoryDisk;
import marquee.simulation.SimulatedProcess;

/// The disk of the sequencer's machine, which outlives its process. A process that crashes while it
/// writes leaves a part of what it wrote.
final class SequencerDisk extends ForwardingDisk {
    private final MemoryDisk disk;
    private final SimulatedProcess<?, ?> process;
    private final Chance chance;
    private boolean tearNextWrite;

    SequencerDisk(SimulatedProcess<?, ?> process, Chance chance) {
        this(new MemoryDisk(), process, chance);
    }

    private SequencerDisk(MemoryDisk disk, SimulatedProcess<?, ?> process, Chance chance) {
        super(disk);
        this.disk = disk;
        this.process = process;
        this.chance = chance;
    }

    /// Makes the process crash in the middle of its next write.
    void tearNextWrite() {
        tearNextWrite = true;
    }

    /// Lets the next write succeed after all.
    void spareNextWrite() {
        tearNextWrite = false;
    }

    /// Loses what was not flushed, as in a power cut.
    void cutPower() {
        disk.cutPower();
    }

    @Override
    public void append(String file, ByteBuffer bytes) {
        if (tearNextWrite) {
            tearNextWrite = false;
            process.crashNext();
        }
        process.effect(() -> {
            disk.append(file, bytes.duplicate());
            disk.tear(chance.below(1 + disk.tearable()));
        });
        super.append(file, bytes);
    }

    @Override
    public void sync(String file) {
        process.effect(() -> {});
        super.sync(file);
    }

    @Override
    public void replace(String file, ByteBuffer bytes) {
        process.effect(() -> {});
        super.replace(file, bytes);
    }

    @Override
    public void rename(String file, String name) {
        process.effect(() -> {});
        super.rename(file, name);
    }

    @Override
    public void remove(String file) {
        process.effect(() -> {});
        super.remove(file);
    }
}
