package vedette.kernel.java;

import com.sun.source.tree.Tree;
import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.parser.JavacParser;
import com.sun.tools.javac.parser.ParserFactory;
import com.sun.tools.javac.parser.ScannerFactory;
import com.sun.tools.javac.parser.Tokens.Token;
import com.sun.tools.javac.parser.Tokens.TokenKind;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCArrayAccess;
import com.sun.tools.javac.tree.JCTree.JCAssign;
import com.sun.tools.javac.tree.JCTree.JCAssignOp;
import com.sun.tools.javac.tree.JCTree.JCBinary;
import com.sun.tools.javac.tree.JCTree.JCCase;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCExpression;
import com.sun.tools.javac.tree.JCTree.JCFieldAccess;
import com.sun.tools.javac.tree.JCTree.JCIdent;
import com.sun.tools.javac.tree.JCTree.JCIf;
import com.sun.tools.javac.tree.JCTree.JCInstanceOf;
import com.sun.tools.javac.tree.JCTree.JCLiteral;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCModifiers;
import com.sun.tools.javac.tree.JCTree.JCNewArray;
import com.sun.tools.javac.tree.JCTree.JCNewClass;
import com.sun.tools.javac.tree.JCTree.JCSwitchExpression;
import com.sun.tools.javac.tree.JCTree.JCTypeCast;
import com.sun.tools.javac.tree.JCTree.JCTypeParameter;
import com.sun.tools.javac.tree.JCTree.JCUnary;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.tree.JCTree.JCYield;
import com.sun.tools.javac.tree.TreeInfo;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.ListBuffer;
import com.sun.tools.javac.util.Name;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vedette.kernel.java.Piece.Stretch;

/**
 * Splits a cell with javac's own parser: a cell is any sequence of imports, declarations, statements and expressions,
 * of which the last may lack its semicolon. Problems go to the context's log, as javac's do.
 */
final class CellParser extends JavacParser {

    private static final Set<TokenKind> STATEMENT_STARTS = Set.of(
            TokenKind.LBRACE,
            TokenKind.RBRACE,
            TokenKind.IF,
            TokenKind.FOR,
            TokenKind.WHILE,
            TokenKind.DO,
            TokenKind.TRY,
            TokenKind.RETURN,
            TokenKind.THROW,
            TokenKind.BREAK,
            TokenKind.CONTINUE,
            TokenKind.ELSE,
            TokenKind.FINALLY,
            TokenKind.CATCH,
            TokenKind.CASE,
            TokenKind.DEFAULT,
            TokenKind.ASSERT);

    private static final Set<TokenKind> IN_TYPE_ARGUMENTS = Set.of(
            TokenKind.IDENTIFIER,
            TokenKind.DOT,
            TokenKind.COMMA,
            TokenKind.LT,
            TokenKind.GT,
            TokenKind.GTGT,
            TokenKind.GTGTGT,
            TokenKind.QUES,
            TokenKind.EXTENDS,
            TokenKind.SUPER,
            TokenKind.AMP,
            TokenKind.LBRACKET,
            TokenKind.RBRACKET,
            TokenKind.MONKEYS_AT,
            TokenKind.BYTE,
            TokenKind.SHORT,
            TokenKind.CHAR,
            TokenKind.INT,
            TokenKind.LONG,
            TokenKind.FLOAT,
            TokenKind.DOUBLE,
            TokenKind.BOOLEAN);

    private static final Set<String> MODIFIERS_OF_MEMBERS = Set.of("public", "protected", "private", "static", "final");
    private static final Set<String> MODIFIERS_OF_TYPES = Set.of("public", "protected", "private", "static");

    private final String text;
    private final List<Piece> pieces = new ArrayList<>();
    private final Set<String> names;

    /** Where names end that are written longer than they are. */
    private final Map<Integer, Integer> endsOfNames;

    /**
     * A cell as it was read.
     *
     * @param names the names that it mentions, in whatever sense
     */
    record Parsed(List<Piece> pieces, Set<String> names) {
        Parsed {
            pieces = List.copyOf(pieces);
            names = Set.copyOf(names);
        }

        /** Some of its pieces. */
        Parsed of(List<Piece> some) {
            return new Parsed(some, names);
        }
    }

