package vedette.kernel;

/**
 * What {@code kernel_info} says of the language.
 *
 * @param name as front ends choose highlighting by it, for example {@code java}
 * @param version of the language, for example {@code 25}
 * @param mediaType of its source text
 * @param fileExtension with the dot
 * @param pygmentsLexer the lexer that nbconvert highlights with
 * @param codemirrorMode the editor mode of classic front ends
 * @param banner what a console shows first
 */
public record LanguageInfo(
        String name,
        String version,
        String mediaType,
        String fileExtension,
        String pygmentsLexer,
        String codemirrorMode,
        String banner) {}
