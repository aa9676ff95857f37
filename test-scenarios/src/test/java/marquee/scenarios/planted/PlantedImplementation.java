package marquee.scenarios.planted;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import marquee.applications.Implementation;
import marquee.scenarios.lockstep.LockStep;

/// Loads an implementation with a bug beside the right one, in the same JVM.
final class PlantedImplementation {
    private PlantedImplementation() {}

    /// The implementation in which `bug` is planted, by way of files below `folder`.
    static Implementation of(DomainBug bug, Path folder)
            throws IOException, InterruptedException, ReflectiveOperationException {
        var right = right(bug).getClass();
        var patched = PatchedClasses.make(bug.name(), folder).folder();
        var loader = new OwnPackages(right, patched.toUri().toURL());
        var planted = loader.loadClass(right.getName());
        return (Implementation) planted.getDeclaredConstructor().newInstance();
    }

    /// The model and all implementations, but the one with `bug` is `planted`.
    static List<Implementation> among(
            List<Implementation> all, DomainBug bug, Implementation planted) {
        return all.stream()
                .map(one -> one.name().equals(bug.implementation) ? planted : one)
                .toList();
    }

    private static Implementation right(DomainBug bug) {
        return LockStep.everybody().stream()
                .filter(one -> one.name().equals(bug.implementation))
                .findFirst()
                .orElseThrow();
    }

    /// Loads the packages of an implementation anew, the patched classes before all: one package
    /// must be of one loader. All else is what everybody uses.
    private static final class OwnPackages extends URLClassLoader {
        private final String packages;

        OwnPackages(Class<?> right, URL patched) {
            super(
                    new URL[] {patched, right.getProtectionDomain().getCodeSource().getLocation()},
                    right.getClassLoader());
            this.packages = right.getPackageName() + ".";
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(packages)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                var loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