    private CellParser(Context context, String text) {
        // The parser reads its first token while it is made.
        this.names = new HashSet<>();
        this.endsOfNames = new HashMap<>();
        super(
                ParserFactory.instance(context),
                ScannerFactory.instance(context).newScanner(text, true),
                true,
                true,
                true);
        this.text = text;
    }

    /** A cell, as far as it can be parsed. */
    static Parsed parse(Context context, String text) {
        CellParser parser = new CellParser(context, text);
        while (parser.token.kind != TokenKind.EOF) {
            int before = parser.token.pos;
            parser.piece();
            if (parser.token.kind != TokenKind.EOF && parser.token.pos == before) {
                parser.nextToken();
            }
        }
        return new Parsed(parser.pieces, parser.names);
    }

    @Override
    public void nextToken() {
        super.nextToken();
        if (token.kind == TokenKind.IDENTIFIER) {
            names.add(token.name().toString());
            if (token.endPos - token.pos != token.name().length()) {
                endsOfNames.put(token.pos, token.endPos);
            }
        }
    }

    private void piece() {
        int start = token.pos;
        if (token.kind == TokenKind.SEMI) {
            nextToken();
        } else if (token.kind == TokenKind.PACKAGE) {
            // A whole file may be pasted; what a cell declares has no package.
            nextToken();
            qualident(false);
            endOfPiece();
        } else if (token.kind == TokenKind.IMPORT) {
            importDeclaration();
            pieces.add(new Piece.Import(start, S.prevToken().endPos));
        } else if (STATEMENT_STARTS.contains(token.kind)
                || (token.kind == TokenKind.SYNCHRONIZED && peekToken(TokenKind.LPAREN))) {
            statement(start);
        } else {
            declarationOrExpression(start);
        }
    }

    private void statement(int start) {
        JCTree tree = parseStatement();
        Set<String> bindings =
                tree instanceof JCIf choice && choice.elsepart == null ? BindingFinder.namesIn(choice.cond) : Set.of();
        pieces.add(new Piece.Statement(start, S.prevToken().endPos, bindings));
    }

    private void declarationOrExpression(int start) {
        var comment = token.docComment();
        JCModifiers modifiers = modifiersOpt();
        Stretch written = new Stretch(start, token.pos);
        if (startsType()) {
            JCTree tree = classOrRecordOrInterfaceOrEnumDeclaration(modifiers, comment);
            if (tree instanceof JCClassDecl type) {
                pieces.add(new Piece.Type(
                        start,
                        S.prevToken().endPos,
                        type.name.toString(),
                        words(written, MODIFIERS_OF_TYPES),
                        hasState(type)));
            }
            return;
        }
        com.sun.tools.javac.util.List<JCTypeParameter> typeParameters = typeParametersOpt();
        Token first = token;
        boolean isVoid = token.kind == TokenKind.VOID;
        JCExpression term = isVoid ? voidType() : term(isComparison() ? EXPR : EXPR | TYPE);
        if (token.kind == TokenKind.COLON && term.hasTag(JCTree.Tag.IDENT)) {
            nextToken();
            statement(start);
        } else if ((isVoid || wasTypeMode()) && LAX_IDENTIFIER.test(token.kind)) {
            Head head = new Head(start, modifiers, written, typeParameters, term, isVoid);
            member(head);
        } else {
            expression(first.pos, term);
        }
    }

    /** Whether a name stands here that is compared by {@code <}, where javac's parser sees the start of a type. */
    private boolean isComparison() {
        int at = 0;
        while (S.token(at).kind == TokenKind.IDENTIFIER && S.token(at + 1).kind == TokenKind.DOT) {
            at += 2;
        }
        if (S.token(at).kind != TokenKind.IDENTIFIER || S.token(at + 1).kind != TokenKind.LT) {
            return false;
        }
        int depth = 1;
        for (at += 2; depth > 0; at++) {
            TokenKind kind = S.token(at).kind;
            if (!IN_TYPE_ARGUMENTS.contains(kind)) {
                return true;
            }
            depth += depthOf(kind);
        }
        // More was closed than was opened: a shift.
        return depth < 0;
    }

    private static int depthOf(TokenKind kind) {
        return switch (kind) {
            case LT -> 1;
            case GT -> -1;
            case GTGT -> -2;
            case GTGTGT -> -3;
            default -> 0;
        };
    }

