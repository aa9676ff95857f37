package marquee.scenarios.planted;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// A program that runs the tests of one class on the classes that it was started with, and prints
/// one line: the name of the first that failed, or `nothing`, and how many did.
final class FailingTest {
    private FailingTest() {}

    /// Takes the name of the class.
    public static void main(String[] arguments) {
        var failures = new Failures();
        var request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(arguments[0]))
                        .build();
        LauncherFactory.create().execute(request, failures);
        System.out.println(failures.first + " " + failures.count);
        System.exit(0);
    }

    private static final class Failures implements TestExecutionListener {
        private String first = "nothing";
        private int count;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest() && result.getStatus() == TestExecutionResult.Status.FAILED) {
                first = count++ == 0 ? test.getDisplayName().replace(' ', '_') : first;
            }
        }
    }
}
