package marquee.sequencer.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import marquee.config.process.StartException;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Stamp;
import marquee.sequencer.log.DiskException;
import marquee.sequencer.log.Durability;
import marquee.sequencer.log.LogRefusedException;
import marquee.sequencer.log.LogSettings;
import marquee.sequencer.log.SequencerLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log in real files.
class FileDiskTest {
    private static final LogSettings SMALL = new LogSettings(7, Durability.FSYNC, "", false, 2_000);

    @TempDir private Path folder;

    @Test
    void keepsALogOverManySegments() throws LogRefusedException {
        try (var disk = new FileDisk(folder)) {
            var log = SequencerLog.create(disk, SMALL);
            for (long number = 1; number <= 500; number++) {
                log.append(mark(number));
                log.commit();
            }
            assertThat(log.read(100, 300)).hasSize(300).startsWith(mark(100)).endsWith(mark(399));
        }

        try (var disk = new FileDisk(folder)) {
            var seen = new ArrayList<Entry>();
            assertThat(SequencerLog.open(disk, SMALL, seen::add).epoch()).isEqualTo(2);
            assertThat(seen).hasSize(500).startsWith(mark(1)).endsWith(mark(500));
            assertThat(disk.files()).hasSizeGreaterThan(3).startsWith("epoch");
        }
    }

    @Test
    void cutsATornEndOfARealFile() throws LogRefusedException, IOException {
        try (var disk = new FileDisk(folder)) {
            var log = SequencerLog.create(disk, SMALL);
            log.append(mark(1));
            log.commit();
            log.append(mark(2));
            log.commit();
        }
        var segment = folder.resolve("segment-0000000000000000001");
        var bytes = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(bytes, bytes.length - 1));

        try (var disk = new FileDisk(folder)) {
            var log = SequencerLog.open(disk, SMALL, entry -> {});
            assertThat(log.head()).isEqualTo(1);
            assertThat(log.cut()).isPositive();
            log.append(mark(2));
            log.close();
        }
        assertThat(Files.readAllBytes(segment)).isEqualTo(bytes);
    }

    @Test
    void replacesAFileAsAWhole() throws IOException {
        try (var disk = new FileDisk(folder)) {
            disk.replace("a", bytes("one and more"));
            disk.replace("a", bytes("two"));
            disk.append("a", bytes(" three"));

            var read = ByteBuffer.allocate(20);
            disk.read("a", 4, read);
            assertThat(new String(read.array(), 0, read.position(), StandardCharsets.US_ASCII))
                    .isEqualTo("three");
            assertThat(disk.files()).containsExactly("a");
        }
    }

    @Test
    void namesTheFileThatCannotBeUsed() {
        try (var disk = new FileDisk(folder)) {
            assertThatThrownBy(() -> disk.append("absent", bytes("x")))
                    .isInstanceOf(DiskException.class)
                    .hasMessageContaining("absent");
        }
    }

    @Test
    void holdsAFolderAlone() throws StartException, IOException {
        try (var held = LogFolder.open(folder, false)) {
            assertThat(held.disk().files()).containsExactly("lock");
            assertThatThrownBy(() -> LogFolder.open(folder, false))
                    .isInstanceOf(StartException.class)
                    .hasMessageEndingWith("another sequencer uses this log");
        }
        LogFolder.open(folder, false).close();
    }

    @Test
    void aFolderIsHeldWhileASequencerUsesIt() throws StartException, IOException {
        assertThat(LogFolder.isHeld(folder.resolve("none"))).isFalse();
        try (var _ = LogFolder.open(folder, false)) {
            assertThat(LogFolder.isHeld(folder)).isTrue();
        }
        assertThat(LogFolder.isHeld(folder)).isFalse();
    }

    private static Entry mark(long number) {
        return new Entry(number, new Stamp(number, 1), new Entry.Mark(null));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
