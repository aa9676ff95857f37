package marquee.scenarios.planted;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// A program that runs the tests of one class on the classes that it was started with, and prints
/// one line: the class's name, or `nothing` unless a certain one of its tests failed, and how many
/// did. Others fail for whatever a bug breaks besides; those that failed are told as errors.
final class FailingTest {
    private FailingTest() {}

    /// Takes the name of the class and that of the method.
    public static void main(String[] arguments) {
        var failures = new Failures();
        var request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(arguments[0]))
                        .build();
        LauncherFactory.create().execute(request, failures);
        boolean found = failures.methods.contains(arguments[1]);
        if (!found) {
            System.err.println(arguments[1] + " did not fail, but these: " + failures.methods);
        }
        var name = arguments[0].substring(arguments[0].lastIndexOf('.') + 1);
        System.out.println((found ? name : "nothing") + " " + failures.methods.size());
        System.exit(0);
    }

    private static final class Failures implements TestExecutionListener {
        private final List<String> methods = new ArrayList<>();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest() && result.getStatus() == TestExecutionResult.Status.FAILED) {
                methods.add(
                        test.getSource()
                                .filter(MethodSource.class::isInstance)
                                .map(source -> ((MethodSource) source).getMethodName())
                                .orElse(test.getDisplayName()));
            }
        }
    }
}
