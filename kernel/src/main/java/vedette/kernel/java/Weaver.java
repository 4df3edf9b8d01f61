package vedette.kernel.java;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.attribute.InnerClassesAttribute;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.classfile.constantpool.ConstantPoolBuilder;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds to a cell's class what the compiler does not: a check at loop back-edges and method entries by which a cell can
 * be stopped, a note of the processes that it starts, calls that find a method's newest version, an exit that ends the
 * cell only, lines as the user counts them, and access from the classes of later cells, which other loaders define.
 */
final class Weaver {

    private static final ClassDesc RUNTIME = ClassDesc.of(CellRuntime.class.getName());

    /** Methods of the JDK by type, for which those of the same name in {@link CellRuntime} stand. */
    private static final Map<String, Set<String>> GUARDED = Map.of(
            "java/lang/System", Set.of("exit"),
            "java/lang/Runtime", Set.of("exit", "halt", "exec"),
            "java/lang/ProcessBuilder", Set.of("start", "startPipeline"));

    private static final DirectMethodHandleDesc LATE_CALL = MethodHandleDesc.ofMethod(
            DirectMethodHandleDesc.Kind.STATIC,
            RUNTIME,
            "lateCall",
            MethodTypeDesc.of(
                    ClassDesc.of("java.lang.invoke.CallSite"),
                    ConstantDescs.CD_MethodHandles_Lookup,
                    ConstantDescs.CD_String,
                    ConstantDescs.CD_MethodType,
                    ConstantDescs.CD_String));
    private static final int ACCESS = ClassFile.ACC_PUBLIC | ClassFile.ACC_PROTECTED | ClassFile.ACC_PRIVATE;

    private final UnitText source;
    private final CellText cell;
    private final ClassFile files;

