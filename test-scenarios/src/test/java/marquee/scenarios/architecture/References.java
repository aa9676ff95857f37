package marquee.scenarios.architecture;

import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.reflect.AccessFlag;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What one compiled class refers to, by internal names: types as `java/util/List`, methods as
/// `java/util/List.of()Ljava/util/List;`, fields as `java/lang/System.out:Ljava/io/PrintStream;`. A
/// lock or a static field that can change counts as a reference to [#LOCK] or [#MUTABLE_STATIC].
///
/// @param name the class's own internal name
/// @param targets everything else it names, in code, signatures and method handles
record References(String name, SortedSet<String> targets) {
    static final String LOCK = "synchronized";
    static final String MUTABLE_STATIC = "static mutable field ";

    /// An object type inside a descriptor or a generic signature.
    private static final Pattern TYPE = Pattern.compile("L([\\w/$]+)");

    /// Reads a class file (JEP 484).
    static References of(byte[] classFile) {
        ClassModel model = ClassFile.of().parse(classFile);
        var targets = new TreeSet<String>();
        addConstants(model, targets);
        for (FieldModel field : model.fields()) {
            addTypes(field.fieldType().stringValue(), targets);
            addSignature(field, targets);
            if (field.flags().has(AccessFlag.STATIC) && !field.flags().has(AccessFlag.FINAL)) {
                targets.add(MUTABLE_STATIC + field.fieldName().stringValue());
            }
        }
        for (MethodModel method : model.methods()) {
            addTypes(method.methodType().stringValue(), targets);
            addSignature(method, targets);
            if (locks(method)) {
                targets.add(LOCK);
            }
        }
        String name = model.thisClass().asInternalName();
        targets.remove(name);
        return new References(name, targets);
    }

    private static void addConstants(ClassModel model, SortedSet<String> targets) {
        for (var entry : model.constantPool()) {
            switch (entry) {
                case ClassEntry type -> addClass(type.asInternalName(), targets);
                case FieldRefEntry field -> targets.add(member(field, ":"));
                case MemberRefEntry method -> targets.add(member(method, ""));
                case NameAndTypeEntry use -> addTypes(use.type().stringValue(), targets);
                case MethodTypeEntry type -> addTypes(type.descriptor().stringValue(), targets);
                default -> {}
            }
        }
    }

    private static String member(MemberRefEntry member, String separator) {
        return member.owner().asInternalName()
                + "."
                + member.name().stringValue()
                + separator
                + member.type().stringValue();
    }

    private static void addClass(String internalName, SortedSet<String> targets) {
        if (internalName.startsWith("[")) {
            addTypes(internalName, targets);
        } else {
            targets.add(internalName);
        }
    }

    private static void addSignature(AttributedElement element, SortedSet<String> targets) {
        element.findAttribute(Attributes.signature())
                .ifPresent(found -> addTypes(found.signature().stringValue(), targets));
    }

    private static void addTypes(String descriptor, SortedSet<String> targets) {
        var types = TYPE.matcher(descriptor);
        while (types.find()) {
            targets.add(types.group(1));
        }
    }

    private static boolean locks(MethodModel method) {
        return method.flags().has(AccessFlag.SYNCHRONIZED)
                || method.code()
                        .map(code ->
                                code.elementStream().anyMatch(MonitorInstruction.class::isInstance))
                        .orElse(false);
    }
}