    private static boolean hasState(JCClassDecl type) {
        boolean isInterface = (type.mods.flags & Flags.INTERFACE) != 0;
        for (JCTree member : type.defs) {
            boolean isState = switch (member) {
                case JCVariableDecl field ->
                    (isInterface || (field.mods.flags & Flags.STATIC) != 0) && (field.mods.flags & Flags.ENUM) == 0;
                case JCTree.JCBlock block -> block.isStatic();
                case JCClassDecl nested -> hasState(nested);
                default -> false;
            };
            if (isState) {
                return true;
            }
        }
        return false;
    }

    private boolean startsType() {
        return token.kind == TokenKind.CLASS
                || token.kind == TokenKind.INTERFACE
                || token.kind == TokenKind.ENUM
                || isRecordStart()
                || (token.kind == TokenKind.MONKEYS_AT && peekToken(TokenKind.INTERFACE));
    }

    private JCExpression voidType() {
        JCExpression type = to(F.at(token.pos).TypeIdent(TypeTag.VOID));
        nextToken();
        return type;
    }

    private record Head(
            int start,
            JCModifiers modifiers,
            Stretch written,
            com.sun.tools.javac.util.List<JCTypeParameter> typeParameters,
            JCExpression type,
            boolean isVoid) {}

    private void member(Head head) {
        int position = token.pos;
        Name name = identOrUnderscore();
        if (token.kind == TokenKind.LPAREN) {
            method(head, position, name);
        } else if (head.isVoid() || head.typeParameters().nonEmpty()) {
            accept(TokenKind.LPAREN);
        } else {
            variables(head, position, name);
        }
    }

    private void method(Head head, int position, Name name) {
        JCTree tree = methodDeclaratorRest(
                position,
                head.modifiers(),
                head.type(),
                name,
                head.typeParameters(),
                false,
                head.isVoid(),
                false,
                null);
        if (!(tree instanceof JCMethodDecl method)) {
            return;
        }
        int end = S.prevToken().endPos;
        List<String> types = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (JCVariableDecl parameter : method.params) {
            types.add(text.substring(TreeInfo.getStartPos(parameter.vartype), endOf(parameter.vartype)));
            names.add(parameter.name.toString());
        }
        pieces.add(new Piece.Method(
                head.start(),
                end,
                name.toString(),
                words(head.written(), MODIFIERS_OF_MEMBERS),
                method.body == null ? end : method.body.pos,
                head.isVoid(),
                types,
                names));
    }

    private void variables(Head head, int position, Name name) {
        var declared = variableDeclaratorsRest(
                position, head.modifiers(), head.type(), name, false, null, new ListBuffer<JCTree>(), true);
        endOfPiece();
        for (JCTree tree : declared) {
            if (tree instanceof JCVariableDecl variable && !variable.name.isEmpty()) {
                pieces.add(variable(variable, head));
            } else if (declared.size() == 1) {
                pieces.add(new Piece.Statement(head.start(), S.prevToken().endPos, Set.of()));
            } else if (tree instanceof JCVariableDecl unnamed && unnamed.init instanceof JCExpression value) {
                pieces.add(new Piece.Expression(
                        TreeInfo.getStartPos(value), endOf(value), isStatement(value), hasValue(value), false));
            }
        }
    }

    private Piece.Variable variable(JCVariableDecl variable, Head head) {
        boolean isInferred = variable.declaredUsingVar();
        JCExpression initializer = variable.init;
        @Nullable
        Stretch set = initializer == null ? null : new Stretch(TreeInfo.getStartPos(initializer), endOf(initializer));
        int end = set == null ? endOf(variable) : set.end();
        int nameEnd = endsOfNames.getOrDefault(variable.pos, variable.pos + variable.name.length());
        return new Piece.Variable(
                variable.pos,
                Math.max(end, nameEnd),
                variable.name.toString(),
                nameEnd,
                isInferred ? null : new Stretch(TreeInfo.getStartPos(head.type()), endOf(head.type())),
                isInferred ? "" : "[]".repeat(Math.max(0, dimensions(variable.vartype) - dimensions(head.type()))),
                set,
                initializer);
    }

    private static int dimensions(JCTree type) {
        return switch (type) {
            case JCTree.JCArrayTypeTree array -> 1 + dimensions(array.elemtype);
            case JCTree.JCAnnotatedType annotated -> dimensions(annotated.underlyingType);
            default -> 0;
        };
    }

