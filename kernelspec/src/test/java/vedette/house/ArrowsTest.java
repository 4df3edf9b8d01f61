package vedette.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** ARCHITECTURE.md is true: the compiled classes use only what it allows, and what it names exists. */
class ArrowsTest {

    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern TYPE = Pattern.compile("[A-Z][a-z]\\w*");
    private static final Pattern PACKAGE = Pattern.compile("vedette(\\.[a-z]+)+");

    private final ArchitecturePage page = ArchitecturePage.read(House.ROOT.resolve("ARCHITECTURE.md"));
    private final List<ClassUses> classes = ClassUses.ofMainClasses();

    @Test
    void looksAtTheWholeHouse() {
        assertThat(classes).hasSizeGreaterThan(300);
        assertThat(page.modules())
                .containsExactlyInAnyOrderElementsOf(House.modules().stream()
                        .map(module -> module.getFileName().toString())
                        .toList());
    }

    @Test
    void modulesUseOnlyWhatThePageAllows() {
        assertThat(violations(page::moduleViolation)).isEmpty();
    }

    @Test
    void packagesUseOnlyWhatThePageAllows() {
        assertThat(violations(page::packageViolation)).isEmpty();
    }

    @Test
    void everyPackageOfTheModulesThatListThemIsListed() {
        Set<String> packages = classes.stream()
                .map(ClassUses::packageName)
                .filter(name -> page.listsPackagesOf(ArchitecturePage.moduleOf(name)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(page.packages()).containsExactlyInAnyOrderElementsOf(packages);
    }

    @Test
    void namesInBackticksExist() {
        Set<String> types = House.modules().stream()
                .flatMap(module -> House.files(module.resolve("target"), name -> name.endsWith(".class")).stream())
                .map(file -> file.getFileName().toString().replace(".class", ""))
                .map(name -> name.substring(name.lastIndexOf('$') + 1))
                .collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        Matcher code = CODE.matcher(page.text());
        while (code.find()) {
            String name = code.group(1);
            boolean missingType = TYPE.matcher(name).matches() && !types.contains(name);
            boolean missingPackage = PACKAGE.matcher(name).matches() && packageIsMissing(name);
            boolean missingFolder = name.endsWith("/") && !Files.isDirectory(House.ROOT.resolve(name));
            if (missingType || missingPackage || missingFolder) {
                missing.add(name);
            }
        }

        assertThat(missing).isEmpty();
    }

    private static boolean packageIsMissing(String name) {
        Path relative = Path.of("src/main/java", name.split("\\."));
        return House.modules().stream().noneMatch(module -> Files.isDirectory(module.resolve(relative)));
    }

    private List<String> violations(Rule rule) {
        List<String> violations = new ArrayList<>();
        for (ClassUses user : classes) {
            for (String used : user.uses()) {
                rule.violation(user.name(), used).ifPresent(violations::add);
            }
        }
        return violations;
    }

    private interface Rule {
        Optional<String> violation(String user, String used);
    }
}