    Weaver(UnitText source, CellText cell, ClassHierarchyResolver hierarchy) {
        this.source = source;
        this.cell = cell;
        this.files = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy));
    }

    /**
     * A woven class.
     *
     * @param unchecked the methods that the checks would make too large for a class file; they cannot be stopped, and call
     *     the methods that they were compiled with
     */
    record Woven(byte[] bytes, List<String> unchecked) {
        Woven {
            unchecked = List.copyOf(unchecked);
        }
    }

    Woven weave(byte[] original) {
        ClassModel model = files.parse(original);
        try {
            return new Woven(build(model, model, List.of()), List.of());
        } catch (IllegalArgumentException e) {
            List<MethodModel> large = model.methods().stream()
                    .filter(method -> !fits(model, method))
                    .toList();
            return new Woven(
                    build(model, model, large),
                    large.stream()
                            .map(method -> method.methodName().stringValue())
                            .toList());
        }
    }

    private boolean fits(ClassModel model, MethodModel method) {
        try {
            build(model, List.of(method), List.of());
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The constants stay where they are, so that what is not changed keeps its size. */
    private byte[] build(ClassModel model, Iterable<? extends ClassElement> elements, List<MethodModel> large) {
        return files.build(
                model.thisClass(),
                ConstantPoolBuilder.of(model),
                type -> elements.forEach(element -> copy(type, element, large)));
    }

    private void copy(ClassBuilder type, ClassElement element, List<MethodModel> large) {
        switch (element) {
            case java.lang.classfile.AccessFlags flags -> type.withFlags(open(flags.flagsMask()));
            case FieldModel field ->
                type.withField(
                        field.fieldName(),
                        field.fieldType(),
                        copy -> field.forEach(part -> {
                            if (part instanceof java.lang.classfile.AccessFlags flags) {
                                copy.withFlags(open(flags.flagsMask()));
                            } else {
                                copy.with(part);
                            }
                        }));
            case MethodModel method -> copy(type, method, !large.contains(method));
            case SourceFileAttribute file -> type.with(SourceFileAttribute.of(cell.fileName()));
            case InnerClassesAttribute inner ->
                type.with(InnerClassesAttribute.of(
                        inner.classes().stream().map(Weaver::open).toList()));
            default -> type.with(element);
        }
    }

    private void copy(ClassBuilder type, MethodModel method, boolean isChecked) {
        type.withMethod(
                method.methodName(), method.methodType(), open(method.flags().flagsMask()), copy -> {
                    for (var part : method) {
                        switch (part) {
                            case java.lang.classfile.AccessFlags flags -> copy.withFlags(open(flags.flagsMask()));
                            case CodeModel code -> copy.transformCode(code, new Checks(isChecked));
                            default -> copy.with(part);
                        }
                    }
                });
    }

    private static boolean isGuarded(String owner, String name) {
        return GUARDED.getOrDefault(owner, Set.of()).contains(name);
    }

    /** A method's handle, or what stands for it. Its invocation type has the receiver already. */
    private static ConstantDesc guarded(ConstantDesc argument) {
        return argument instanceof DirectMethodHandleDesc method
                        && isGuarded(internalName(method.owner()), method.methodName())
                ? MethodHandleDesc.ofMethod(
                        DirectMethodHandleDesc.Kind.STATIC, RUNTIME, method.methodName(), method.invocationType())
                : argument;
    }

    private static String internalName(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1);
    }

    private static InnerClassInfo open(InnerClassInfo info) {
        return InnerClassInfo.of(info.innerClass(), info.outerClass(), info.innerName(), info.flagsMask());
    }

    /** What has no modifier or is protected becomes public; what is private stays so. */
    private static int open(int flags) {
        return (flags & ClassFile.ACC_PRIVATE) != 0 ? flags : (flags & ~ACCESS) | ClassFile.ACC_PUBLIC;
    }

    /** Changes one method's code. */
    private final class Checks implements CodeTransform {
        private final Set<Label> passed = new HashSet<>();
        private final boolean isChecked;

        /** What makes the code larger is left out where it is not to be checked. */
        Checks(boolean isChecked) {
            this.isChecked = isChecked;
        }

        @Override
        public void atStart(CodeBuilder code) {
            check(code);
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            switch (element) {
                case LabelTarget target -> {
                    passed.add(target.label());
                    code.with(target);
                }
                case BranchInstruction branch
                when passed.contains(branch.target()) -> {
                    check(code);
                    code.with(branch);
                }
                case LineNumber line -> code.lineNumber(cell.lineCode(source.lineInCell(line.line())));
                case InvokeInstruction call -> call(code, call);
                case InvokeDynamicInstruction reference -> reference(code, reference);
                default -> code.with(element);
            }
        }

        private void check(CodeBuilder code) {
            if (isChecked) {
                code.invokestatic(RUNTIME, "stopCheck", ConstantDescs.MTD_void);
            }
        }

        private void call(CodeBuilder code, InvokeInstruction call) {
            String owner = call.owner().asInternalName();
            String name = call.name().stringValue();
            boolean isStatic = call.opcode() == Opcode.INVOKESTATIC;
            if (isChecked && isStatic && isLate(owner, name)) {
                code.invokedynamic(DynamicCallSiteDesc.of(LATE_CALL, name, call.typeSymbol(), owner.replace('/', '.')));
            } else if (isGuarded(owner, name)) {
                MethodTypeDesc type = call.typeSymbol();
                code.invokestatic(
                        RUNTIME,
                        name,
                        isStatic
                                ? type
                                : type.insertParameterTypes(0, call.owner().asSymbol()));
            } else {
                code.with(call);
            }
        }

        /** A method reference names its method as an argument of the call that makes the lambda. */
        private void reference(CodeBuilder code, InvokeDynamicInstruction reference) {
            List<ConstantDesc> arguments = reference.bootstrapArgs();
            List<ConstantDesc> guarded = arguments.stream().map(Weaver::guarded).toList();
            if (guarded.equals(arguments)) {
                code.with(reference);
            } else {
                code.invokedynamic(DynamicCallSiteDesc.of(
                        reference.bootstrapMethod(),
                        reference.name().stringValue(),
                        reference.typeSymbol(),
                        guarded.toArray(ConstantDesc[]::new)));
            }
        }

        /** Methods of cells, but not those inside a user's type. */
        private boolean isLate(String owner, String name) {
            return owner.startsWith(CellClass.PACKAGE + "/$Cell")
                    && owner.indexOf('$', CellClass.PACKAGE.length() + 2) < 0
                    && !name.startsWith("$")
                    && !name.startsWith("lambda$");
        }
    }
}
