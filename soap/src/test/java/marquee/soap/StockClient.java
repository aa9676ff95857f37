package marquee.soap;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.sun.tools.ws.WsImport;
import jakarta.xml.ws.BindingProvider;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.handler.MessageContext;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.tools.ToolProvider;
import javax.xml.namespace.QName;

/// What the stock tool `wsimport` makes of a served WSDL, compiled and loaded: a service interface
/// of which a client calls methods by the course's names. The tests have no such interface when
/// they are compiled, so they call it by reflection, which hides nothing: names, order and types of
/// parameters are what was generated.
final class StockClient implements AutoCloseable {
    private static final String PACKAGE = "generated.booking";

    private final URLClassLoader classes;
    private final Class<?> port;

    private StockClient(URLClassLoader classes, Class<?> port) {
        this.classes = classes;
        this.port = port;
    }

    /// Generates, compiles and loads the client of the WSDL at `wsdl` in `folder`.
    static StockClient generate(URL wsdl, Path folder) throws IOException, ClassNotFoundException {
        var sources = Files.createDirectories(folder.resolve("sources"));
        var compiled = Files.createDirectories(folder.resolve("classes"));
        try {
            int status =
                    WsImport.doMain(
                            new String[] {
                                "-Xnocompile",
                                "-p",
                                PACKAGE,
                                "-s",
                                sources.toString(),
                                wsdl.toString()
                            });
            if (status != 0) {
                throw new AssertionError("wsimport ended with " + status);
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("wsimport", e);
        }
        compile(sources, compiled);
        var classes = new URLClassLoader(new URL[] {compiled.toUri().toURL()});
        return new StockClient(classes, classes.loadClass(PACKAGE + ".Booking"));
    }

    private static void compile(Path sources, Path compiled) throws IOException {
        var arguments =
                new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", compiled.toString()));
        arguments.add("-cp");
        arguments.add(System.getProperty("java.class.path"));
        try (var files = Files.walk(sources)) {
            files.map(Path::toString)
                    .filter(name -> name.endsWith(".java"))
                    .forEach(arguments::add);
        }
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, arguments.toArray(String[]::new));
        if (status != 0) {
            throw new AssertionError("the generated client does not compile");
        }
    }

    /// The operations as they were generated: result, name and types of parameters.
    ImmutableList<String> signatures() {
        return Arrays.stream(port.getMethods())
                .map(method ->
                        "%s %s%s"
                                .formatted(
                                        method.getReturnType().getSimpleName(),
                                        method.getName(),
                                        Arrays.stream(method.getParameters())
                                                .map(each ->
                                                        each.getType().getSimpleName()
                                                                + " "
                                                                + parameterName(each))
                                                .toList()))
                .sorted()
                .collect(ImmutableList.toImmutableList());
    }

    private static String parameterName(java.lang.reflect.Parameter parameter) {
        return parameter.getAnnotation(jakarta.jws.WebParam.class).name();
    }

    /// A client of the service whose WSDL is at `wsdl`.
    Caller at(URI wsdl) throws IOException {
        var service =
                Service.create(wsdl.toURL(), new QName(BookingPort.NAMESPACE, "BookingService"));
        return new Caller(service.getPort(port));
    }

    @Override
    public void close() throws IOException {
        classes.close();
    }

    /// One user's client.
    static final class Caller {
        private final Object proxy;

        private Caller(Object proxy) {
            this.proxy = proxy;
        }

        /// Names the requests to come by `Idempotency-Key`.
        Caller withKey(String key) {
            ((BindingProvider) proxy)
                    .getRequestContext()
                    .put(
                            MessageContext.HTTP_REQUEST_HEADERS,
                            ImmutableMap.of("Idempotency-Key", List.of(key)));
            return this;
        }

        /// Calls an operation, and gives what is there of the reply's fields, in order.
        Map<String, Object> call(String operation, Object... arguments) {
            try {
                return fields(method(operation).invoke(proxy, arguments));
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof RuntimeException thrown) {
                    throw thrown;
                }
                throw new AssertionError(operation, e);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(operation, e);
            }
        }

        /// A header of the newest response; empty if it has none of the name.
        String header(String name) {
            var headers =
                    Objects.requireNonNull(
                            (Map<?, ?>)
                                    ((BindingProvider) proxy)
                                            .getResponseContext()
                                            .get(MessageContext.HTTP_RESPONSE_HEADERS));
            return headers.entrySet().stream()
                    .filter(entry -> name.equalsIgnoreCase((String) entry.getKey()))
                    .map(entry -> ((List<?>) entry.getValue()).getFirst().toString())
                    .findFirst()
                    .orElse("");
        }

        private Method method(String operation) {
            return Arrays.stream(proxy.getClass().getInterfaces())
                    .flatMap(type -> Arrays.stream(type.getMethods()))
                    .filter(method -> method.getName().equals(operation))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no operation " + operation));
        }

        private static Map<String, Object> fields(Object bean) throws ReflectiveOperationException {
            var fields = new LinkedHashMap<String, Object>();
            for (var field : bean.getClass().getDeclaredFields()) {
                var name = field.getName();
                var value = bean.getClass().getMethod(getter(name)).invoke(bean);
                if (value instanceof List<?> list) {
                    var lines = new ArrayList<Object>();
                    for (var line : list) {
                        lines.add(fields(line));
                    }
                    value = lines.isEmpty() ? null : lines;
                }
                if (value != null) {
                    fields.put(name, value);
                }
            }
            return fields;
        }

        private static String getter(String field) {
            return "get" + Character.toUpperCase(field.charAt(0)) + field.substring(1);
        }
    }
}
