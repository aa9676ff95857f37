package marquee.launcher.scenario.run;

import java.nio.file.Path;
import marquee.launcher.scenario.Playbill;
import marquee.launcher.scenario.Scenario;

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

    /// How `run` is told to play it again: by its name where it is one of those in `playbill`, else
    /// by its file.
    String argument(Path playbill) {
        boolean isListed = file.toAbsolutePath().normalize().startsWith(playbill.toAbsolutePath());
        return isListed ? name() : file.toString();
    }
}