    private void expression(int start, JCExpression tree) {
        int end = Math.max(S.prevToken().endPos, start);
        boolean isSwitch = tree instanceof JCSwitchExpression;
        if (tree instanceof JCSwitchExpression choice && !yields(choice)) {
            pieces.add(new Piece.Statement(start, end, Set.of()));
            return;
        }
        boolean isOpen = (isSwitch && token.kind != TokenKind.SEMI) || !endOfPiece();
        pieces.add(new Piece.Expression(start, end, isStatement(tree), hasValue(tree), isOpen));
    }

    /** Takes the semicolon; the end of the cell stands for one. */
    private boolean endOfPiece() {
        if (token.kind == TokenKind.EOF) {
            return false;
        }
        accept(TokenKind.SEMI);
        return true;
    }

    /** Whether a switch is there for its value: a rule's expression could not stand as a statement, or it says yield. */
    private static boolean yields(JCSwitchExpression choice) {
        for (JCCase branch : choice.cases) {
            for (JCTree statement : branch.stats) {
                boolean isRule = branch.body instanceof JCExpression;
                if (statement instanceof JCYield yield && !(isRule && isStatement(yield.value))) {
                    return true;
                }
            }
        }
        return new YieldFinder().isIn(choice);
    }

    /** Where a tree ends; the parser's table knows only the ends that cannot be computed. */
    private int endOf(JCTree tree) {
        return TreeInfo.getEndPos(tree, endPosTable);
    }

    private static boolean hasValue(JCTree tree) {
        return tree instanceof JCLiteral
                || tree instanceof JCIdent
                || tree instanceof JCFieldAccess
                || tree instanceof JCArrayAccess
                || tree instanceof JCUnary
                || tree instanceof JCBinary
                || tree instanceof JCInstanceOf
                || tree instanceof JCTypeCast
                || tree instanceof JCAssign
                || tree instanceof JCAssignOp
                || tree instanceof JCNewClass
                || tree instanceof JCNewArray;
    }

    static boolean isStatement(Tree tree) {
        return switch (tree.getKind()) {
            case METHOD_INVOCATION,
                    NEW_CLASS,
                    ASSIGNMENT,
                    PREFIX_INCREMENT,
                    PREFIX_DECREMENT,
                    POSTFIX_INCREMENT,
                    POSTFIX_DECREMENT,
                    ERRONEOUS -> true;
            default -> tree instanceof JCTree.JCAssignOp;
        };
    }

    /** Where the given words stand among the modifiers. */
    private List<Stretch> words(Stretch written, Set<String> wanted) {
        List<Stretch> found = new ArrayList<>();
        int at = written.start();
        while (at < written.end()) {
            int end = at;
            while (end < written.end() && Character.isJavaIdentifierPart(text.charAt(end))) {
                end++;
            }
            if (end > at && wanted.contains(text.substring(at, end))) {
                found.add(new Stretch(at, end));
            }
            at = Math.max(end, at + 1);
        }
        return found;
    }

    /** Looks for the variables of patterns. */
    private static final class BindingFinder extends com.sun.tools.javac.tree.TreeScanner {
        private final Set<String> found = new HashSet<>();

        static Set<String> namesIn(JCExpression condition) {
            BindingFinder finder = new BindingFinder();
            finder.scan(condition);
            return finder.found;
        }

        @Override
        public void visitBindingPattern(JCTree.JCBindingPattern tree) {
            found.add(tree.var.name.toString());
        }
    }

    /** Looks for a yield that belongs to a switch's own blocks. */
    private static final class YieldFinder extends com.sun.tools.javac.tree.TreeScanner {
        private boolean found;
        private int depth;

        boolean isIn(JCSwitchExpression choice) {
            scan(choice);
            return found;
        }

        @Override
        public void visitSwitchExpression(JCSwitchExpression tree) {
            depth++;
            super.visitSwitchExpression(tree);
            depth--;
        }

        @Override
        public void visitCase(JCCase tree) {
            if (!(tree.body instanceof JCExpression)) {
                super.visitCase(tree);
            }
        }

        @Override
        public void visitYield(JCYield tree) {
            found |= depth == 1;
            super.visitYield(tree);
        }

        @Override
        public void visitClassDef(JCClassDecl tree) {
            // A class has switches of its own.
        }

        @Override
        public void visitLambda(JCTree.JCLambda tree) {
            // So has a lambda.
        }
    }
}
