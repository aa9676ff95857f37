package marquee.scenarios.independence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import net.sourceforge.pmd.cpd.CPDConfiguration;
import net.sourceforge.pmd.cpd.CPDReport;
import net.sourceforge.pmd.cpd.CpdAnalysis;
import net.sourceforge.pmd.cpd.Mark;
import net.sourceforge.pmd.cpd.Match;
import net.sourceforge.pmd.lang.document.FileId;
import net.sourceforge.pmd.lang.java.JavaLanguageModule;

/// The same run of tokens in several folders, as PMD's detector of repeated code finds it. Names,
/// literals, annotations and imports do not count, so that renaming hides no copy.
///
/// @param tokens how long the run is
/// @param places where it stands, once or more in each of two folders or more
record RepeatedCode(int tokens, List<Place> places) {
    /// Lines of a file in one of the folders.
    record Place(Path folder, Path file, int firstLine, int lastLine) {
        @Override
        public String toString() {
            return file.getFileName() + ":" + firstLine + "-" + lastLine;
        }
    }

    /// All runs of at least so many tokens that stand in two of the folders or more, the longest
    /// first.
    ///
    /// @throws IllegalStateException if there is no code in a folder: a check of nothing passes
    static List<RepeatedCode> across(List<Path> folders, int tokensMin) throws IOException {
        var configuration = new CPDConfiguration();
        configuration.setMinimumTileSize(tokensMin);
        configuration.setOnlyRecognizeLanguage(JavaLanguageModule.getInstance());
        configuration.setIgnoreIdentifiers(true);
        configuration.setIgnoreLiterals(true);
        configuration.setIgnoreAnnotations(true);
        var found = new ArrayList<RepeatedCode>();
        try (var analysis = CpdAnalysis.create(configuration)) {
            for (var folder : folders) {
                analysis.files().addDirectory(folder);
            }
            analysis.performAnalysis(report -> found.addAll(across(folders, report)));
        }
        return found;
    }

    private static List<RepeatedCode> across(List<Path> folders, CPDReport report) {
        var read = report.getNumberOfTokensPerFile().keySet();
        for (var folder : folders) {
            if (read.stream().noneMatch(file -> path(file).startsWith(folder))) {
                throw new IllegalStateException("no code below " + folder);
            }
        }
        return report.getMatches().stream()
                .map(match -> of(folders, match))
                .filter(code -> code.places.stream().map(Place::folder).distinct().count() > 1)
                .toList();
    }

    private static RepeatedCode of(List<Path> folders, Match match) {
        return new RepeatedCode(
                match.getTokenCount(),
                StreamSupport.stream(match.spliterator(), false)
                        .map(mark -> place(folders, mark))
                        .toList());
    }

    private static Place place(List<Path> folders, Mark mark) {
        var location = mark.getLocation();
        var file = path(location.getFileId());
        return new Place(
                folders.stream().filter(file::startsWith).findFirst().orElseThrow(),
                file,
                location.getStartLine(),
                location.getEndLine());
    }

    private static Path path(FileId file) {
        return Path.of(file.getAbsolutePath());
    }
}
