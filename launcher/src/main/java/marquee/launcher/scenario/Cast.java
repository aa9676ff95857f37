package marquee.launcher.scenario;

import java.nio.file.Path;

/// A scenario and the file it is from.
record Cast(Path file, Scenario scenario) {
    /// The folder it lies in.
    String group() {
        return Playbill.group(file);
    }

    /// What it is called among all.
    String name() {
        return group() + "/" + scenario.name();
    }
}
