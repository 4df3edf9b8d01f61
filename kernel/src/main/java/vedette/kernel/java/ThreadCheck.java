package vedette.kernel.java;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Adds to a class of the JDK or a library that one thread dies at a method's entry or a loop's back-edge. Names nothing but
 * what every class can see.
 */
final class ThreadCheck implements CodeTransform {

    private static final ClassDesc THREAD = ClassDesc.of("java.lang.Thread");

    /** What has ended threads before; nobody catches it. */
    private static final ClassDesc DEATH = ClassDesc.of("java.lang.ThreadDeath");

    private final long threadId;
    private final Set<Label> passed = new HashSet<>();

    private ThreadCheck(long threadId) {
        this.threadId = threadId;
    }

    /**
     * Adds the check to a class.
     *
     * @param methods the names of those that get it
     */
    static byte[] weave(byte[] original, @Nullable ClassLoader loader, long threadId, Predicate<String> methods) {
        ClassHierarchyResolver hierarchy = loader == null
                ? ClassHierarchyResolver.defaultResolver()
                : ClassHierarchyResolver.ofResourceParsing(loader).orElse(ClassHierarchyResolver.defaultResolver());
        ClassFile files = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy));
        return files.transformClass(
                files.parse(original),
                ClassTransform.transformingMethodBodies(
                        method -> methods.test(method.methodName().stringValue()),
                        CodeTransform.ofStateful(() -> new ThreadCheck(threadId))));
    }

    /** Whether something was thrown by such a check. */
    static boolean isDeath(Throwable thrown) {
        return thrown.getClass().getName().equals("java.lang.ThreadDeath");
    }

    @Override
    public void atStart(CodeBuilder code) {
        check(code);
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
        if (element instanceof LabelTarget target) {
            passed.add(target.label());
        }
        if (element instanceof BranchInstruction branch && passed.contains(branch.target())) {
            check(code);
        }
        code.with(element);
    }

    private void check(CodeBuilder code) {
        Label goOn = code.newLabel();
        code.invokestatic(THREAD, "currentThread", MethodTypeDesc.of(THREAD))
                .invokevirtual(THREAD, "threadId", MethodTypeDesc.of(ConstantDescs.CD_long))
                .loadConstant(threadId)
                .lcmp()
                .ifne(goOn)
                .new_(DEATH)
                .dup()
                .invokespecial(DEATH, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                .athrow()
                .labelBinding(goOn);
    }
}
