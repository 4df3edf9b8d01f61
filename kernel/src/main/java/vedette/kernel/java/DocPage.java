package vedette.kernel.java;

import com.sun.source.doctree.BlockTagTree;
import com.sun.source.doctree.DeprecatedTree;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.EscapeTree;
import com.sun.source.doctree.InlineTagTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.RawTextTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.SeeTree;
import com.sun.source.doctree.SinceTree;
import com.sun.source.doctree.SnippetTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.SummaryTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.doctree.UnknownInlineTagTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.SimpleDocTreeVisitor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A documentation comment as plain text and as HTML, of which no attribute passes. */
final class DocPage extends SimpleDocTreeVisitor<@Nullable Void, @Nullable Void> {

    private final DocTrees trees;
    private final DocWriter out = new DocWriter();

    private DocPage(DocTrees trees) {
        this.trees = trees;
    }

    /** Writes a comment. */
    static DocWriter.Written of(DocCommentTree comment, DocTrees trees) {
        DocPage page = new DocPage(trees);
        page.write(comment.getFullBody());
        page.out.block();
        page.section("Parameters", comment, DocTree.Kind.PARAM);
        page.section("Returns", comment, DocTree.Kind.RETURN);
        page.section("Throws", comment, DocTree.Kind.THROWS, DocTree.Kind.EXCEPTION);
        page.section("Deprecated", comment, DocTree.Kind.DEPRECATED);
        page.section("See also", comment, DocTree.Kind.SEE);
        page.section("Since", comment, DocTree.Kind.SINCE);
        return page.out.written();
    }

    private void section(String title, DocCommentTree comment, DocTree.Kind... kinds) {
        List<? extends DocTree> tags = comment.getBlockTags().stream()
                .filter(tag -> List.of(kinds).contains(tag.getKind()))
                .toList();
        if (!tags.isEmpty()) {
            out.title(title);
            for (DocTree tag : tags) {
                out.start("li");
                visit(tag, null);
                out.end("li");
            }
            out.endList();
        }
    }

    private void write(Iterable<? extends DocTree> trees) {
        trees.forEach(tree -> visit(tree, null));
    }

    @Override
    protected @Nullable Void defaultAction(DocTree node, @Nullable Void unused) {
        if (node instanceof InlineTagTree || node instanceof BlockTagTree) {
            return null;
        }
        out.text(node.toString());
        return null;
    }

    @Override
    public @Nullable Void visitText(TextTree node, @Nullable Void unused) {
        out.text(node.getBody());
        return null;
    }

    @Override
    public @Nullable Void visitRawText(RawTextTree node, @Nullable Void unused) {
        out.lines(node.getContent());
        return null;
    }

    @Override
    public @Nullable Void visitEntity(EntityTree node, @Nullable Void unused) {
        String characters = trees.getCharacters(node);
        out.text(characters == null ? node.toString() : characters);
        return null;
    }

    @Override
    public @Nullable Void visitEscape(EscapeTree node, @Nullable Void unused) {
        out.text(node.getBody());
        return null;
    }

    @Override
    public @Nullable Void visitLiteral(LiteralTree node, @Nullable Void unused) {
        boolean isCode = node.getKind() == DocTree.Kind.CODE;
        code(isCode, node.getBody().getBody());
        return null;
    }

    private void code(boolean isCode, String text) {
        if (isCode) {
            out.start("code");
        }
        out.text(text);
        if (isCode) {
            out.end("code");
        }
    }

    @Override
    public @Nullable Void visitLink(LinkTree node, @Nullable Void unused) {
        if (node.getLabel().isEmpty()) {
            visitReference(node.getReference(), null);
        } else {
            write(node.getLabel());
        }
        return null;
    }

    @Override
    public @Nullable Void visitReference(ReferenceTree node, @Nullable Void unused) {
        String name = node.getSignature();
        code(true, name.startsWith("#") ? name.substring(1) : name.replace('#', '.'));
        return null;
    }

    @Override
    public @Nullable Void visitSnippet(SnippetTree node, @Nullable Void unused) {
        TextTree body = node.getBody();
        if (body != null) {
            out.start("pre");
            out.text(body.getBody());
            out.end("pre");
        }
        return null;
    }

    @Override
    public @Nullable Void visitSummary(SummaryTree node, @Nullable Void unused) {
        write(node.getSummary());
        return null;
    }

    @Override
    public @Nullable Void visitUnknownInlineTag(UnknownInlineTagTree node, @Nullable Void unused) {
        write(node.getContent());
        return null;
    }

    @Override
    public @Nullable Void visitStartElement(StartElementTree node, @Nullable Void unused) {
        out.start(node.getName().toString().toLowerCase(Locale.ROOT));
        return null;
    }

    @Override
    public @Nullable Void visitEndElement(EndElementTree node, @Nullable Void unused) {
        out.end(node.getName().toString().toLowerCase(Locale.ROOT));
        return null;
    }

    @Override
    public @Nullable Void visitParam(ParamTree node, @Nullable Void unused) {
        String name = node.getName().toString();
        code(true, node.isTypeParameter() ? "<" + name + ">" : name);
        out.text(" – ");
        write(node.getDescription());
        return null;
    }

    @Override
    public @Nullable Void visitThrows(ThrowsTree node, @Nullable Void unused) {
        visitReference(node.getExceptionName(), null);
        out.text(" – ");
        write(node.getDescription());
        return null;
    }

    @Override
    public @Nullable Void visitReturn(ReturnTree node, @Nullable Void unused) {
        if (node.isInline()) {
            out.text("Returns ");
        }
        write(node.getDescription());
        if (node.isInline()) {
            out.text(".");
        }
        return null;
    }

    @Override
    public @Nullable Void visitDeprecated(DeprecatedTree node, @Nullable Void unused) {
        write(node.getBody());
        return null;
    }

    @Override
    public @Nullable Void visitSee(SeeTree node, @Nullable Void unused) {
        write(node.getReference());
        return null;
    }

    @Override
    public @Nullable Void visitSince(SinceTree node, @Nullable Void unused) {
        write(node.getBody());
        return null;
    }
}
